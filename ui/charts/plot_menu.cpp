#include "ui/charts/plot_menu.h"

#include <QActionGroup>

namespace unroll {

PlotMenu::PlotMenu(std::optional<PlotKind> kind, QWidget* parent)
    : QMenu(tr("&Curves"), parent) {
    setToolTipsVisible(true);
    QAction* fit = addAction(tr("Show the &whole run"));
    fit->setToolTip(tr("Undo zooming and moving (F, or a double-click on the curves)"));
    connect(fit, &QAction::triggered, this, &PlotMenu::fitChosen);
    addValues(kind);
    addAxes();
    addLines();
    setView({});
}

QAction* PlotMenu::addChoice(QMenu& menu, const QString& text, const QString& help, Look look, Change change) {
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setToolTip(help);
    choices_.push_back({action, std::move(look)});
    connect(action, &QAction::triggered, this, [this, change = std::move(change)] {
        PlotView view = view_;
        change(view);
        setView(view);
        emit viewChosen(view);
    });
    return action;
}

void PlotMenu::addSwitch(const QString& text, const QString& help, bool PlotView::*member) {
    addChoice(
        *this, text, help, [member](const PlotView& view) { return view.*member; },
        [member](PlotView& view) { view.*member = !(view.*member); });
}

void PlotMenu::addValues(std::optional<PlotKind> kind) {
    if (kind != PlotKind::Loss) {
        addSection(tr("Accuracy"));
        addSwitch(tr("&Error rate"), tr("The share of images read wrongly, in place of the accuracy"),
                  &PlotView::errorRate);
        addSwitch(tr("&From 0 to 100 %"), tr("The whole axis, whatever the curves need"), &PlotView::wholeRange);
        addSwitch(tr("Lo&garithmic error rate"), tr("Every factor of ten takes the same height"),
                  &PlotView::logarithmicError);
        logarithmicError_ = choices_.back().action;
    }
    if (kind != PlotKind::Accuracy) {
        addSection(tr("Loss"));
        addSwitch(tr("&Logarithmic loss"), tr("Every factor of ten takes the same height"), &PlotView::logarithmicLoss);
    }
}

void PlotMenu::addAxes() {
    addSection(tr("Over"));
    auto* group = new QActionGroup(this);
    const auto add = [&](PlotView::Axis axis, const QString& text, const QString& help) {
        group->addAction(addChoice(
            *this, text, help, [axis](const PlotView& view) { return view.axis == axis; },
            [axis](PlotView& view) { view.axis = axis; }));
    };
    add(PlotView::Axis::Epochs, tr("E&pochs"), tr("How often the network has seen every training image"));
    add(PlotView::Axis::Seconds, tr("&Seconds"), tr("The time spent training, without evaluation"));
    add(PlotView::Axis::Images, tr("&Images"), tr("The number of images trained on"));
}

void PlotMenu::addLines() {
    addSection(tr("Lines"));
    addSwitch(tr("On &test images"), tr("Per epoch, on images the network does not learn from"), &PlotView::test);
    addSwitch(tr("On t&raining images"), tr("Per epoch, before each update"), &PlotView::train);
    addSwitch(tr("Single &batches"), tr("The thin trace of the run under way"), &PlotView::batches);
    addSmoothing();
}

void PlotMenu::addSmoothing() {
    smoothing_ = addMenu(tr("S&moothing"));
    smoothing_->setToolTipsVisible(true);
    auto* group = new QActionGroup(this);
    for (const int steps : smoothingSteps)
        group->addAction(addChoice(
            *smoothing_, steps == 1 ? tr("None") : tr("Over %1 batches").arg(steps),
            steps == 1 ? tr("Every batch as it was")
                       : tr("A moving average over the batches, exponentially weighted; the trace stays behind it"),
            [steps](const PlotView& view) { return view.smoothing == steps; },
            [steps](PlotView& view) { view.smoothing = steps; }));
}

void PlotMenu::setView(const PlotView& view) {
    view_ = view;
    for (const Choice& choice : choices_)
        choice.action->setChecked(choice.look(view));
    if (logarithmicError_)
        logarithmicError_->setEnabled(view.errorRate);
    smoothing_->setEnabled(view.batches);
}

} // namespace unroll
