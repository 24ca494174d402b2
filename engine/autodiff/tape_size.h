// How much memory a graph takes, and a tape would take.
#pragma once

#include "engine/autodiff/buffer_plan.h"

#include <cstdint>

namespace unroll {

// About; there are no numbers in a graph.
std::int64_t graphBytes(const Graph& graph);

// Bytes of a Tape<T> of the same graph, root, passes and results to keep: all its numbers, exactly, and about what it
// keeps of each node besides. Plans what the tape would plan, and throws what it would throw.
template <typename T>
std::int64_t tapeBytes(const Graph& graph, Node root, Passes passes, const Keep& keep = {});

extern template std::int64_t tapeBytes<float>(const Graph&, Node, Passes, const Keep&);
extern template std::int64_t tapeBytes<double>(const Graph&, Node, Passes, const Keep&);

} // namespace unroll
