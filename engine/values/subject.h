// Which image somebody looks at.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace unroll {

struct TestImage {
    std::int64_t index = 0;

    bool operator==(const TestImage&) const = default;
};

// As the training reads it in that epoch: moved and drawn anew where the setting says so.
struct TrainingImage {
    std::int64_t index = 0;
    std::int64_t epoch = 1;

    bool operator==(const TrainingImage&) const = default;
};

// An image from outside the data: height x width bytes of the data's size, row by row, 0 the paper, 255 the ink.
struct Bitmap {
    std::vector<std::uint8_t> pixels{};
    std::optional<int> label{}; // what it is meant to be, where that is known

    bool operator==(const Bitmap&) const = default;
};

using Subject = std::variant<TestImage, TrainingImage, Bitmap>;

} // namespace unroll
