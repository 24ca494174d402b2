#include "ui/theme/window_style.h"

#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QStyleOptionSlider>

#include <algorithm>

namespace unroll {
namespace {

constexpr int extent = grid(3);
constexpr int shortestHandle = grid(6);
constexpr int inset = 3; // of the handle, on both sides

// The groove is the whole bar: there are no buttons at its ends.
QRect handleRect(const QStyleOptionSlider& bar) {
    const bool lying = bar.orientation == Qt::Horizontal;
    const int length = lying ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    const double share = static_cast<double>(bar.pageStep) / std::max(1.0, static_cast<double>(range) + bar.pageStep);
    const int handle =
        range <= 0 ? length : std::clamp(qRound(share * length), std::min(shortestHandle, length), length);
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - handle, bar.upsideDown);
    return lying ? QRect(bar.rect.left() + start, bar.rect.top(), handle, bar.rect.height())
                 : QRect(bar.rect.left(), bar.rect.top() + start, bar.rect.width(), handle);
}

// What lies before the handle, or behind it; where they meet, the handle comes first.
QRect pageRect(const QStyleOptionSlider& bar, bool before) {
    const QRect handle = handleRect(bar);
    const QPoint first = before ? bar.rect.topLeft() : handle.bottomRight();
    const QPoint last = before ? handle.topLeft() : bar.rect.bottomRight();
    if (bar.orientation == Qt::Horizontal)
        return {QPoint(first.x(), bar.rect.top()), QPoint(last.x(), bar.rect.bottom())};
    return {QPoint(bar.rect.left(), first.y()), QPoint(bar.rect.right(), last.y())};
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& bar) {
    if (bar.maximum <= bar.minimum)
        return;
    const bool grasped = bar.activeSubControls & QStyle::SC_ScrollBarSlider;
    const Colours colours = coloursOf(bar.palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(grasped ? colours.secondary : colours.handle);
    const QRectF handle = QRectF(handleRect(bar)).adjusted(inset, inset, -inset, -inset);
    const double round = std::min(handle.width(), handle.height()) / 2;
    painter.drawRoundedRect(handle, round, round);
    painter.restore();
}

} // namespace

WindowStyle::WindowStyle()
    : QProxyStyle(QStringLiteral("Fusion")) {}

void WindowStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false); // what it lies on is seen around the handle
}

int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    if (metric == PM_ScrollBarExtent)
        return extent;
    if (metric == PM_ScrollBarSliderMin)
        return shortestHandle;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int WindowStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const {
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0; // the desktop's are of another style than ours
    return QProxyStyle::styleHint(hint, option, widget, data);
}

QRect WindowStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
    const auto* bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
    if (!bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    switch (part) {
    case SC_ScrollBarSlider:
        return visualRect(bar->direction, bar->rect, handleRect(*bar));
    case SC_ScrollBarSubPage:
        return visualRect(bar->direction, bar->rect, pageRect(*bar, true));
    case SC_ScrollBarAddPage:
        return visualRect(bar->direction, bar->rect, pageRect(*bar, false));
    case SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

void WindowStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    const auto* box = element == CE_ComboBoxLabel ? qstyleoption_cast<const QStyleOptionComboBox*>(option) : nullptr;
    if (!box)
        return QProxyStyle::drawControl(element, option, painter, widget);
    constexpr int beside = 1; // the text, on both sides
    const int room = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - 2 * beside;
    QStyleOptionComboBox whole = *box;
    whole.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room);
    QProxyStyle::drawControl(element, &whole, painter, widget);
}

void WindowStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
    const auto* bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
    if (bar)
        drawScrollBar(*painter, *bar);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace unroll
