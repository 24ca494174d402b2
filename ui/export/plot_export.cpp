#include "ui/export/plot_export.h"

#include "ui/export/tikz_export.h"
#include "ui/plots/line_ends.h"
#include "ui/plots/metric_chart.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>
#include <memory>
#include <stdexcept>

namespace unroll {
namespace {

constexpr double plotPointsPerInch = 96;
constexpr int largestPng = 32767; // pixels a side, as far as QPainter goes

QString titleOf(const std::vector<ExportedPlot>& plots) {
    QStringList titles;
    for (const ExportedPlot& plot : plots)
        titles.append(PlotScale(plot.kind, plot.data.view).title());
    return titles.join(QStringLiteral(", "));
}

void paint(const std::vector<ExportedPlot>& plots, QPaintDevice& device, QSize size, double devicePerPoint,
           bool vectors) {
    QCPPainter painter;
    if (!painter.begin(&device))
        throw std::runtime_error("The plot can't be drawn on a device of its size.");
    painter.setMode(QCPPainter::pmVectorized, vectors);
    painter.scale(devicePerPoint, devicePerPoint);
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
    for (const auto& chart : charts) { // one below the other, their axes at the same place
        chart->standAlone(std::min(room, size.width() * 2 / 5));
        chart->toPainter(&painter, size.width(), size.height());
        painter.translate(0, size.height());
    }
}

QByteArray png(const std::vector<ExportedPlot>& plots, QSize size, double scale) {
    const QSize pixels = (QSizeF(size.width(), size.height() * static_cast<double>(plots.size())) * scale).toSize();
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull() || pixels.width() > largestPng || pixels.height() > largestPng)
        return {};
    image.fill(Qt::white);
    paint(plots, image, size, scale, false);
    image.setDotsPerMeterX(static_cast<int>(std::lround(scale * plotPointsPerInch / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray svg(const std::vector<ExportedPlot>& plots, QSize size) {
    const QSize all(size.width(), size.height() * static_cast<int>(plots.size()));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(plotPointsPerInch));
    generator.setSize(all);
    generator.setViewBox(QRect(QPoint(), all));
    generator.setTitle(titleOf(plots));
    paint(plots, generator, size, 1, true);
    return bytes;
}

QByteArray pdf(const std::vector<ExportedPlot>& plots, QSize size) {
    const QSizeF all(size.width(), size.height() * static_cast<double>(plots.size()));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(titleOf(plots));
    writer.setCreator(QStringLiteral("Unroll"));
    writer.setResolution(static_cast<int>(plotPointsPerInch));
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(all / plotPointsPerInch, QPageSize::Inch));
    paint(plots, writer, size, 1, true);
    return bytes;
}

QByteArray rendered(const std::vector<ExportedPlot>& plots, PlotFormat format, QSize size, double scale) {
    switch (format) {
    case PlotFormat::Png:
        return png(plots, size, scale);
    case PlotFormat::Svg:
        return svg(plots, size);
    case PlotFormat::Pdf:
        return pdf(plots, size);
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
