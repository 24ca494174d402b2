// The two plots of a training, one above the other on one axis, and below them, when it is wanted, that of the steps.
#pragma once

#include "ui/charts/metric_plot.h"

namespace unroll {

class StepPlot;

class PlotsColumn : public QWidget {
    Q_OBJECT

public:
    explicit PlotsColumn(QWidget* parent = nullptr);

    MetricPlot& accuracy() const { return *accuracy_; }
    MetricPlot& loss() const { return *loss_; }
    StepPlot& steps() const { return *steps_; }
    QWidget& stepsPart() const { return *stepsPart_; } // to show and hide the plot of the steps by

private:
    MetricPlot* accuracy_;
    MetricPlot* loss_;
    StepPlot* steps_;
    QWidget* stepsPart_;
};

} // namespace unroll
