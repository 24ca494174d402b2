#include "ui/inspect/drawing_pad.h"

#include "ui/theme/colours.h"
#include "ui/theme/ink.h"
#include "ui/theme/spacing.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace unroll {

DrawingPad::DrawingPad(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("drawingPad"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Drawing pad"));
    setToolTip(tr("Draw a digit here; Backspace takes back the last stroke, Delete all of them"));
}

QRect DrawingPad::paper() const {
    const int side = std::min(width(), height()) - 2;
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

void DrawingPad::paintStrokes(QPainter& painter, double side) const {
    for (const Stroke& stroke : strokes_) {
        const double width = stroke.width * side;
        painter.setPen(QPen(painter.brush(), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (stroke.points.size() == 1) {
            painter.drawPoint(stroke.points.front() * side);
            continue;
        }
        QPainterPath path(stroke.points.front() * side);
        for (std::size_t i = 1; i < stroke.points.size(); ++i)
            path.lineTo(stroke.points[i] * side);
        painter.strokePath(path, painter.pen());
    }
}

QImage DrawingPad::image(int side) const {
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(0);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::white);
    paintStrokes(painter, side);
    return image;
}

void DrawingPad::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect sheet = paper();
    painter.fillRect(sheet, palette().color(QPalette::Base));
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::WindowText) : coloursOf(palette()).outline, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(sheet).adjusted(-0.5, -0.5, 0.5, 0.5));
    if (showsPicture()) {
        const QSize size = picture_.size().scaled(sheet.size(), Qt::KeepAspectRatio);
        QRect place(QPoint(), size);
        place.moveCenter(sheet.center());
        painter.drawImage(place, inked(picture_, palette()));
    } else if (isEmpty()) {
        painter.setFont(smallFont());
        painter.setPen(coloursOf(palette()).secondary);
        painter.drawText(sheet.adjusted(grid(2), 0, -grid(2), 0), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Draw a digit here"));
    }
    painter.setClipRect(sheet);
    painter.translate(sheet.topLeft());
    painter.setBrush(palette().color(QPalette::Text));
    paintStrokes(painter, sheet.width());
}

void DrawingPad::addPoint(const QPointF& position) {
    const QRect sheet = paper();
    const QPointF point((position.x() - sheet.left()) / sheet.width(), (position.y() - sheet.top()) / sheet.height());
    strokes_.back().points.emplace_back(std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0));
    update();
    emit changed();
}

void DrawingPad::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    drawing_ = true;
    picture_ = {};
    strokes_.push_back({penWidth_, {}});
    addPoint(event->position());
}

void DrawingPad::mouseMoveEvent(QMouseEvent* event) {
    if (drawing_)
        addPoint(event->position());
}

void DrawingPad::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !drawing_)
        return;
    drawing_ = false;
    emit changed();
}

void DrawingPad::setPicture(const QImage& ink) {
    strokes_.clear();
    drawing_ = false;
    picture_ = ink;
    update();
    emit changed();
}

void DrawingPad::undo() {
    if (showsPicture())
        return clear();
    if (strokes_.empty())
        return;
    strokes_.pop_back();
    drawing_ = false;
    update();
    emit changed();
}

void DrawingPad::clear() {
    strokes_.clear();
    picture_ = {};
    drawing_ = false;
    update();
    emit changed();
}

void DrawingPad::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Backspace || event->matches(QKeySequence::Undo))
        undo();
    else if (event->key() == Qt::Key_Delete)
        clear();
    else
        QWidget::keyPressEvent(event);
}

} // namespace unroll
