// Plots for files: always dark on white, with their own title and legend; text stays text in all but PNG.
//
// Drawing needs a QApplication; one on Qt's "offscreen" platform will do.
#pragma once

#include "ui/plots/plot_data.h"

#include <QByteArray>
#include <QSize>

#include <vector>

namespace unroll {

enum class PlotFormat { Png, Svg, Pdf, Tikz };

QString suffixOf(PlotFormat format); // "png", "svg", "pdf", "tex"

struct ExportedPlot {
    PlotKind kind = PlotKind::Accuracy;
    PlotData data;
};

// The file of one or more plots, one below the other, as bytes. `size` is that of each, in points of 1/96 inch; `scale`
// is the number of PNG pixels per point. Throws std::runtime_error when the picture can't be made at that size.
QByteArray renderPlots(const std::vector<ExportedPlot>& plots, PlotFormat format, QSize size, double scale = 2);

// What `accuracy.png` and `loss.png` of a run directory hold: the record's curves per epoch. `size` is in pixels, of
// which two make a point.
QByteArray plotPng(const RunRecord& record, PlotKind kind, QSize size);

} // namespace unroll
