// Finds the operation that made the first value that is not finite.
//
// A pass costs nothing more for it: whoever sees a loss or a gradient that is not finite asks here, and the passes are
// looked through once more.
#pragma once

#include "engine/autodiff/tape.h"

#include <optional>

namespace unroll {

// The operation, and where in the network it stands.
struct NonFinite {
    std::string op;   // the operation's name; "parameter" or "input" for a leaf
    std::string node; // its node's name
    NodePlace place{};
    std::string gradientOf{}; // backward made it: the operand whose gradient it was added to
    std::size_t moment = 0;   // of all that passes of this root compute, earlier is smaller

    bool inBackward() const { return !gradientOf.empty(); }
};

// The first of the tape's last passes, in the order in which they computed: forward, and then backward with this seed.
// Backward runs again for it, so the tape's gradients begin anew; its values, and the parameters, must be as forward
// left them. Nothing when all is finite.
template <typename T>
std::optional<NonFinite> firstNonFinite(Graph& graph, Tape<T>& tape, std::span<const T> seed);

extern template std::optional<NonFinite> firstNonFinite(Graph&, Tape<float>&, std::span<const float>);
extern template std::optional<NonFinite> firstNonFinite(Graph&, Tape<double>&, std::span<const double>);

} // namespace unroll
