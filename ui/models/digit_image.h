// A session's images as Qt draws them.
#pragma once

#include <QImage>

#include <cstdint>
#include <span>

namespace unroll {

// height x width bytes, row by row, as QImage::Format_Grayscale8.
QImage greyImage(std::span<const std::uint8_t> pixels, int width, int height);

} // namespace unroll
