#include "engine/files/metrics_csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <variant>

namespace unroll {
namespace {

using Metrics = EpochMetrics;
using Member = std::variant<std::int64_t Metrics::*, double Metrics::*>;

struct Column {
    std::string_view name;
    Member member;
};

const std::array columns{
    Column{"epoch", &Metrics::epoch},
    Column{"step", &Metrics::step},
    Column{"seconds", &Metrics::seconds},
    Column{"eta", &Metrics::eta},
    Column{"train_loss", &Metrics::trainLoss},
    Column{"train_accuracy", &Metrics::trainAccuracy},
    Column{"test_loss", &Metrics::testLoss},
    Column{"test_accuracy", &Metrics::testAccuracy},
    Column{"samples_per_second", &Metrics::samplesPerSecond},
    Column{"allocated_bytes", &Metrics::allocatedBytes},
    Column{"gradient_norm", &Metrics::gradientNorm},
};

std::string header() {
    std::string text;
    for (const Column& column : columns)
        text.append(text.empty() ? "" : ",").append(column.name);
    return text;
}

template <typename Number>
void append(std::string& text, Number number) {
    std::array<char, 32> digits;
    text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

std::string inQuotes(std::string_view text) { return "'" + std::string(text) + "'"; }

// Where in which file the reader stands, for its errors.
struct Place {
    const std::string& fileName;
    std::size_t line = 0;

    [[noreturn]] void refuse(const std::string& what) const {
        throw std::runtime_error(fileName + ", line " + std::to_string(line) + ": " + what + ".");
    }
};

template <typename Number>
Number parseNumber(std::string_view cell, std::string_view column, const Place& place) {
    Number number{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc{} || end != cell.data() + cell.size()) {
        const std::string kind = std::is_integral_v<Number> ? "a whole number" : "a number";
        place.refuse("column " + std::string(column) + " expects " + kind + ", not " + inQuotes(cell));
    }
    return number;
}

EpochMetrics parseRow(std::string_view line, const Place& place) {
    EpochMetrics row;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool last = i + 1 == columns.size();
        const std::size_t comma = line.find(',');
        if (last != (comma == std::string_view::npos))
            place.refuse((last ? "there are more than the " : "there are fewer than the ") +
                         std::to_string(columns.size()) + " columns of the header");
        const std::string_view cell = line.substr(0, comma);
        std::visit(
            [&](auto member) {
                using Number = std::remove_reference_t<decltype(row.*member)>;
                row.*member = parseNumber<Number>(cell, columns[i].name, place);
            },
            columns[i].member);
        if (!last)
            line.remove_prefix(comma + 1);
    }
    return row;
}

// Takes the next line off the text, without its end, which the last one need not have.
std::string_view takeLine(std::string_view& text) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace

std::string metricsCsv(std::span<const EpochMetrics> epochs) {
    std::string text = header() + '\n';
    for (const EpochMetrics& epoch : epochs)
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::visit([&](auto member) { append(text, epoch.*member); }, columns[i].member);
            text += i + 1 < columns.size() ? ',' : '\n';
        }
    return text;
}

std::vector<EpochMetrics> parseMetricsCsv(std::string_view text, const std::string& fileName) {
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf"; // which spreadsheets write
    Place place{fileName, 1};
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    if (takeLine(text) != header())
        place.refuse("the header " + inQuotes(header()) + " is expected");
    std::vector<EpochMetrics> epochs;
    while (!text.empty()) {
        ++place.line;
        epochs.push_back(parseRow(takeLine(text), place));
    }
    return epochs;
}

} // namespace unroll
