// The order in which a graph is computed.
#pragma once

#include "engine/autodiff/graph.h"

#include <vector>

namespace unroll {

// The nodes that `root` depends on, as indices, operands before results and the root last. Takes time and memory in
// proportion to the nodes, whatever the depth of the graph.
std::vector<std::size_t> topologicalOrder(const Graph& graph, std::size_t root);

} // namespace unroll
