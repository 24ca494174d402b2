#include "ui/theme/run_style.h"

#include "ui/theme/colours.h"

#include <array>

namespace unroll {
namespace {

constexpr std::size_t styles = 6;

// Blue, vermilion, green, purple, orange, sky blue; the palette's yellow and black vanish on one of the backgrounds.
// Each stands out from its background by 3 : 1, so those of the light window are darkened where they must be.
const std::array<QColor, styles> onLight{QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x8a, 0x65),
                                         QColor(0xb4, 0x55, 0x8b), QColor(0xb0, 0x7a, 0x00), QColor(0x2c, 0x93, 0xcf)};
const std::array<QColor, styles> onDark{QColor(0x56, 0xb4, 0xe9), QColor(0xf0, 0x7c, 0x28), QColor(0x1c, 0xb8, 0x8c),
                                        QColor(0xdc, 0x92, 0xbb), QColor(0xe6, 0x9f, 0x00), QColor(0x5b, 0x8f, 0xe0)};

const std::array<QList<qreal>, styles> dashes{QList<qreal>{},           QList<qreal>{6, 3},
                                              QList<qreal>{6, 2, 1, 2}, QList<qreal>{3, 2},
                                              QList<qreal>{9, 2, 3, 2}, QList<qreal>{6, 2, 1, 2, 1, 2}};

constexpr std::array markers{RunMarker::Disc,     RunMarker::Square,           RunMarker::Diamond,
                             RunMarker::Triangle, RunMarker::TriangleInverted, RunMarker::Cross};

} // namespace

RunStyle runStyle(int slot, const QPalette& palette) {
    const auto place = static_cast<std::size_t>(std::max(slot, 0));
    const std::size_t colour = place % styles;
    const std::size_t dash = (place + place / styles) % styles;
    return {isDark(palette) ? onDark[colour] : onLight[colour], dashes[dash], markers[dash]};
}

QPen RunStyle::pen(qreal width) const {
    QPen pen(colour, width, Qt::SolidLine, dashes.isEmpty() ? Qt::RoundCap : Qt::FlatCap, Qt::RoundJoin);
    if (!dashes.isEmpty())
        pen.setDashPattern(dashes);
    return pen;
}

} // namespace unroll
