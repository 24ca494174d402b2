// One small graph for every operation, and for every way of using it that has gone wrong or could.
#pragma once

#include "engine/autodiff/graph.h"

#include <functional>
#include <vector>

namespace unroll {

// A graph around one operation: its operands are parameters, or an input that asks for its gradient.
struct OpCase {
    OpKind kind;
    const char* what;
    std::function<Node(Graph&)> build;
};

// A new operation is one row here.
const std::vector<OpCase>& opCases();

} // namespace unroll
