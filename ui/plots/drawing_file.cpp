#include "ui/plots/drawing_file.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

constexpr int largestPng = 32767; // pixels a side, as far as QPainter goes

void paintOn(QPaintDevice& device, const Drawing& drawing, double devicePerPoint, bool vectors) {
    QCPPainter painter;
    if (!painter.begin(&device))
        throw std::runtime_error("The plot can't be drawn on a device of its size.");
    painter.setMode(QCPPainter::pmVectorized, vectors);
    painter.scale(devicePerPoint, devicePerPoint);
    drawing.paint(painter);
}

} // namespace

QByteArray pngOf(const Drawing& drawing, double scale) {
    const QSize pixels = (QSizeF(drawing.size) * scale).toSize();
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull() || pixels.width() > largestPng || pixels.height() > largestPng)
        return {};
    image.fill(Qt::white);
    paintOn(image, drawing, scale, false);
    image.setDotsPerMeterX(static_cast<int>(std::lround(scale * plotPointsPerInch / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray svgOf(const Drawing& drawing) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(plotPointsPerInch));
    generator.setSize(drawing.size);
    generator.setViewBox(QRect(QPoint(), drawing.size));
    generator.setTitle(drawing.title);
    paintOn(generator, drawing, 1, true);
    return bytes;
}

QByteArray pdfOf(const Drawing& drawing) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(drawing.title);
    writer.setCreator(QStringLiteral("Unroll"));
    writer.setResolution(static_cast<int>(plotPointsPerInch));
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(QSizeF(drawing.size) / plotPointsPerInch, QPageSize::Inch));
    paintOn(writer, drawing, 1, true);
    return bytes;
}

} // namespace unroll
