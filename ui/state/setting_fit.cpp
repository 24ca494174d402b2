#include "ui/state/setting_fit.h"

#include <algorithm>

namespace unroll {

std::int64_t fittingCells(std::int64_t wanted, std::int64_t pixels) {
    if (pixels <= 0)
        return wanted;
    const auto ratio = [wanted](std::int64_t cells) {
        return static_cast<double>(std::max(cells, wanted)) / static_cast<double>(std::min(cells, wanted));
    };
    return std::ranges::min(cellChoices(pixels), {}, ratio);
}

Hyperparameters onDrawnData(Hyperparameters setting) {
    setting.data = drawnData;
    setting.cells = fittingCells(setting.cells, drawnPixels);
    return setting;
}

} // namespace unroll
