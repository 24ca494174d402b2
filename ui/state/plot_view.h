// What a person wants to see of the curves: how they are drawn, in both plots alike, which is remembered, and the part
// that is zoomed to.
#pragma once

#include <array>
#include <optional>

namespace unroll {

struct PlotView {
    enum class Axis { Epochs, Seconds, Images };

    Axis axis = Axis::Epochs;
    bool errorRate = false;  // in place of the accuracy
    bool wholeRange = false; // accuracy, or error rate, always from 0 to 100 %
    bool logarithmicError = false;
    bool logarithmicLoss = false;
    bool train = true; // the lines per epoch
    bool test = true;
    bool batches = true; // the trace of single batches
    int smoothing = 1;   // of the trace: the number of batches a moving average reaches over; 1 is none

    bool operator==(const PlotView&) const = default;
};

// As a window draws them until a person says otherwise: a line that can be read over the faint band of all batches, and
// that does not lag behind it where most happens.
inline constexpr PlotView usualView{.smoothing = 10};

// The steps of smoothing to choose from.
inline constexpr std::array smoothingSteps{1, 10, 50, 250};

enum class PlotKind { Accuracy, Loss };

struct AxisRange {
    double lower = 0;
    double upper = 1;

    double size() const { return upper - lower; }
    bool contains(double value) const { return value >= lower && value <= upper; }
    bool operator==(const AxisRange&) const = default;
};

// What is zoomed to, in units of the axes; nothing is the whole.
struct PlotZoom {
    std::optional<AxisRange> horizontal{}; // of both plots
    std::optional<AxisRange> accuracy{};   // vertical, likewise
    std::optional<AxisRange> loss{};

    const std::optional<AxisRange>& vertical(PlotKind kind) const {
        return kind == PlotKind::Accuracy ? accuracy : loss;
    }
    bool operator==(const PlotZoom&) const = default;
};

} // namespace unroll
