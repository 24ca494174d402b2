// Keeps the two plots of a training alike: one axis of epochs, one cursor, one way of drawing.
#pragma once

#include "ui/charts/metric_plot.h"

#include <QList>
#include <QObject>

#include <utility>

class QAction;

namespace unroll {

class PlotMenu;

class PlotLink : public QObject {
    Q_OBJECT

public:
    // The link belongs to `parent`, the window that the key F works in; all others outlive it. It keeps in `zoom` what
    // the plots are zoomed to.
    PlotLink(MetricPlot& accuracy, MetricPlot& loss, PlotZoom& zoom, QWidget* parent);

    void setView(const PlotView& view);
    const PlotView& view() const { return view_; }

    PlotMenu* menu() const { return menu_; } // the choices of both plots

    // What to do and which keys do it, for the list of shortcuts.
    QList<std::pair<QString, QString>> shortcuts() const;

signals:
    void viewChosen(const unroll::PlotView& view); // by a person

private:
    void join(MetricPlot& from, MetricPlot& to, std::optional<AxisRange> PlotZoom::*vertical);
    void choose(const PlotView& view);
    void fit();

    MetricPlot& accuracy_;
    MetricPlot& loss_;
    PlotZoom& zoom_;
    PlotView view_;
    PlotMenu* menu_;
    QAction* fit_;
};

} // namespace unroll
