#include "ui/charts/plot_link.h"

#include "ui/charts/plot_menu.h"

#include <QAction>

namespace unroll {

PlotLink::PlotLink(MetricPlot& accuracy, MetricPlot& loss, PlotZoom& zoom, QWidget* parent)
    : QObject(parent)
    , accuracy_(accuracy)
    , loss_(loss)
    , zoom_(zoom)
    , menu_(new PlotMenu({}, parent))
    , fit_(new QAction(tr("Show the whole run"), this)) {
    fit_->setShortcut(Qt::Key_F);
    fit_->setToolTip(tr("Show the whole run in both plots"));
    parent->addAction(fit_);
    join(accuracy, loss, &PlotZoom::accuracy);
    join(loss, accuracy, &PlotZoom::loss);
    connect(fit_, &QAction::triggered, this, &PlotLink::fit);
    connect(menu_, &PlotMenu::viewChosen, this, &PlotLink::choose);
    connect(menu_, &PlotMenu::fitChosen, this, &PlotLink::fit);
}

void PlotLink::join(MetricPlot& from, MetricPlot& to, std::optional<AxisRange> PlotZoom::*vertical) {
    connect(&from, &MetricPlot::viewChosen, this, &PlotLink::choose);
    connect(&from, &MetricPlot::fitChosen, this, &PlotLink::fit);
    connect(&from, &MetricPlot::horizontalChosen, &to, &MetricPlot::setHorizontalView);
    connect(&from, &MetricPlot::cursorMoved, &to, &MetricPlot::showCursor);
    connect(&from, &MetricPlot::zoomChanged, this,
            [this, vertical](const std::optional<AxisRange>& across, const std::optional<AxisRange>& up) {
                zoom_.horizontal = across;
                zoom_.*vertical = up;
            });
}

void PlotLink::setView(const PlotView& view) {
    view_ = view;
    menu_->setView(view);
    accuracy_.setView(view);
    loss_.setView(view);
}

void PlotLink::choose(const PlotView& view) {
    setView(view);
    emit viewChosen(view);
}

void PlotLink::fit() {
    accuracy_.fit();
    loss_.fit();
}

QList<std::pair<QString, QString>> PlotLink::shortcuts() const {
    return {{fit_->toolTip(), fit_->shortcut().toString(QKeySequence::NativeText)},
            {tr("Read the curves out, when they have the focus"), QStringLiteral("\u2190 \u2192")}};
}

} // namespace unroll
