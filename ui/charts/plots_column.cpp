#include "ui/charts/plots_column.h"

#include "ui/charts/step_plot.h"
#include "ui/widgets/rule.h"

#include <QVBoxLayout>

namespace unroll {

PlotsColumn::PlotsColumn(QWidget* parent)
    : QWidget(parent)
    , accuracy_(new MetricPlot(PlotKind::Accuracy, this))
    , loss_(new MetricPlot(PlotKind::Loss, this))
    , stepsPart_(new QWidget(this)) {
    steps_ = new StepPlot(stepsPart_);
    accuracy_->setObjectName(QStringLiteral("accuracy"));
    accuracy_->showAxisTitle(false); // the loss has the same axis right below it
    loss_->setObjectName(QStringLiteral("loss"));
    const auto column = [](QWidget* of) {
        auto* layout = new QVBoxLayout(of);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        return layout;
    };
    auto* part = column(stepsPart_);
    part->addWidget(new Rule(Qt::Horizontal, stepsPart_));
    part->addWidget(steps_);
    auto* all = column(this);
    all->addWidget(accuracy_, 1);
    all->addWidget(new Rule(Qt::Horizontal, this));
    all->addWidget(loss_, 1);
    all->addWidget(stepsPart_);
    connect(loss_, &MetricPlot::axisPlaced, steps_, &StepPlot::setPlace);
}

} // namespace unroll
