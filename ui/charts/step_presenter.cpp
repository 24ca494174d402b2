#include "ui/charts/step_presenter.h"

#include "ui/charts/step_plot.h"
#include "ui/state/settings.h"

#include <QAction>

namespace unroll {

StepPresenter::StepPresenter(const RunList& runs, const RunSelection& selection, StepPlot& plot, QWidget& part,
                             Settings& settings, QObject* parent)
    : QObject(parent)
    , selection_(selection)
    , plot_(plot)
    , part_(part)
    , settings_(settings)
    , toggle_(new QAction(tr("&Gradient norm and eta"), this)) {
    toggle_->setCheckable(true);
    toggle_->setShortcut(Qt::SHIFT | Qt::Key_G);
    toggle_->setToolTip(tr("Draw the norm of the gradient, and eta, below the curves"));
    connect(toggle_, &QAction::toggled, this, [this](bool shown) {
        settings_.setShowsSteps(shown);
        part_.setVisible(shown);
        due_.start();
    });
    due_.setSingleShot(true);
    due_.setInterval(0);
    connect(&due_, &QTimer::timeout, this, &StepPresenter::show);
    const auto soon = [this] {
        if (toggle_->isChecked())
            due_.start();
    };
    connect(&runs, &RunList::traceGrew, this, soon);
    connect(&runs, &RunList::changed, this, soon);
    connect(&runs, &RunList::structureChanged, this, soon);
    connect(&selection, &RunSelection::changed, this, soon);
    part_.hide();
    toggle_->setChecked(settings_.showsSteps());
}

void StepPresenter::setView(const PlotView& view) { plot_.setAxis(view.axis); }

void StepPresenter::show() {
    if (!toggle_->isChecked())
        return;
    const Run* run = selection_.run();
    plot_.setSteps(run ? std::span(run->trace.points()) : std::span<const TracePoint>(), run ? run->label.slot : 0);
}

} // namespace unroll
