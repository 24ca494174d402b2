#include "ui/plots/plot_theme.h"

#include "ui/look/colour_scheme.h"
#include "ui/look/colours.h"
#include "ui/look/spacing.h"

namespace unroll {
namespace {

// Between both, as an opaque colour: not every vector format knows transparency.
QColor faint(const QColor& color, const QColor& background) {
    const auto mixed = [](int a, int b) { return (22 * a + 78 * b) / 100; };
    return {mixed(color.red(), background.red()), mixed(color.green(), background.green()),
            mixed(color.blue(), background.blue())};
}

} // namespace

PlotTheme screenTheme(const QPalette& palette) {
    const Colours colours = coloursOf(palette);
    const QColor background = palette.color(QPalette::Base);
    return {
        .background = background,
        .text = palette.color(QPalette::WindowText),
        .axis = colours.outline,
        .grid = colours.grid,
        .reference = colours.reference,
        .referenceText = colours.secondary,
        .run = colours.run,
        .batches = faint(colours.run, background),
        .warning = colours.wrong,
        .font = smallFont(),
    };
}

PlotTheme paperTheme() {
    PlotTheme theme = screenTheme(lightPalette());
    theme.background = Qt::white;
    theme.text = Qt::black;
    theme.axis = QColor(0x60, 0x60, 0x60);
    return theme;
}

} // namespace unroll
