// The trace of single batches: as it is, or with a moving average over it.
//
// The average is exponential and reaches over n batches: s += (y - s) (1 - (1 - 1/n)^k), where k batches passed since
// the last one that is known, and y is the mean of those where they were thinned out; it begins at the first value. It
// is one of accuracies and losses: the axis only draws it.
#pragma once

#include "ui/plots/plot_theme.h"
#include "ui/plots/series_graph.h"

namespace unroll {

class BatchTrace {
public:
    BatchTrace(QCustomPlot& plot, const PlotScale& scale);

    void begin(std::int64_t batchesPerEpoch); // empties it
    void append(std::span<const BatchPoint> batches);
    void setScale(const PlotScale& scale, std::span<const BatchPoint> batches); // all of them, once more
    void setTheme(const PlotTheme& theme, int slot);
    void setShown(bool shown); // where the view shows batches at all
    void drawBetween(const AxisRange& horizontal);
    void cutOff(const AxisRange& horizontal, const AxisRange& vertical); // see SeriesGraph

    const MetricSeries& raw() const { return raw_.series(); }
    const MetricSeries& smoothed() const { return smoothed_.series(); }
    bool isSmoothed() const { return scale_.view().smoothing > 1; }
    std::size_t drawnPoints() const { return raw_.drawnPoints() + smoothed_.drawnPoints(); }
    void addToLegend();

private:
    void smooth(const BatchPoint& batch);
    MetricPoint pointAt(const BatchPoint& batch) const;
    void showLines();

    PlotScale scale_;
    bool shown_ = true;
    double batchesPerEpoch_ = 1;
    BatchPoint average_; // at the last batch
    SeriesGraph raw_;
    SeriesGraph smoothed_;
};

} // namespace unroll
