// How the numbers of an IDX file become images of bytes: 0 the paper, 255 the ink.
//
// Numbers of several types and images of several shapes are taken where their meaning is plain, and refused by name
// where it is not: a guess would train on other images than a person believes.
#pragma once

#include "engine/data/idx_source.h"

namespace unroll {

// Where the pixels of an image lie. Taken are N x height x width, N x pixels when those are a square, one channel
// (grey) or three (red, green, blue) before or behind height and width.
struct PixelLayout {
    std::int64_t count = 0;
    int height = 0;
    int width = 0;
    int channels = 1;
    bool channelsFirst = false;

    std::size_t pixels() const { return static_cast<std::size_t>(height) * static_cast<std::size_t>(width); }
};

// Throws std::runtime_error with one sentence that names a shape which is none of these.
PixelLayout pixelLayout(const IdxSource& source);

// The smallest and the largest of all numbers in a file.
struct NumberRange {
    double smallest = 0;
    double largest = 0;
    bool finite = true; // none is infinite or not a number
};

// "from 0 to 4095"
std::string rangeText(IdxType type, const NumberRange& range);

// By what the numbers of a file are multiplied to become greys from 0 to 255. Unsigned bytes are taken as they are;
// numbers of 16 and 32 bits and floats, too, when all are from 0 to 255; larger ones of 16 bits are a share of 65535,
// and floats up to 1 a share of 1. Throws std::runtime_error with one sentence for anything else: signed bytes, numbers
// below 0, floats between 1 and 2, where it is not plain which of both they are.
double greyScale(const IdxSource& source, const NumberRange& range);

// Reads all numbers that are left in a file.
NumberRange readRange(IdxSource& source);

// Makes greys of one image's bytes as the file has them. Colours are weighted 0.299, 0.587 and 0.114 (ITU-R BT.601).
class GreyMaker {
public:
    GreyMaker(IdxType type, const PixelLayout& layout, double scale);

    std::size_t bytesPerImage() const; // in the file

    // Whether the bytes in the file are the greys themselves.
    bool changesNothing() const;

    void make(std::span<const std::uint8_t> bytes, std::span<std::uint8_t> greys) const;

private:
    double numberAt(std::span<const std::uint8_t> bytes, std::size_t index) const;

    IdxType type_;
    PixelLayout layout_;
    double scale_;
};

} // namespace unroll
