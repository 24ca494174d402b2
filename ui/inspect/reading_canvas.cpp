#include "ui/inspect/reading_canvas.h"

#include "ui/plots/colour_maps.h"
#include "ui/state/digit_image.h"
#include "ui/theme/colours.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double unreadShare = 0.22; // of the ink, of what comes later
constexpr double tintShare = 0.35;   // of the piece that is read

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto mix = [share](float a, float b) { return std::lerp(a, b, static_cast<float>(share)); };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()),
                            mix(from.blueF(), to.blueF()));
}

} // namespace

ReadingCanvas::ReadingCanvas(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("The image as it is read"));
    setToolTip(tr("Drag over the image, or press the arrow keys, to go from cell to cell: dark is what the network has "
                  "read by then, tinted what the cell reads"));
}

void ReadingCanvas::setImage(const QImage& image, std::vector<int> cellOfPixel) {
    image_ = image;
    cellOfPixel_ = std::move(cellOfPixel);
    update();
}

void ReadingCanvas::setCell(int cell) {
    cell_ = cell;
    update();
}

void ReadingCanvas::setPixelValues(std::vector<float> values) {
    values_ = std::move(values);
    update();
}

int ReadingCanvas::cells() const { return cellOfPixel_.empty() ? 0 : *std::ranges::max_element(cellOfPixel_) + 1; }

QRect ReadingCanvas::place(const QRect& room) const { return placeOf(image_.size(), room.adjusted(4, 4, -4, -4)); }

QImage ReadingCanvas::drawn(const QPalette& palette) const {
    const Colours colours = coloursOf(palette);
    const QColor paper = palette.color(QPalette::Base);
    const QColor ink = palette.color(QPalette::Text);
    float largest = 0;
    for (const float value : values_)
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(value));
    QCPColorGradient gradient = signedColours();
    QImage drawn(image_.size(), QImage::Format_RGB32);
    for (int y = 0; y < image_.height(); ++y)
        for (int x = 0; x < image_.width(); ++x) {
            const std::size_t pixel = pixelAt(x, y);
            const double grey = qGray(image_.pixel(x, y)) / 255.0;
            if (pixel < values_.size()) {
                const double limit = largest > 0 ? static_cast<double>(largest) : 1;
                drawn.setPixel(x, y, gradient.color(static_cast<double>(values_[pixel]), QCPRange(-limit, limit)));
                continue;
            }
            const int cell = pixel < cellOfPixel_.size() ? cellOfPixel_[pixel] : -1;
            const QColor under = cell == cell_ ? mixed(paper, colours.run, tintShare) : paper;
            drawn.setPixelColor(x, y, mixed(under, ink, cell <= cell_ ? grey : grey * unreadShare));
        }
    return drawn;
}

void ReadingCanvas::paint(QPainter& painter, const QRect& room, const QPalette& palette) const {
    if (image_.isNull())
        return;
    const QRect where = place(room);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(where, drawn(palette));
    painter.setPen(QPen(coloursOf(palette).outline, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(where).adjusted(-0.5, -0.5, 0.5, 0.5));
}

void ReadingCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, rect(), palette());
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
        painter.drawRect(place(rect()).adjusted(-3, -3, 2, 2));
    }
}

void ReadingCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        mouseMoveEvent(event);
}

void ReadingCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QRect where = place(rect());
    if (!(event->buttons() & Qt::LeftButton) || image_.isNull() || where.isEmpty())
        return;
    const auto inside = [](double position, int start, int length, int count) {
        return std::clamp(static_cast<int>((position - start) * count / length), 0, count - 1);
    };
    const int x = inside(event->position().x(), where.left(), where.width(), image_.width());
    const int y = inside(event->position().y(), where.top(), where.height(), image_.height());
    const std::size_t pixel = pixelAt(x, y);
    if (pixel < cellOfPixel_.size() && cellOfPixel_[pixel] >= 0)
        emit cellChosen(cellOfPixel_[pixel]);
}

void ReadingCanvas::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool on = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if ((!back && !on) || cells() == 0)
        return QWidget::keyPressEvent(event);
    emit cellChosen(std::clamp(cell_ + (back ? -1 : 1), 0, cells() - 1));
}

std::size_t ReadingCanvas::pixelAt(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width()) + static_cast<std::size_t>(x);
}

} // namespace unroll
