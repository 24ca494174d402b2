// What a training's steps were like: the norm of the gradient and eta over the batches, each on a decimal axis of its
// own, under the curves and on their horizontal axis.
#pragma once

#include "ui/plots/plot_scale.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/run_trace.h"

#include <qcustomplot.h>

#include <span>

namespace unroll {

class StepPlot : public QCustomPlot {
    Q_OBJECT

public:
    explicit StepPlot(QWidget* parent = nullptr);

    void setAxis(PlotView::Axis axis);                          // of what the curves show
    void setSteps(std::span<const TracePoint> steps, int slot); // of the run on show; none empties it
    void setPlace(const AxisRange& range, int left, int right); // of the horizontal axis, in this plot's pixels

    QSize minimumSizeHint() const override { return {240, 90}; }
    QSize sizeHint() const override { return {400, 130}; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void setTheme(const PlotTheme& theme);
    void place();
    void draw();
    QString tipAt(double x) const;

    PlotTheme theme_;
    PlotView::Axis axis_ = PlotView::Axis::Epochs;
    std::vector<TracePoint> steps_;
    int slot_ = 0;
    AxisRange range_{};
    int left_ = 0;
    int right_ = 0;
    QCPGraph* raw_ = nullptr;      // the norm, batch by batch
    QCPGraph* smoothed_ = nullptr; // and its moving mean
    QCPGraph* eta_ = nullptr;
};

} // namespace unroll
