// The range of a value axis: it begins where the interesting part of a training lies, grows when a value needs it, and
// never shrinks while a run is drawn.
#pragma once

#include "ui/plots/plot_scale.h"

namespace unroll {

class GrowingRange {
public:
    static constexpr double chanceLoss = 2.5; // just above ln 10, the loss of ten guesses that are equally likely

    explicit GrowingRange(const PlotScale& scale);

    double lower() const { return range_.lower; }
    double upper() const { return range_.upper; }
    AxisRange range() const { return range_; }

    // Grows at once until the value lies inside. Values that are not finite, or that no logarithmic axis can show, are
    // passed over; a loss beyond a thousand,
    // as of a run about to diverge, is not followed further, nor is one below a millionth on a logarithmic axis.
    void include(double value);

    // The last value of a fast, noisy trace, once a picture. Every training enters from the level of chance, so the
    // trace may stay outside for `patience` pictures (half a second) before the axis grows for it.
    void glance(double value);
    static constexpr int patience = 15;

    void reset();

private:
    bool hasPlaceFor(double value) const;
    void includeBelow(double value);

    PlotScale scale_;
    AxisRange range_;
    int outside_ = 0;
};

// Where the axis of epochs ends: at the planned epochs, but of a long run only so far as it has come, by round numbers
// (10, 20, 50, 100, ...), so that a curve is never a line at the edge. A run that went on beyond its plan is shown
// whole.
double epochAxisEnd(double planned, double last);

// The next round number up (0.1, 0.2, 0.5, 1, ...) for an axis whose end is not planned.
double roundAxisEnd(double last, double shortest = 0.1);

} // namespace unroll
