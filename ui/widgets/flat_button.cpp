#include "ui/widgets/flat_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace unroll {
namespace {

constexpr int pictureSize = 16;
constexpr int arrowSize = 10;
constexpr int sidePadding = grid(2) + 2;

QColor withAlpha(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

} // namespace

FlatButton::FlatButton(QWidget* parent)
    : QToolButton(parent) {
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void FlatButton::setPrimary(bool primary) {
    primary_ = primary;
    update();
}

void FlatButton::setKey(const QKeySequence& key) {
    key_ = key;
    setShortcut(key);
    setToolTip(QStringLiteral("%1 (%2)").arg(toolTip(), key.toString(QKeySequence::NativeText)));
}

void FlatButton::hideArrow() {
    arrowless_ = true;
    updateGeometry();
}

void FlatButton::reserveTexts(const QStringList& texts) {
    texts_ = texts;
    updateGeometry();
}

int FlatButton::contentWidth(const QString& text) const {
    const int words = fontMetrics().size(Qt::TextShowMnemonic, text).width();
    const int picture = icon().isNull() ? 0 : pictureSize;
    const int arrow = showsArrow() ? arrowSize + grid(1) : 0;
    return picture + (picture > 0 && words > 0 ? grid(1) + 2 : 0) + words + arrow;
}

QSize FlatButton::sizeHint() const {
    int widest = contentWidth(shownText());
    for (const QString& text : texts_)
        widest = std::max(widest, contentWidth(text));
    return {widest + 2 * sidePadding, std::max(fontMetrics().height() + grid(3), grid(8))};
}

void FlatButton::paintBackground(QPainter& painter) const {
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    const bool pressed = isDown() || isChecked() || (menu() && menu()->isVisible());
    if (primary_ && isEnabled())
        painter.setBrush(palette().color(QPalette::Highlight).lighter(pressed ? 90 : underMouse() ? 108 : 100));
    else if (isEnabled() && (pressed || underMouse()))
        painter.setBrush(withAlpha(palette().color(QPalette::WindowText), pressed ? 40 : 20));
    else
        painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, 5, 5);
    if (hasFocus()) {
        const auto ring = primary_ ? QPalette::WindowText : QPalette::Highlight;
        painter.setPen(QPen(palette().color(ring), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
}

void FlatButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBackground(painter);
    const bool filled = primary_ && isEnabled();
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QColor color = palette().color(group, filled ? QPalette::HighlightedText : QPalette::WindowText);
    const QString text = shownText();
    int x = (width() - contentWidth(text)) / 2;
    if (!icon().isNull()) {
        const auto mode = !isEnabled() ? QIcon::Disabled : filled ? QIcon::Selected : QIcon::Normal;
        icon().paint(&painter, QRect(x, (height() - pictureSize) / 2, pictureSize, pictureSize), Qt::AlignCenter, mode);
        x += pictureSize + grid(1) + 2;
    }
    painter.setPen(color);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, text);
    if (showsArrow()) {
        const int right = (width() + contentWidth(text)) / 2;
        painter.drawPixmap(right - arrowSize, (height() - arrowSize) / 2 + 1,
                           iconPixmap(QStringLiteral("unfolded"), color, arrowSize, devicePixelRatioF()));
    }
}

// A button that the Tab key has reached is pressed with Space, even where Space is a shortcut of the window.
bool FlatButton::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space &&
        hasFocus()) {
        event->accept();
        return true;
    }
    return QToolButton::event(event);
}

} // namespace unroll
