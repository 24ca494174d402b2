// Numbers as people read them on a terminal, the same in every locale.
#pragma once

#include <cstdint>
#include <string>

namespace unroll {

std::string fixedText(double number, int decimals); // 0.9262 -> "0.926"
std::string groupedText(double number);             // 230412.7 -> "230,413"
std::string bytesText(std::int64_t bytes);          // 0 -> "0 B", 1536 -> "1.5 KiB"
std::string durationText(double seconds);           // 5.25 -> "5.25 s", 75 -> "1:15", 3700 -> "1:01:40"

} // namespace unroll
