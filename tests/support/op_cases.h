// One small graph for every operation, and for every way of using it that has gone wrong or could.
#pragma once

#include "engine/autodiff/graph.h"

#include <functional>
#include <string>
#include <vector>

namespace unroll {

// A graph around one operation: its operands are parameters, or an input that asks for its gradient; and the same once
// more with operands that are computed from those.
struct OpCase {
    OpKind kind;
    std::string what;
    std::function<Node(Graph&)> build;
};

// A new operation is one row here.
const std::vector<OpCase>& opCases();

} // namespace unroll
