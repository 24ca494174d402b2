#include "ui/export/confusion_picture.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr int pixelsPerPoint = 2;
constexpr int cellGap = 4;         // between names and cells, in points
constexpr double widestName = 0.2; // of the picture

// The fullest cell of those read wrongly and of those read correctly.
std::array<std::int64_t, 2> fullest(const ConfusionMatrix& matrix) {
    std::array<std::int64_t, 2> most{1, 1};
    for (int label = 0; label < matrix.classes; ++label)
        for (int read = 0; read < matrix.classes; ++read) {
            std::int64_t& kind = most[label == read];
            kind = std::max(kind, matrix.at(label, read));
        }
    return most;
}

int widest(const QStringList& names, const QFontMetrics& metrics) {
    int width = 0;
    for (const QString& name : names)
        width = std::max(width, metrics.horizontalAdvance(name));
    return width;
}

void drawCells(QPainter& painter, const ConfusionMatrix& matrix, const QRectF& square) {
    const std::array<std::int64_t, 2> most = fullest(matrix);
    const double step = square.width() / matrix.classes;
    for (int label = 0; label < matrix.classes; ++label)
        for (int read = 0; read < matrix.classes; ++read) {
            const auto count = static_cast<double>(matrix.at(label, read));
            if (count > 0)
                painter.fillRect(QRectF(square.left() + read * step, square.top() + label * step, step, step),
                                 confusionColour(count / static_cast<double>(most[label == read]), label == read));
        }
    painter.setPen(QPen(QColor(0xc4, 0xc8, 0xd0), 1));
    painter.drawRect(square);
}

// Every name, or every second, third, ... where lines of text would overlap.
void drawNames(QPainter& painter, const QStringList& names, const QRectF& square) {
    const QFontMetricsF metrics(painter.font());
    const double step = square.width() / static_cast<double>(names.size());
    const auto every = static_cast<qsizetype>(std::ceil(metrics.height() / step));
    const double room = square.left() - cellGap;
    painter.setPen(QColor(0x1d, 0x20, 0x25));
    for (qsizetype i = 0; i < names.size(); i += every) {
        const QString name = metrics.elidedText(names[i], Qt::ElideRight, room);
        const double middle = (static_cast<double>(i) + 0.5) * step;
        const QRectF line(0, -metrics.height() / 2, room, metrics.height());
        painter.save();
        painter.translate(0, square.top() + middle);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, name);
        painter.restore();
        painter.save();
        painter.translate(square.left() + middle, square.top() - cellGap);
        painter.rotate(-90);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.restore();
    }
}

} // namespace

QColor confusionColour(double share, bool correct) {
    if (share <= 0)
        return Qt::white;
    const QColor ink = correct ? QColor(0x56, 0xb4, 0xe9) : QColor(0xe6, 0x9f, 0x00);
    const auto mixed = [depth = 0.15 + 0.7 * std::min(share, 1.0)](int channel) {
        return qRound(255 + (channel - 255) * depth);
    };
    return {mixed(ink.red()), mixed(ink.green()), mixed(ink.blue())};
}

QImage confusionPicture(const ConfusionMatrix& matrix, const QStringList& names, int side) {
    QImage image(side * pixelsPerPoint, side * pixelsPerPoint, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(pixelsPerPoint, pixelsPerPoint);
    QFont font = painter.font();
    font.setPixelSize(std::clamp(side / std::max(matrix.classes, 1), 8, 12));
    painter.setFont(font);
    const int margin = std::min(widest(names, QFontMetrics(font)), static_cast<int>(side * widestName)) + cellGap;
    const QRectF square(margin, margin, side - margin - 1, side - margin - 1);
    drawCells(painter, matrix, square);
    drawNames(painter, names, square);
    return image;
}

} // namespace unroll
