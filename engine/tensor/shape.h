// The shape of a matrix. Everything in the engine is a matrix: a batch of vectors has one column per sample, a single
// vector has one column, a scalar is 1 x 1.
#pragma once

#include <cstdint>
#include <string>

namespace unroll {

using Index = std::int64_t;

struct Shape {
    Index rows = 0;
    Index columns = 0;

    Index size() const { return rows * columns; }
    bool operator==(const Shape&) const = default;
};

// "64 x 100"
std::string describe(Shape shape);

} // namespace unroll
