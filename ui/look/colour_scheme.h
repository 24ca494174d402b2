// Light, dark, or as the system is.
#pragma once

#include "ui/settings/settings.h"

#include <QPalette>

namespace unroll {

QPalette lightPalette();
QPalette darkPalette();

// Gives the application the scheme's palette. System: light or dark as the system's own palette is at this moment.
void applyColourScheme(ColourScheme scheme);

} // namespace unroll
