// What somebody wants to know of a network: of which images, and what.
#pragma once

#include "engine/values/study.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace unroll {

// A set of quantities. Its operators are found by their operands alone: one in the namespace would hide Qt's.
class Quantities {
public:
    enum class Quantity : unsigned {
        Answer = 1,          // [1 x classes]: softmax after the last cell
        CellAnswers = 2,     // [cells x classes]: softmax of the read-out after every cell, trained there or not
        States = 4,          // [cells x hidden], a layer each
        Gates = 8,           // [cells x hidden], a layer and gate each, 0...1; none of cells without gates
        StateGradients = 16, // [layers x cells]: Euclidean norm of d loss / d state
        PixelGradients = 32, // [1 x pixels]: d loss / d pixel, where the pixels lie in the image, of 0...1
        Saliency = 64,       // [1 x pixels]: d logit / d pixel of one class, after the last cell
        ReadingOrder = 128   // [cells x pixels of each]: where in the image they lie, row by row
    };

    constexpr Quantities() = default;
    constexpr Quantities(Quantity quantity) // NOLINT: one quantity is a set of them
        : bits_(static_cast<unsigned>(quantity)) {}

    constexpr bool has(Quantity quantity) const { return (bits_ & static_cast<unsigned>(quantity)) != 0; }
    constexpr bool hasAll(Quantities others) const { return (bits_ & others.bits_) == others.bits_; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr Quantities& operator|=(Quantities others) {
        bits_ |= others.bits_;
        return *this;
    }
    friend constexpr Quantities operator|(Quantities a, Quantities b) { return a |= b; }
    friend constexpr Quantities operator|(Quantity a, Quantity b) { return Quantities(a) |= b; }

    bool operator==(const Quantities&) const = default;

private:
    unsigned bits_ = 0;
};

using Quantity = Quantities::Quantity;

// The loss is that of an image's label; of a bitmap without one, that of the class the network says.
struct Query {
    std::vector<Subject> subjects{};
    Quantities quantities{};
    std::optional<int> saliencyClass{}; // that which the network says when there is none
    std::optional<StudyWish> study{};   // of the whole network; then there are neither subjects nor quantities

    bool operator==(const Query&) const = default;
};

} // namespace unroll
