#include "ui/theme/colour_scheme.h"

#include "ui/theme/colours.h"

#include <QApplication>
#include <QToolTip>

namespace unroll {
namespace {

struct Tones {
    QRgb window, base, button, text, secondary, disabled, outline, highlight, highlightedText, link, toolTip;
};

constexpr Tones lightTones{0xfff4f5f7, 0xffffffff, 0xfffcfcfd, 0xff1b1d21, 0xff565b65, 0xff9aa0a9,
                           0xffc9cdd4, 0xff0072b2, 0xffffffff, 0xff0065a0, 0xff2a2d33};
constexpr Tones darkTones{0xff1d1f23, 0xff25282d, 0xff2d3036, 0xffe8eaed, 0xffa6acb6, 0xff6a707a,
                          0xff15171a, 0xff56b4e9, 0xff0d1013, 0xff7cc6f0, 0xff3a3e45};

QPalette paletteOf(const Tones& tones) {
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(tones.window));
    palette.setColor(QPalette::WindowText, QColor(tones.text));
    palette.setColor(QPalette::Base, QColor(tones.base));
    palette.setColor(QPalette::AlternateBase, QColor(tones.window));
    palette.setColor(QPalette::Text, QColor(tones.text));
    palette.setColor(QPalette::PlaceholderText, QColor(tones.secondary));
    palette.setColor(QPalette::Button, QColor(tones.button));
    palette.setColor(QPalette::ButtonText, QColor(tones.text));
    palette.setColor(QPalette::BrightText, QColor(tones.text));
    palette.setColor(QPalette::Highlight, QColor(tones.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(tones.highlightedText));
    palette.setColor(QPalette::Link, QColor(tones.link));
    palette.setColor(QPalette::ToolTipBase, QColor(tones.toolTip));
    palette.setColor(QPalette::ToolTipText, QColor(0xff, 0xff, 0xff));
    palette.setColor(QPalette::Light, QColor(tones.button).lighter(110));
    palette.setColor(QPalette::Midlight, QColor(tones.button));
    palette.setColor(QPalette::Mid, QColor(tones.outline));
    palette.setColor(QPalette::Dark, QColor(tones.outline));
    palette.setColor(QPalette::Shadow, QColor(tones.outline).darker(110));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor(tones.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(tones.disabled));
    return palette;
}

bool systemPaletteIsDark() {
    QApplication::setPalette(QPalette());
    return isDark(QApplication::palette());
}

} // namespace

QPalette lightPalette() { return paletteOf(lightTones); }

QPalette darkPalette() { return paletteOf(darkTones); }

void applyColourScheme(ColourScheme scheme, std::optional<bool> systemPrefersDark) {
    const bool system = scheme == ColourScheme::System;
    const bool dark = !system             ? scheme == ColourScheme::Dark
                      : systemPrefersDark ? *systemPrefersDark
                                          : systemPaletteIsDark();
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace unroll
