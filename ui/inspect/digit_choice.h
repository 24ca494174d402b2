// Which test images the grid shows.
#pragma once

namespace unroll {

struct DigitChoice {
    enum class Which { First, Misread, OfClass };

    Which which = Which::First;
    int label = 0; // of the class

    bool operator==(const DigitChoice&) const = default;
};

} // namespace unroll
