// Holds the gradient of a whole network against differences, parameter by parameter and cell by cell.
//
// For this every cell is given parameters of its own with the same weights: the network computes the same, and each
// cell's share of a gradient lies apart, dL/dW = sum over t of dL/dW_t.
#pragma once

#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/inspection.h"

#include <atomic>
#include <span>
#include <string>

namespace unroll {

struct NetworkCheckOptions {
    std::int64_t elements = 8;                    // of every parameter that are moved in every cell; 0 takes all
    std::uint64_t seed = 1;                       // draws them
    std::int64_t cells = 0;                       // that are looked at, the first and the last among them; 0 takes all
    const std::atomic<bool>* abandoned = nullptr; // throws Abandoned once it becomes true
};

// `parameters` is laid out as the description's graphs say, `places` as in ImageReader. Takes four
// forward passes an element and cell. Of the cells that are not looked at the shares have their norm alone. Throws
// std::invalid_argument when there is no image.
NetworkCheck checkNetwork(const ModelDescription& description, std::span<const float> parameters, const ImageSet& set,
                          std::span<const std::uint32_t> indices, std::span<const std::uint32_t> places = {},
                          const NetworkCheckOptions& options = {});

// "rnn.weight_hh_l0, cell 3": the share that is wrong, or the parameter alone when it is the sum or the single
// precision; empty when all agrees. Of several cells it is the last: backward comes there first, and carries what went
// wrong on to the cells before.
std::string firstDisagreement(const NetworkCheck& check);

} // namespace unroll
