#include "ui/state/digit_image.h"

#include <cstring>

namespace unroll {

QImage greyImage(std::span<const std::uint8_t> pixels, int width, int height) {
    QImage image(width, height, QImage::Format_Grayscale8);
    const auto bytes = static_cast<std::size_t>(width);
    for (int y = 0; y < height; ++y)
        std::memcpy(image.scanLine(y), pixels.data() + static_cast<std::size_t>(y) * bytes, bytes);
    return image;
}

QRect placeOf(QSize image, const QRect& room) {
    if (image.isEmpty())
        return room;
    QRect place(QPoint(), image.scaled(room.size(), Qt::KeepAspectRatio).expandedTo({1, 1}));
    place.moveCenter(room.center());
    return place;
}

} // namespace unroll
