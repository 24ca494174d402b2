// Weights as other programs name and order them, and what network they are by their shapes alone.
//
// PyTorch names a tensor after the members of the module it lies in: "module.encoder.weight_ih_l0", "fc.bias". In our
// form these are "rnn.weight_ih_l0" and "out.bias".
#pragma once

#include "engine/session/inspection.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// The same tensors under our names and in our order: layer by layer weight_ih, weight_hh, bias_ih, bias_hh, then
// out.weight, out.bias. Whatever stands before the names of the one recurrent module's tensors becomes "rnn.", and what
// stands before the read-out's "out."; a name that belongs to neither stays, without what all have in front, and comes
// last. Weights without a recurrent module, or with several, stay as they are but for the order.
std::vector<NamedTensor> inOurForm(std::vector<NamedTensor> tensors);

// What the shapes of weights in our form tell.
struct NetworkShape {
    std::string cell; // "vanilla", "indrnn", "gru", "lstm"
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t pixelsPerCell = 0;
    std::int64_t classes = 0;

    bool operator==(const NetworkShape&) const = default;
};

// Throws std::runtime_error with one sentence that begins with `fileName` when they are no network of ours: a tensor is
// missing or has an impossible shape, or one shows that the network reads both ways or projects its states.
NetworkShape shapeOf(std::span<const NamedTensor> weights, const std::string& fileName);

// The rows of "out.weight"; nothing when there is no such matrix.
std::optional<std::int64_t> readOutRows(std::span<const NamedTensor> weights);

// Throws std::runtime_error with one sentence that begins with `fileName` and names the first tensor that has a value
// which is not finite.
void requireFinite(std::span<const NamedTensor> tensors, const std::string& fileName);

} // namespace unroll
