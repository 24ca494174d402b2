// How many columns of square tiles with a caption below fill an area best.
#pragma once

#include <QSize>

namespace unroll {

struct TileFit {
    int columns = 1;
    int rows = 1;
    QSize tile; // with its caption
};

// The largest tiles with which `count` of them fit into the area. Where they would be less than `least` wide, as many
// of that width as fit, at least one.
TileFit fitTiles(int count, QSize area, int captionHeight, int least = 1);

} // namespace unroll
