// A session's images as Qt draws them.
#pragma once

#include <QImage>
#include <QRect>

#include <cstdint>
#include <span>

namespace unroll {

// height x width bytes, row by row, as QImage::Format_Grayscale8.
QImage greyImage(std::span<const std::uint8_t> pixels, int width, int height);

// Where an image of this size lies in the middle of a room, as large as fits in its own proportions; all of the room
// for an image without pixels.
QRect placeOf(QSize image, const QRect& room);

} // namespace unroll
