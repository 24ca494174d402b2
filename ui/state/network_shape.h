// The shape of the network that a setting stands for, and the work it makes, known before it is built.
#pragma once

#include "engine/session/hyperparameters.h"

namespace unroll {

struct NetworkShape {
    std::int64_t cells = 0;  // time steps
    std::int64_t piece = 0;  // pixels that each of them reads
    std::int64_t hidden = 0; // elements of a state
    std::int64_t layers = 0;
    std::int64_t gates = 0; // affine maps in a cell: 1, of a GRU 3, of an LSTM 4
    std::int64_t classes = 0;
    std::int64_t parameters = 0;
    double productsPerImage = 0; // multiplications of one forward pass
};

// On images of so many pixels and classes. The cells are expected to divide the pixels.
//
// With I inputs, H hidden elements and G gates, a layer has the parameters
//   G (H I + H H + H);   IndRNN H I + 2 H;   GRU one bias more, 3 (H I + H H + 2 H),
// and the read-out has classes (H + 1).
NetworkShape networkShape(const Hyperparameters& setting, std::int64_t pixels, std::int64_t classes);

} // namespace unroll
