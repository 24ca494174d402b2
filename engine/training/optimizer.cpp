#include "engine/training/optimizer.h"

#include <cassert>
#include <cstddef>

namespace unroll {

void descend(std::span<float> parameters, std::span<const float> gradients, double eta) {
    assert(parameters.size() == gradients.size());
    const float step = static_cast<float>(eta);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] -= step * gradients[i];
}

} // namespace unroll
