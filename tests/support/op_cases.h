// One small graph for every operation, and for every way of using it that has gone wrong or could.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/tensor/random.h"

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

// Numbers of a size between 0.1 and 1.1, so that relu's corner is further away than differences reach.
void fillWithNumbers(std::span<double> values, Random& random);

// The same for all inputs of a case's tape; its labels are 0 or 1.
void fillInputs(Graph& graph, Tape<double>& tape, Random& random);

} // namespace unroll
