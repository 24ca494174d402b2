// The shape of the network that a setting stands for, and the work it makes, known before it is built.
#pragma once

#include "engine/session/hyperparameters.h"

namespace unroll {

struct NetworkShape {
    std::int64_t cells = 0;  // time steps
    std::int64_t piece = 0;  // pixels that each of them reads
    std::int64_t hidden = 0; // elements of a state
    std::int64_t layers = 0;
    std::int64_t gates = 0; // affine maps in a cell
    std::int64_t classes = 0;
    std::int64_t parameters = 0;
    double productsPerImage = 0; // multiplications of one forward pass
};

// On images of so many pixels and classes. The cells are expected to divide the pixels.
//
// A layer has the parameters that its cell's row tells (engine/session/cell_table.h), the read-out classes (H + 1).
NetworkShape networkShape(const Hyperparameters& setting, std::int64_t pixels, std::int64_t classes);

} // namespace unroll
