// What a run says of the weights that it began with.
#pragma once

#include "engine/session/session.h"

#include <span>
#include <string>

namespace unroll {

// `model` is a file, a run directory, or a run and its epoch in words.
ModelOrigin originOf(std::string model, std::span<const NamedTensor> weights);

} // namespace unroll
