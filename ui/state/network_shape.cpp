#include "ui/state/network_shape.h"

#include <algorithm>

namespace unroll {
namespace {

std::int64_t gatesOf(const std::string& cell) { return cell == "lstm" ? 4 : cell == "gru" ? 3 : 1; }

// Weights that are multiplied once in every cell.
std::int64_t weightsOf(const std::string& cell, std::int64_t inputs, std::int64_t hidden) {
    const std::int64_t recurrent = cell == "indrnn" ? hidden : hidden * hidden;
    return gatesOf(cell) * (hidden * inputs + recurrent);
}

std::int64_t biasesOf(const std::string& cell, std::int64_t hidden) {
    return gatesOf(cell) * hidden * (cell == "gru" ? 2 : 1);
}

} // namespace

NetworkShape networkShape(const Hyperparameters& setting, std::int64_t pixels, std::int64_t classes) {
    NetworkShape shape{.cells = setting.cells,
                       .piece = pixels / std::max<std::int64_t>(setting.cells, 1),
                       .hidden = setting.hidden,
                       .layers = setting.layers,
                       .gates = gatesOf(setting.cell),
                       .classes = classes};
    for (std::int64_t layer = 0; layer < setting.layers; ++layer) {
        const std::int64_t weights = weightsOf(setting.cell, layer == 0 ? shape.piece : setting.hidden, setting.hidden);
        shape.parameters += weights + biasesOf(setting.cell, setting.hidden);
        shape.productsPerImage += static_cast<double>(weights) * static_cast<double>(setting.cells);
    }
    shape.parameters += classes * (setting.hidden + 1);
    const std::int64_t readOuts = setting.output == "every" ? setting.cells : 1;
    shape.productsPerImage += static_cast<double>(readOuts * classes * setting.hidden);
    return shape;
}

} // namespace unroll
