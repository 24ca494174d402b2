#include "ui/plots/plot_export.h"

#include "ui/plots/metric_chart.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

constexpr double pointsPerInch = 96;

QByteArray png(MetricChart& chart, QSize size, double scale) {
    QPixmap pixmap = chart.toPixmap(size.width(), size.height(), scale);
    QImage image = pixmap.toImage();
    image.setDevicePixelRatio(1);
    image.setDotsPerMeterX(static_cast<int>(std::lround(scale * pointsPerInch / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return {};
    return bytes;
}

void paintVectors(MetricChart& chart, QPaintDevice& device, QSize size, double devicePerPoint) {
    QCPPainter painter;
    if (!painter.begin(&device))
        return;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.scale(devicePerPoint, devicePerPoint);
    chart.toPainter(&painter, size.width(), size.height());
    painter.end();
}

QByteArray svg(MetricChart& chart, QSize size, const QString& title) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(pointsPerInch));
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title);
    paintVectors(chart, generator, size, 1);
    return bytes;
}

QByteArray pdf(MetricChart& chart, QSize size, const QString& title) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Unroll"));
    writer.setResolution(static_cast<int>(pointsPerInch));
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(QSizeF(size) / pointsPerInch, QPageSize::Inch));
    paintVectors(chart, writer, size, 1);
    return bytes;
}

} // namespace

QByteArray renderPlot(const PlotData& data, PlotKind kind, PlotFormat format, QSize size, double scale) {
    const auto refuse = [size] {
        throw std::runtime_error("A plot can't be drawn at " + std::to_string(size.width()) + " x " +
                                 std::to_string(size.height()) + " points; choose another size.");
    };
    if (size.isEmpty())
        refuse();
    MetricChart chart(kind);
    chart.setBufferDevicePixelRatio(1);
    chart.setTheme(paperTheme());
    chart.setData(data);
    chart.standAlone();
    const QString title = PlotScale(kind, data.view).title();
    QByteArray bytes;
    if (format == PlotFormat::Png)
        bytes = png(chart, size, scale);
    else if (format == PlotFormat::Svg)
        bytes = svg(chart, size, title);
    else
        bytes = pdf(chart, size, title);
    if (bytes.isEmpty())
        refuse();
    return bytes;
}

QByteArray plotPng(const RunRecord& record, PlotKind kind, QSize size) {
    return renderPlot(plotData(record), kind, PlotFormat::Png, size / 2, 2);
}

} // namespace unroll
