// What the kinds of recurrent cells are, in numbers and words that need no network: one row a kind.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace unroll {

// With I inputs and H hidden elements a layer has `gates` affine maps with
//   gates (H I + H H + biases H) parameters, or gates (H I + H + biases H) where each unit has its own state alone.
struct CellRow {
    std::string_view key;  // a choice of the hyperparameter "cell"
    std::string_view name; // as people write it
    std::int64_t gates = 1;
    std::int64_t biases = 1;     // of each gate
    bool recurrentMatrix = true; // or a weight a unit
    bool activation = true;      // the setting's; otherwise it has functions of its own
    bool chrono = true;          // whether the initialisation "chrono" has something to set

    std::int64_t weights(std::int64_t inputs, std::int64_t hidden) const { // each is multiplied once a cell
        return gates * (hidden * inputs + (recurrentMatrix ? hidden * hidden : hidden));
    }
    std::int64_t parameters(std::int64_t inputs, std::int64_t hidden) const {
        return weights(inputs, hidden) + gates * biases * hidden;
    }
};

std::span<const CellRow> cellTable();

// Throws std::invalid_argument for a key that no row has.
const CellRow& cellRow(std::string_view key);

} // namespace unroll
