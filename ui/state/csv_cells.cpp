#include "ui/state/csv_cells.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace unroll {
namespace {

template <typename Number>
std::string shortest(Number value) {
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

} // namespace

std::string csvCell(const QString& text) {
    static constexpr QStringView special = u",\"\n\r";
    if (std::none_of(text.begin(), text.end(), [](QChar letter) { return special.contains(letter); }))
        return text.toStdString();
    QString escaped = text;
    return '"' + escaped.replace(u'"', QStringLiteral("\"\"")).toStdString() + '"';
}

std::string csvCell(double value) { return shortest(value); }

std::string csvCell(float value) { return shortest(value); }

} // namespace unroll
