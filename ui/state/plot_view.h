// How a person wants the curves drawn, in both plots alike. A value that is remembered.
#pragma once

#include <array>

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

} // namespace unroll
