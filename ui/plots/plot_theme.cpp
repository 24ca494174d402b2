#include "ui/plots/plot_theme.h"

#include "ui/theme/colour_scheme.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QWidget>

#include <algorithm>
#include <cmath>

namespace unroll {

QColor PlotTheme::faded(const QColor& colour, double share) const {
    const double far = std::clamp(share, 0.0, 1.0);
    const auto mixed = [far](float from, float to) { return static_cast<float>(std::lerp(from, to, far)); };
    return QColor::fromRgbF(mixed(colour.redF(), background.redF()), mixed(colour.greenF(), background.greenF()),
                            mixed(colour.blueF(), background.blueF()));
}

PlotTheme screenTheme(const QPalette& palette) {
    const Colours colours = coloursOf(palette);
    return {
        .background = palette.color(QPalette::Base),
        .text = palette.color(QPalette::WindowText),
        .axis = colours.outline,
        .grid = colours.grid,
        .reference = colours.reference,
        .referenceText = colours.secondary,
        .warning = colours.wrong,
        .font = smallFont(),
        .palette = palette,
    };
}

PlotTheme screenTheme(const QWidget& widget) {
    PlotTheme theme = screenTheme(widget.palette());
    theme.font = smallFont(widget.font());
    return theme;
}

PlotTheme paperTheme() {
    PlotTheme theme = screenTheme(lightPalette());
    theme.background = Qt::white;
    theme.text = Qt::black;
    theme.axis = QColor(0x60, 0x60, 0x60);
    return theme;
}

} // namespace unroll
