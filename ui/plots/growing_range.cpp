#include "ui/plots/growing_range.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double firstLoss = 1.5;

constexpr double firstSmallLoss = 0.1; // where logarithmic axes begin
constexpr double firstSmallError = 1;
constexpr double smallestShown = 1e-6;

constexpr double largestLoss = 1000; // what is worse leaves the axis at its top

// The next round number up: 2.5, 5, 10, 25, 50, 100, ...
double nextUpper(double upper) {
    if (upper < GrowingRange::chanceLoss)
        return GrowingRange::chanceLoss;
    const double decade = std::pow(10.0, std::floor(std::log10(upper * 1.0001)));
    const double digits = upper / decade;
    return decade * (digits < 2.4 ? 2.5 : digits < 4.9 ? 5 : 10);
}

} // namespace

GrowingRange::GrowingRange(const PlotScale& scale)
    : scale_(scale) {
    reset();
}

void GrowingRange::reset() {
    outside_ = 0;
    if (!scale_.inPercent())
        range_ = {scale_.logarithmic() ? firstSmallLoss : 0, firstLoss};
    else if (scale_.logarithmic())
        range_ = {firstSmallError, 100};
    else if (scale_.view().wholeRange)
        range_ = {0, 100};
    else
        range_ = scale_.showsErrors() ? AxisRange{0, 50} : AxisRange{50, 100};
}

bool GrowingRange::hasPlaceFor(double value) const {
    return std::isfinite(value) && (value > 0 || !scale_.logarithmic());
}

void GrowingRange::include(double value) {
    if (!hasPlaceFor(value))
        return;
    if (value < range_.lower)
        includeBelow(value);
    if (scale_.inPercent() && value > range_.upper)
        range_.upper = 100;
    while (!scale_.inPercent() && std::min(value, largestLoss) > range_.upper)
        range_.upper = nextUpper(range_.upper);
}

void GrowingRange::includeBelow(double value) {
    if (scale_.logarithmic())
        range_.lower = std::pow(10.0, std::floor(std::log10(std::max(value, smallestShown))));
    else
        range_.lower = 0;
}

void GrowingRange::glance(double value) {
    outside_ = range_.contains(value) || !hasPlaceFor(value) ? 0 : outside_ + 1;
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

double roundAxisEnd(double last, double shortest) {
    if (!(last > shortest))
        return shortest;
    const double decade = std::pow(10.0, std::floor(std::log10(last * 0.9999)));
    const double digits = last * 0.9999 / decade;
    return decade * (digits < 2 ? 2 : digits < 5 ? 5 : 10);
}

} // namespace unroll
