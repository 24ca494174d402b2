// Images in ink on paper, as the palette has them.
#pragma once

#include <QImage>
#include <QPalette>

namespace unroll {

// A QImage::Format_Grayscale8, 0 the paper, 255 the ink: dark on light, or light on dark.
QImage inked(const QImage& grey, const QPalette& palette);

} // namespace unroll
