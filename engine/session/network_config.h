// A network's description and config.json: a run's config.json alone tells which network it trained.
#pragma once

#include "engine/files/run_config.h"
#include "engine/nn/model.h"

namespace unroll {

// The network that a run trained. Throws std::runtime_error with one sentence when the config does not tell the images'
// pixels and classes, as older files do not, and HyperparameterError when the cells do not divide the pixels.
ModelDescription describeModel(const RunConfig& config);

// A config that describes to the same network; what does not belong to the network has its default, and the data set
// has no name. Throws HyperparameterError for a number that its row of the table does not allow, or when the cells do
// not divide the pixels.
RunConfig networkConfig(const ModelDescription& description);

} // namespace unroll
