#include "engine/nn/dense.h"

#include "engine/ops/matrix.h"

namespace unroll {

Dense::Dense(Graph& graph, const std::string& name, Index inputs, Index outputs)
    : weight_(graph.parameter(name + ".weight", {outputs, inputs}))
    , bias_(graph.vectorParameter(name + ".bias", outputs)) {}

Node Dense::operator()(Node x) const { return affine(weight_, x, bias_); }

} // namespace unroll
