#include "ui/inspect/graph_canvas.h"

#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double leastReadable = 0.72; // of the layout's own size
constexpr double largestScale = 2.5;
constexpr double paperMargin = 10; // around the drawing

QColor mixed(const QColor& a, const QColor& b, double share) {
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

} // namespace

GraphCanvas::GraphCanvas(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
}

QSizeF GraphCanvas::sizeOf(const GraphBox& box) const {
    const QFontMetricsF title(font());
    const QFontMetricsF detail(smallFont(font()));
    return {std::max({title.horizontalAdvance(box.title), detail.horizontalAdvance(box.detail), 36.0}) + 16,
            title.height() + (box.detail.isEmpty() ? 0 : detail.height()) + 8};
}

void GraphCanvas::setGraph(GraphLayout layout, std::vector<GraphEdge> edges) {
    layout_ = std::move(layout);
    edges_ = std::move(edges);
    middle_ = {layout_.size.width() / 2, layout_.size.height() / 2};
    if (current_)
        reveal(*current_);
    update();
}

void GraphCanvas::setBoxes(std::vector<GraphBox> boxes) {
    boxes_ = std::move(boxes);
    update();
}

void GraphCanvas::setNote(const QString& note) {
    note_ = note;
    setAccessibleDescription(note);
    update();
}

void GraphCanvas::setCurrent(std::optional<int> box) {
    const bool other = current_ != box;
    current_ = box;
    if (box && other)
        reveal(*box);
    update();
}

void GraphCanvas::setChosen(std::optional<int> box) {
    chosen_ = box;
    update();
}

QRectF GraphCanvas::rectOf(std::size_t box) const {
    const QSizeF size = sizeOf(boxes_[box]);
    return {layout_.centres[box] - QPointF(size.width() / 2, size.height() / 2), size};
}

double GraphCanvas::fitting(const QSize& size) const {
    if (layout_.size.isEmpty())
        return 1;
    return std::min({(size.width() - 2 * paperMargin) / layout_.size.width(),
                     (size.height() - 2 * paperMargin) / layout_.size.height(), 1.0});
}

double GraphCanvas::scaleFor(const QSize& size) const {
    return zoom_ ? *zoom_ : std::max(fitting(size), leastReadable);
}

// Of the layout: what fits is in the middle, of what does not the ends stay at the edges.
QPointF GraphCanvas::originFor(const QSize& size) const {
    const double scale = scaleFor(size);
    const auto along = [scale](double room, double whole, double middle) {
        if (whole * scale + 2 * paperMargin <= room)
            return (room - whole * scale) / 2;
        return std::clamp(room / 2 - middle * scale, room - whole * scale - paperMargin, paperMargin);
    };
    return {along(size.width(), layout_.size.width(), middle_.x()),
            along(size.height(), layout_.size.height(), middle_.y())};
}

void GraphCanvas::reveal(int box) {
    if (static_cast<std::size_t>(box) >= layout_.centres.size())
        return;
    const double scale = scaleFor(size());
    const QPointF place = layout_.centres[static_cast<std::size_t>(box)];
    const QPointF seen = originFor(size()) + place * scale;
    constexpr double edge = 40;
    if (!QRectF(rect()).adjusted(edge, edge, -edge, -edge).contains(seen))
        middle_ = place;
}

