// Light, dark, or as the system is.
#pragma once

#include "ui/state/settings.h"

#include <QPalette>

#include <optional>

namespace unroll {

QPalette lightPalette();
QPalette darkPalette();

// Gives the application the scheme's palette. System: as the system prefers it; where it says nothing, light or dark as
// its own palette is at this moment.
void applyColourScheme(ColourScheme scheme, std::optional<bool> systemPrefersDark = {});

} // namespace unroll
