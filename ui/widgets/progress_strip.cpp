#include "ui/widgets/progress_strip.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>

namespace unroll {

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFixedSize(sizeHint());
}

void ProgressStrip::setFraction(double fraction) {
    fraction_ = std::clamp(fraction, 0.0, 1.0);
    setAccessibleDescription(tr("%1 percent").arg(qRound(100 * fraction_)));
    update();
}

void ProgressStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colours colours = coloursOf(palette());
    const double radius = height() / 2.0;
    painter.setBrush(colours.outline);
    painter.drawRoundedRect(rect(), radius, radius);
    if (fraction_ <= 0)
        return;
    painter.setBrush(colours.run);
    painter.drawRoundedRect(QRectF(0, 0, std::max<double>(height(), width() * fraction_), height()), radius, radius);
}

} // namespace unroll
