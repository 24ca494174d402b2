#include "ui/inspect/digit_strip.h"

#include "ui/state/digit_image.h"
#include "ui/theme/colours.h"
#include "ui/theme/ink.h"
#include "ui/theme/spacing.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace unroll {
namespace {

constexpr int stripTile = 36;
constexpr int stripPitch = stripTile + 8;

} // namespace

DigitStrip::DigitStrip(const QString& name, QWidget* parent)
    : QWidget(parent)
    , name_(name) {
    setFont(smallFont());
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(name);
    setToolTip(tr("Press an image to look at it in all views"));
}

QSize DigitStrip::sizeHint() const {
    const int line = QFontMetrics(font()).height();
    return {3 * stripPitch, 2 * line + stripTile + grid(1)};
}

void DigitStrip::setItems(std::vector<Item> items) {
    items_ = std::move(items);
    QStringList said;
    for (const Item& item : items_)
        said.append(item.tip);
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    update();
}

int DigitStrip::visible(int width) const {
    return std::min(static_cast<int>(items_.size()), std::max(1, width / stripPitch));
}

void DigitStrip::paint(QPainter& painter, const QRect& room, const QPalette& palette) const {
    painter.setFont(font());
    const int line = painter.fontMetrics().height();
    painter.setPen(coloursOf(palette).secondary);
    painter.drawText(QRect(room.left(), room.top(), room.width(), line), Qt::AlignLeft | Qt::AlignVCenter, name_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < visible(room.width()); ++i) {
        const Item& item = items_[static_cast<std::size_t>(i)];
        const QRect square(room.left() + i * stripPitch, room.top() + line + 2, stripTile, stripTile);
        painter.drawImage(placeOf(item.image.size(), square), inked(item.image, palette));
        painter.setPen(
            QPen(hasFocus() && i == current_ ? palette.color(QPalette::WindowText) : coloursOf(palette).outline, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(square);
        painter.setPen(palette.color(QPalette::WindowText));
        painter.drawText(QRect(square.left() - 4, square.bottom() + 1, stripPitch, line), Qt::AlignCenter,
                         item.caption);
    }
}

void DigitStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, rect(), palette());
}

int DigitStrip::at(int x) const {
    const int index = x / stripPitch;
    return index < visible(width()) ? index : -1;
}

void DigitStrip::mousePressEvent(QMouseEvent* event) {
    if (const int index = at(event->position().toPoint().x()); index >= 0)
        emit chosen(items_[static_cast<std::size_t>(index)].index);
}

void DigitStrip::keyPressEvent(QKeyEvent* event) {
    const int count = visible(width());
    if (count > 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        current_ = std::clamp(current_ + (event->key() == Qt::Key_Left ? -1 : 1), 0, count - 1);
        update();
    } else if (count > 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit chosen(items_[static_cast<std::size_t>(std::min(current_, count - 1))].index);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool DigitStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const int index = at(help->pos().x()); index >= 0) {
            QToolTip::showText(help->globalPos(), items_[static_cast<std::size_t>(index)].tip.toHtmlEscaped(), this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace unroll
