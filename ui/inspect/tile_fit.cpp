#include "ui/inspect/tile_fit.h"

#include <algorithm>

namespace unroll {

TileFit fitTiles(int count, QSize area, int captionHeight, int least) {
    TileFit best;
    for (int columns = 1; columns <= std::max(count, 1); ++columns) {
        const int rows = (std::max(count, 1) + columns - 1) / columns;
        const int side = std::min(area.width() / columns, area.height() / rows - captionHeight);
        if (side > best.tile.width())
            best = {columns, rows, QSize(side, side + captionHeight)};
    }
    if (best.tile.width() >= least)
        return best;
    const int columns = std::max(1, area.width() / least);
    const int rows = std::max(1, area.height() / (least + captionHeight));
    const int side = std::max(least, std::min(area.width() / columns, area.height() / rows - captionHeight));
    return {columns, rows, QSize(side, side + captionHeight)};
}

} // namespace unroll
