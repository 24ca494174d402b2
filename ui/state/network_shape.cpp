#include "ui/state/network_shape.h"

#include "engine/session/cell_table.h"

#include <algorithm>

namespace unroll {
NetworkShape networkShape(const Hyperparameters& setting, std::int64_t pixels, std::int64_t classes) {
    const CellRow& cell = cellRow(setting.cell);
    NetworkShape shape{.cells = setting.cells,
                       .piece = pixels / std::max<std::int64_t>(setting.cells, 1),
                       .hidden = setting.hidden,
                       .layers = setting.layers,
                       .gates = cell.gates,
                       .classes = classes};
    for (std::int64_t layer = 0; layer < setting.layers; ++layer) {
        const std::int64_t inputs = layer == 0 ? shape.piece : setting.hidden;
        shape.parameters += cell.parameters(inputs, setting.hidden);
        shape.productsPerImage +=
            static_cast<double>(cell.weights(inputs, setting.hidden)) * static_cast<double>(setting.cells);
    }
    shape.parameters += classes * (setting.hidden + 1);
    const std::int64_t readOuts = setting.output == "every" ? setting.cells : 1;
    shape.productsPerImage += static_cast<double>(readOuts * classes * setting.hidden);
    return shape;
}

} // namespace unroll
