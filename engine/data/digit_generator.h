// The built-in data set "digits": handwritten digits drawn by the program, so that it needs no file.
//
// Every image is a function of (seed, set, index) alone, and the arithmetic is + - * / and sqrt, so that a seed gives
// the same bytes on every machine and with any number of threads.
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/digit_canvas.h"

#include <cstdint>
#include <stop_token>

namespace unroll {

struct DigitSetOptions {
    std::uint64_t seed = 1;
    std::int64_t trainImages = 60000;
    std::int64_t testImages = 10000;
    int threads = 2;
    std::stop_token stop{}; // once it is requested, LoadingStopped is thrown within an image
};

// Labels are balanced (their counts differ by 1 at the most) and shuffled; training and test images come from different
// random streams. Its training images can be drawn anew for streams::mostEpochs
// epochs. Throws std::invalid_argument for fewer than 1
// image a set or fewer than 1 thread.
Dataset generateDigits(const DigitSetOptions& options = {});

struct DrawnDigit {
    std::size_t way = 0; // of waysOfWriting(digit)
    DigitPixels pixels{};
};

// Draws one image of a digit 0 ... 9.
DrawnDigit drawDigit(int digit, Random& random);

} // namespace unroll
