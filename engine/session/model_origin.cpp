#include "engine/session/model_origin.h"

#include "engine/files/safetensors.h"

#include <utility>

namespace unroll {

ModelOrigin originOf(std::string model, std::span<const NamedTensor> weights) {
    return {std::move(model), weightsSha256(weights)};
}

} // namespace unroll
