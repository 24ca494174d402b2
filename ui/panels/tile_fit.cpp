#include "ui/panels/tile_fit.h"

#include <algorithm>

namespace unroll {

TileFit fitTiles(int count, QSize area, int captionHeight) {
    TileFit best;
    for (int columns = 1; columns <= std::max(count, 1); ++columns) {
        const int rows = (std::max(count, 1) + columns - 1) / columns;
        const int side = std::min(area.width() / columns, area.height() / rows - captionHeight);
        if (side > best.tile.width())
            best = {columns, rows, QSize(side, side + captionHeight)};
    }
    if (best.tile.isEmpty())
        best.tile = QSize(1, 1 + captionHeight);
    return best;
}

} // namespace unroll
