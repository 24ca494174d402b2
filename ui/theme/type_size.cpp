#include "ui/theme/type_size.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr const char* factorName = "unrollTypeSize";

QFont resized(QFont font, double ratio) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * ratio);
    else
        font.setPixelSize(qRound(font.pixelSize() * ratio));
    return font;
}

QSize resized(const QSize& size, double ratio) {
    const auto side = [ratio](int pixels) {
        return pixels > 1 && pixels < QWIDGETSIZE_MAX ? qRound(pixels * ratio) : pixels;
    };
    return {side(size.width()), side(size.height())};
}

// Plots and figures take colours and type anew together.
void restyle(QWidget& widget) {
    QEvent changed(QEvent::PaletteChange);
    QApplication::sendEvent(&widget, &changed);
    widget.updateGeometry();
}

// A window's own bounds are the screen's matter.
void resize(QWidget& widget, double ratio) {
    if (widget.testAttribute(Qt::WA_SetFont)) // by itself, not by a parent
        widget.setFont(resized(widget.font(), ratio));
    if (auto* button = qobject_cast<QAbstractButton*>(&widget))
        button->setIconSize(resized(button->iconSize(), ratio));
    if (widget.isWindow())
        return;
    const QSize least = resized(widget.minimumSize(), ratio);
    widget.setMaximumSize(resized(widget.maximumSize(), ratio));
    widget.setMinimumSize(least);
}

} // namespace

double typeSize() {
    const QVariant factor = qApp->property(factorName);
    return factor.isValid() ? factor.toDouble() : 1;
}

void applyTypeSize(double factor) {
    const double wanted = std::clamp(factor, 1.0, largestType);
    const double ratio = wanted / typeSize();
    if (std::abs(ratio - 1) < 1e-6)
        return;
    const QWidgetList all = QApplication::allWidgets();
    qApp->setProperty(factorName, wanted);
    QApplication::setFont(resized(QApplication::font(), ratio));
    for (QWidget* widget : all) {
        if (QEvent changed(QEvent::ApplicationFontChange); widget->isWindow()) // Qt tells a running program alone
            QApplication::sendEvent(widget, &changed);
        resize(*widget, ratio);
    }
    for (QWidget* widget : all)
        restyle(*widget);
}

void scaleType(QWidget& window, double ratio) {
    const QWidgetList all = window.findChildren<QWidget*>();
    window.setFont(resized(window.font(), ratio));
    for (QWidget* widget : all)
        resize(*widget, ratio);
    for (QWidget* widget : all)
        restyle(*widget);
}

} // namespace unroll
