#include "ui/theme/spacing.h"

#include <QApplication>

namespace unroll {
namespace {

constexpr qreal smallFactor = 0.88;

QFont scaled(qreal factor, QFont font = QApplication::font()) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

} // namespace

QFont smallFont() { return scaled(smallFactor); }

QFont smallFont(const QFont& usual) { return scaled(smallFactor, usual); }

QFont headingFont() {
    QFont font = scaled(0.82);
    font.setWeight(QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

QFont boldFont() {
    QFont font = QApplication::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont largeFont() {
    QFont font = scaled(1.9);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace unroll
