// The table of the ways of writing, as it stands in the source: whole numbers, thousandths of the digit's height.
//
// The points were drawn by hand and then laid over some thousand of MNIST's training images, each in the ways it may be
// written. Those that lay best give the shares, the means of the points, of width, slant and turn, and the directions
// in which a way's points vary most, together: the principal components of what remains without width, slant and turn.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace unroll {

struct WayRow {
    std::string_view name;
    int share = 0;
    int pen = 0;                           // thousandths of a pixel
    std::array<int, 9> posture{};          // mean, then spread
    std::vector<std::vector<int>> strokes; // x, y of each point
    std::vector<std::size_t> corners;      // of the points of all strokes
    std::vector<std::vector<int>> habits;  // dx, dy of each point of all strokes
};

using WayRows = std::vector<WayRow>;

std::array<WayRows, 5> wayRowsOfZeroToFour();
std::array<WayRows, 5> wayRowsOfFiveToNine();

} // namespace unroll
