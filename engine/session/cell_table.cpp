#include "engine/session/cell_table.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace unroll {

std::span<const CellRow> cellTable() {
    static constexpr std::array rows{
        CellRow{.key = "vanilla", .name = "vanilla", .chrono = false},
        CellRow{.key = "indrnn", .name = "IndRNN", .recurrentMatrix = false},
        CellRow{.key = "gru", .name = "GRU", .gates = 3, .biases = 2, .activation = false},
        CellRow{.key = "lstm", .name = "LSTM", .gates = 4, .activation = false},
    };
    return rows;
}

const CellRow& cellRow(std::string_view key) {
    const auto found = std::ranges::find(cellTable(), key, &CellRow::key);
    if (found == cellTable().end())
        throw std::invalid_argument("There is no cell '" + std::string(key) + "'.");
    return *found;
}

} // namespace unroll