void GraphCanvas::drawBox(QPainter& painter, std::size_t number, const QPalette& palette) const {
    const GraphBox& box = boxes_[number];
    const Colours colours = coloursOf(palette);
    const QColor base = palette.color(QPalette::Base);
    const QRectF rect = rectOf(number);
    const bool current = current_ == static_cast<int>(number);
    const QColor fill = current ? mixed(base, colours.run, 0.85) : box.computed ? mixed(base, colours.run, 0.16) : base;
    const QColor line = box.wrong || box.arrived ? colours.wrong : colours.outline;
    const double radius = box.kind == GraphBox::Kind::Given ? 2 : 7;
    if (box.kind == GraphBox::Kind::Stack)
        for (const double behind : {6.0, 3.0}) {
            painter.setPen(QPen(line, 1));
            painter.setBrush(fill);
            painter.drawRoundedRect(rect.translated(behind, -behind), radius, radius);
        }
    painter.setPen(QPen(line, box.arrived ? 2 : 1, box.kind == GraphBox::Kind::Given ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, radius, radius);
    if (chosen_ == static_cast<int>(number)) {
        painter.setPen(QPen(palette.color(QPalette::Text), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
    }
    painter.setPen(current ? palette.color(QPalette::HighlightedText) : palette.color(QPalette::Text));
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    const double top = rect.top() + 4;
    painter.drawText(QRectF(rect.left(), top, rect.width(), metrics.height()), Qt::AlignCenter,
                     box.wrong ? box.title + QStringLiteral(" !") : box.title);
    if (!current)
        painter.setPen(colours.secondary);
    painter.setFont(smallFont(font()));
    painter.drawText(QRectF(rect.left(), top + metrics.height(), rect.width(), rect.height() - 8 - metrics.height()),
                     Qt::AlignCenter, box.detail);
}

void GraphCanvas::paint(QPainter& painter, const QSize& size, const QPalette& palette) const {
    painter.fillRect(QRect({}, size), palette.color(QPalette::Base));
    if (layout_.centres.size() != boxes_.size()) {
        painter.setFont(font());
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(QRect({}, size).adjusted(grid(4), grid(4), -grid(4), -grid(4)),
                         Qt::AlignCenter | Qt::TextWordWrap, note_);
        return;
    }
    painter.save();
    painter.setClipRect(QRect({}, size));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(originFor(size));
    painter.scale(scaleFor(size), scaleFor(size));
    const Colours colours = coloursOf(palette);
    for (std::size_t i = 0; i < layout_.edges.size(); ++i) {
        const GraphEdge& edge = edges_[i];
        const bool flows = boxes_[static_cast<std::size_t>(edge.from)].computed;
        painter.setPen(QPen(flows ? colours.reference : colours.outline, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(layout_.edges[i]);
        const QPointF tip = layout_.edges[i].pointAtPercent(1);
        const QPointF before =
            layout_.edges[i].pointAtPercent(std::max(0.0, 1 - 6 / std::max(layout_.edges[i].length(), 7.0)));
        QPointF ahead = tip - before;
        ahead /= std::max(std::hypot(ahead.x(), ahead.y()), 1e-6);
        const QPointF aside(-ahead.y(), ahead.x());
        painter.setBrush(painter.pen().color());
        painter.drawPolygon(QPolygonF({tip, tip - 6 * ahead + 2.5 * aside, tip - 6 * ahead - 2.5 * aside}));
    }
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        drawBox(painter, i, palette);
    painter.restore();
}

void GraphCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, size(), palette());
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

std::optional<int> GraphCanvas::boxAt(const QPointF& position) const {
    if (layout_.centres.size() != boxes_.size())
        return {};
    const QPointF place = (position - originFor(size())) / scaleFor(size());
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        if (rectOf(i).contains(place))
            return static_cast<int>(i);
    return {};
}

void GraphCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        pressed_ = event->position();
    drags_ = false;
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (!pressed_ || !(event->buttons() & Qt::LeftButton))
        return;
    const QPointF way = event->position() - *pressed_;
    if (!drags_ && way.manhattanLength() < QApplication::startDragDistance())
        return;
    drags_ = true;
    middle_ -= way / scaleFor(size());
    middle_ = {std::clamp(middle_.x(), 0.0, layout_.size.width()), std::clamp(middle_.y(), 0.0, layout_.size.height())};
    pressed_ = event->position();
    update();
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && pressed_ && !drags_)
        if (const auto box = boxAt(event->position()))
            emit boxChosen(*box);
    pressed_.reset();
    drags_ = false;
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!boxAt(event->position())) {
        zoom_.reset();
        update();
    }
}

void GraphCanvas::wheelEvent(QWheelEvent* event) {
    if (layout_.size.isEmpty() || event->angleDelta().y() == 0)
        return;
    const double before = scaleFor(size());
    const double after = std::clamp(before * std::pow(1.0015, event->angleDelta().y()),
                                    std::min(fitting(size()), leastReadable), largestScale);
    const QPointF under = (event->position() - originFor(size())) / before; // stays where it is
    zoom_ = after;
    middle_ = under + (QPointF(width() / 2.0, height() / 2.0) - event->position()) / after;
    update();
    event->accept();
}

void GraphCanvas::keyPressEvent(QKeyEvent* event) {
    const int far = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        emit stepWanted(-far);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        emit stepWanted(far);
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
        emit endWanted(event->key() == Qt::Key_End);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void GraphCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (current_)
        reveal(*current_);
}

bool GraphCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto box = boxAt(help->pos())) {
            const GraphBox& of = boxes_[static_cast<std::size_t>(*box)];
            QToolTip::showText(
                help->globalPos(),
                (of.title + (of.detail.isEmpty() ? QString() : QStringLiteral("\n") + of.detail)).toHtmlEscaped(),
                this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace unroll
