// The two axes of a metric plot: their labels, and the ranges they show.
//
// As long as nobody zooms, the ranges grow with the runs. A view that a person chose stands until it is taken away.
#pragma once

#include "ui/plots/growing_range.h"
#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

#include <optional>

namespace unroll {

class PlotAxes {
public:
    PlotAxes(QCustomPlot& plot, const PlotScale& scale); // the plot outlives the axes

    void setScale(const PlotScale& scale); // forgets all values, and a view in another unit
    void setTheme(const PlotTheme& theme);
    void showTitle(bool shown); // of the horizontal axis
    void setPlannedEpochs(double epochs, double imagesPerEpoch);

    // The whole axis of epochs or images is no longer than the first batches ask for, up to so many epochs; nothing: it
    // is that of the planned epochs.
    void setBeginning(std::optional<double> epochs);

    // What the ranges have to hold; update() shows them.
    GrowingRange& values() { return values_; }
    void reach(double position);
    void forget(); // begins anew
    void update();

    // On an axis's units; nothing is the whole run. Views too small to label are widened.
    void setHorizontalView(std::optional<AxisRange> range);
    void setVerticalView(std::optional<AxisRange> range);
    const std::optional<AxisRange>& horizontalView() const { return horizontalView_; }
    const std::optional<AxisRange>& verticalView() const { return verticalView_; }

    AxisRange horizontal() const; // as it is
    AxisRange vertical() const;
    AxisRange wholeHorizontal() const; // as it would be without a view

    static int labelRoom(const QFont& font); // left of the value axis; the same for every metric

private:
    void setTickers();

    QCustomPlot& plot_;
    PlotScale scale_;
    GrowingRange values_;
    bool titled_ = true;
    double plannedEpochs_ = 1;
    double imagesPerEpoch_ = 0;
    double last_ = 0;
    std::optional<double> beginning_;
    std::optional<AxisRange> horizontalView_;
    std::optional<AxisRange> verticalView_;
};

} // namespace unroll
