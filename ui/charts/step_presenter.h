// Shows the steps of the run on show, where a person wants to see them: hidden, they cost nothing.
#pragma once

#include "ui/state/plot_view.h"
#include "ui/state/run_selection.h"

#include <QObject>
#include <QTimer>

class QAction;

namespace unroll {

class Settings;
class StepPlot;

class StepPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive it. `part` is what is shown and hidden: the plot and what divides it from others.
    StepPresenter(const RunList& runs, const RunSelection& selection, StepPlot& plot, QWidget& part, Settings& settings,
                  QObject* parent);

    QAction* toggle() const { return toggle_; }
    void setView(const PlotView& view); // of the curves

private:
    void show();

    const RunSelection& selection_;
    StepPlot& plot_;
    QWidget& part_;
    Settings& settings_;
    QAction* toggle_;
    QTimer due_; // several changes in one delivery are drawn once
};

} // namespace unroll
