#include "ui/export/plot_export.h"

#include "ui/export/tikz_export.h"
#include "ui/plots/drawing_file.h"
#include "ui/plots/line_ends.h"
#include "ui/plots/metric_chart.h"

#include <memory>
#include <stdexcept>

namespace unroll {
namespace {

QString titleOf(const std::vector<ExportedPlot>& plots) {
    QStringList titles;
    for (const ExportedPlot& plot : plots)
        titles.append(PlotScale(plot.kind, plot.data.view).title());
    return titles.join(QStringLiteral(", "));
}

// One below the other, their axes at the same place. `size` is that of each.
Drawing drawingOf(const std::vector<ExportedPlot>& plots, QSize size) {
    return {QSize(size.width(), size.height() * static_cast<int>(plots.size())), titleOf(plots),
            [&plots, size](QCPPainter& painter) {
                std::vector<std::unique_ptr<MetricChart>> charts;
                int room = LineEnds::room(paperTheme().font, size.width());
                for (const ExportedPlot& plot : plots) {
                    MetricChart& chart = *charts.emplace_back(std::make_unique<MetricChart>(plot.kind));
                    chart.setBufferDevicePixelRatio(1);
                    chart.setTheme(paperTheme());
                    chart.resize(size);
                    chart.setData(plot.data);
                    room = std::max(room, chart.roomForNames());
                }
                for (const auto& chart : charts) {
                    chart->standAlone(std::min(room, size.width() * 2 / 5));
                    chart->toPainter(&painter, size.width(), size.height());
                    painter.translate(0, size.height());
                }
            }};
}

QByteArray rendered(const std::vector<ExportedPlot>& plots, PlotFormat format, QSize size, double scale) {
    switch (format) {
    case PlotFormat::Png:
        return pngOf(drawingOf(plots, size), scale);
    case PlotFormat::Svg:
        return svgOf(drawingOf(plots, size));
    case PlotFormat::Pdf:
        return pdfOf(drawingOf(plots, size));
    case PlotFormat::Tikz:
        return tikz(plots, size);
    }
    return {};
}

} // namespace

QString suffixOf(PlotFormat format) {
    switch (format) {
    case PlotFormat::Png:
        return QStringLiteral("png");
    case PlotFormat::Svg:
        return QStringLiteral("svg");
    case PlotFormat::Pdf:
        return QStringLiteral("pdf");
    case PlotFormat::Tikz:
        return QStringLiteral("tex");
    }
    return {};
}

QByteArray renderPlots(const std::vector<ExportedPlot>& plots, PlotFormat format, QSize size, double scale) {
    const QByteArray bytes = size.isEmpty() || plots.empty() ? QByteArray() : rendered(plots, format, size, scale);
    if (bytes.isEmpty())
        throw std::runtime_error("A plot can't be drawn at " + std::to_string(size.width()) + " x " +
                                 std::to_string(size.height()) + " points; choose another size.");
    return bytes;
}

QByteArray plotPng(const RunRecord& record, PlotKind kind, QSize size) {
    return renderPlots({{kind, plotData(record)}}, PlotFormat::Png, size / 2, 2);
}

} // namespace unroll
