// Moving an image on its paper: a turn about its middle, and a shift.
//
// The arithmetic is + - * / and whole numbers, so that a motion gives the same bytes on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

struct ImageMotion {
    double right = 0;   // pixels
    double down = 0;    // pixels
    double degrees = 0; // clockwise, before the shift

    bool operator==(const ImageMotion&) const = default;
};

// For images of one size, one after the other.
class ImageMover {
public:
    // Throws std::invalid_argument for a size below 1.
    ImageMover(int width, int height);

    // The pixel at p = (x, y) becomes what the image shows at
    //
    //     R(-θ) (p - c - d) + c     c the image's middle, d the shift, R(θ) (x, y) = (x cos θ - y sin θ, x sin θ + y
    //     cos θ)
    //
    // interpolated linearly between the four pixels around it, at 1/256 of a pixel; 0 beyond the image. A shift by
    // whole pixels and a turn by right angles about the middle of a square move the bytes as they are. Throws
    // std::invalid_argument for an image or a target of another size.
    void move(std::span<const std::uint8_t> image, const ImageMotion& motion, std::span<std::uint8_t> moved);

private:
    // Pixels from left and top, up to and without right and bottom.
    struct Box {
        int left = 0;
        int right = 0;
        int top = 0;
        int bottom = 0;
    };

    // Where pixels beside each other are read: the first, and how much further each other.
    struct Line {
        double x;
        double y;
        double stepX;
        double stepY;
    };

    Box layOut(std::span<const std::uint8_t> image);
    void drawLine(const Line& line, std::span<std::uint8_t> pixels) const;

    int width_;
    int height_;
    std::size_t stride_ = 0;
    std::vector<std::uint8_t> paper_;  // the image within a margin of zeros
    std::vector<std::uint64_t> inked_; // of every column a byte, which is 0 where there is no ink
};

} // namespace unroll
