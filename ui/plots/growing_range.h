// The range of a value axis: it begins where the interesting part of a training lies, grows when a value needs it, and
// never shrinks while a run is drawn.
#pragma once

#include "ui/plots/plot_data.h"

namespace unroll {

class GrowingRange {
public:
    explicit GrowingRange(PlotKind kind);

    double lower() const { return lower_; }
    double upper() const { return upper_; }

    // Grows at once until the value lies inside. Values that are not finite are passed over; a loss beyond a thousand,
    // as of a run about to diverge, is not followed further.
    void include(double value);

    // The last value of a fast, noisy trace, once a picture. Every training enters from the level of chance, so the
    // trace may stay outside for `patience` pictures (half a second) before the axis grows for it.
    void glance(double value);
    static constexpr int patience = 15;

    void reset();

private:
    bool contains(double value) const { return value >= lower_ && value <= upper_; }

    PlotKind kind_;
    double lower_ = 0;
    double upper_ = 0;
    int outside_ = 0;
};

// Where the axis of epochs ends: at the planned epochs, but of a long run only so far as it has come, by round numbers
// (10, 20, 50, 100, ...), so that a curve is never a line at the edge. A run that went on beyond its plan is shown
// whole.
double epochAxisEnd(double planned, double last);

} // namespace unroll
