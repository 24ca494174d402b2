#include "ui/plots/growing_range.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double firstLoss = 1.5;
constexpr double chanceLoss = 2.5; // just above ln 10, the loss of ten guesses that are equally likely

constexpr double largestLoss = 1000; // what is worse leaves the axis at its top

// The next round number up: 2.5, 5, 10, 25, 50, 100, ...
double nextUpper(double upper) {
    if (upper < chanceLoss)
        return chanceLoss;
    const double decade = std::pow(10.0, std::floor(std::log10(upper * 1.0001)));
    const double digits = upper / decade;
    return decade * (digits < 2.4 ? 2.5 : digits < 4.9 ? 5 : 10);
}

} // namespace

GrowingRange::GrowingRange(PlotKind kind)
    : kind_(kind) {
    reset();
}

void GrowingRange::reset() {
    outside_ = 0;
    lower_ = kind_ == PlotKind::Accuracy ? 50 : 0;
    upper_ = kind_ == PlotKind::Accuracy ? 100 : firstLoss;
}

void GrowingRange::include(double value) {
    if (!std::isfinite(value))
        return;
    if (value < lower_)
        lower_ = 0;
    while (std::min(value, largestLoss) > upper_)
        upper_ = nextUpper(upper_);
}

void GrowingRange::glance(double value) {
    outside_ = contains(value) ? 0 : outside_ + 1;
    if (outside_ < patience)
        return;
    outside_ = 0;
    include(value);
}

double epochAxisEnd(double planned, double last) {
    double end = 10;
    for (int digit = 1; end < last; digit = digit == 1 ? 2 : digit == 2 ? 5 : 1)
        end *= digit == 2 ? 2.5 : 2; // 10, 20, 50, 100, ...
    return std::max(std::min(planned, end), std::ceil(last));
}

} // namespace unroll
