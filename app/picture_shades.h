// A picture in shades of grey, when parts of it may be transparent.
#pragma once

#include "engine/data/grey_picture.h"

#include <QImage>

#include <optional>

namespace unroll {

struct PictureShades {
    QImage grey; // Format_Grayscale8

    // The shade of what was clear, for ink on a clear ground: the ink is what is opaque, whatever its colour, and the
    // ground was made white under dark ink and black under bright.
    std::optional<int> clearGround{};

    // Whether the paper is bright: the ground, or the mean of the pixels at the edges.
    bool onBrightPaper() const;
};

// Where the opaque part is a card, with paper and ink of its own, what is clear around it takes the paper's shade.
PictureShades shadesOf(const QImage& image);

GreyPicture greyPicture(const QImage& grey);

} // namespace unroll
