// A fully connected layer: y = W x + b, W [outputs x inputs], b [outputs x 1].
#pragma once

#include "engine/autodiff/graph.h"

#include <string>

namespace unroll {

class Dense {
public:
    // Declares the parameters NAME.weight and NAME.bias.
    Dense(Graph& graph, const std::string& name, Index inputs, Index outputs);

    // [inputs x n] -> [outputs x n]
    Node operator()(Node x) const;

private:
    Node weight_;
    Node bias_;
};

} // namespace unroll
