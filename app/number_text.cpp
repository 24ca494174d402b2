#include "app/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace unroll {
namespace {

std::string twoDigits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

} // namespace

std::string fixedText(double number, int decimals) {
    std::array<char, 400> digits; // the largest double has 309 of them before the point
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, decimals).ptr;
    return {digits.data(), end};
}

std::string groupedText(double number) {
    std::string text = fixedText(number, 0);
    if (!std::isfinite(number))
        return text;
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    for (std::size_t position = text.size(); position > sign + 3;) {
        position -= 3;
        text.insert(position, 1, ',');
    }
    return text;
}

std::string bytesText(std::int64_t bytes) {
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(amount) >= 1024 && unit + 1 < units.size()) {
        amount /= 1024;
        ++unit;
    }
    return fixedText(amount, unit == 0 ? 0 : 1) + ' ' + units[unit];
}

std::string durationText(double seconds) {
    if (!(seconds >= 60) || !(seconds < 1e15))
        return fixedText(seconds, 2) + " s";
    const std::int64_t whole = std::llround(seconds);
    const std::int64_t hours = whole / 3600;
    const std::int64_t minutes = whole / 60 % 60;
    const std::string tail = ':' + twoDigits(whole % 60);
    return hours > 0 ? std::to_string(hours) + ':' + twoDigits(minutes) + tail : std::to_string(minutes) + tail;
}

} // namespace unroll
