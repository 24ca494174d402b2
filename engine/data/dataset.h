// A set of labelled images in memory, split into training and test images.
#pragma once

#include "engine/data/packed_images.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace unroll {

// Images, each height x width bytes, row by row, 0 the paper, 255 the ink; and their labels. The pixels lie one image
// after the other, or packed in less memory: one of the two is empty.
struct ImageSet {
    std::int64_t count = 0;
    std::vector<std::uint8_t> pixels; // count * height * width, or none
    std::vector<std::uint8_t> labels; // count, each below the data set's number of classes
    PackedImages packed{};            // count, or none

    // The bytes of an image: those that lie there, or else unpacked into `buffer`, which has room for it.
    std::span<const std::uint8_t> image(std::size_t index, std::span<std::uint8_t> buffer) const;

    std::size_t pixelsPerImage() const; // 0 for a set without images
    std::uint64_t inkedPixels() const;  // that are not zero, of all images

    // Keeps the images packed, if that takes less memory; or as they are, one after the other.
    void pack();
    void unpack();
    ImageSet unpacked() const;

    bool operator==(const ImageSet&) const = default;
};

// What is to be drawn anew: the first training images of an epoch from 2 on.
struct Redrawing {
    std::int64_t epoch = 2;
    std::int64_t images = 0;
    int threads = 1;
    std::stop_token stop{}; // once it is requested, drawing ends soon, with an exception
};

struct Dataset {
    std::string name; // "mnist"
    int width = 0;
    int height = 0;
    int classes = 0;
    std::vector<std::string> classNames{}; // of every class, or none
    int firstLabel = 0;                    // what stands in the files for class 0: 1 in EMNIST's letters
    ImageSet train;
    ImageSet test;
    bool testHeldOut = false; // the test images are a share of the training files' images

    // What the files of images hold, "80 x 28 x 28 unsigned bytes"; empty for a set that comes from no files.
    std::string trainStored{};
    std::string testStored{};

    // What is strange about the images, a sentence each (see data_notes.h).
    std::vector<std::string> notes{};

    // Draws other training images for every epoch, the same for the same epoch; empty for images that can't be drawn.
    std::function<ImageSet(const Redrawing&)> redraw{};

    std::int64_t pixelsPerImage() const { return std::int64_t{width} * height; }

    // What a label stands for: its class's name, or "7".
    std::string className(int label) const {
        return classNames.empty() ? std::to_string(label) : classNames[static_cast<std::size_t>(label)];
    }

    // The name of every class: the digits' and others' that have none are their labels.
    std::vector<std::string> namesOfClasses() const {
        std::vector<std::string> names;
        for (int label = 0; label < classes; ++label)
            names.push_back(className(label));
        return names;
    }

    // The bytes of one image.
    std::vector<std::uint8_t> image(const ImageSet& set, std::int64_t index) const;

    // The labels of a set as they stand in the files.
    std::vector<std::uint8_t> fileLabels(const ImageSet& set) const;

    // SHA-256, in hexadecimal, of the four IDX files as they would be written uncompressed and as unsigned bytes:
    // training images, training labels, test images, test labels. So it tells which images were held out; it does not
    // depend on how the files are named, packed and typed.
    std::string sha256() const;
};

} // namespace unroll
