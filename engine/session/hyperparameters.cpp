#include "engine/session/hyperparameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace unroll {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string joined(const std::vector<std::string_view>& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i)
        text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + std::string(choices[i]);
    return text;
}

std::string allowed(const HyperparameterRow& row) {
    if (std::holds_alternative<bool>(row.defaultValue))
        return "true or false";
    if (std::holds_alternative<std::string>(row.defaultValue))
        return row.choices.empty() ? "a text that is not empty" : joined(row.choices);
    const bool whole = std::holds_alternative<std::int64_t>(row.defaultValue);
    const auto text = [whole](double v) { return whole ? formatValue(static_cast<std::int64_t>(v)) : formatValue(v); };
    return (whole ? "a whole number from " : "a number from ") + text(row.minimum) + " to " + text(row.maximum);
}

[[noreturn]] void refuseValue(const HyperparameterRow& row, const std::string& what) {
    throw HyperparameterError(std::string(row.key) + " is " + allowed(row) + ", not " + what + ".", {}, row.key);
}

void check(const HyperparameterRow& row, const HyperparameterValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        const bool known = row.choices.empty()
                               ? !text->empty()
                               : std::find(row.choices.begin(), row.choices.end(), *text) != row.choices.end();
        if (!known)
            refuseValue(row, quoted(*text));
        return;
    }
    double number = 0;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        number = static_cast<double>(*whole);
    else if (const auto* real = std::get_if<double>(&value))
        number = *real;
    else
        return;
    if (!std::isfinite(number) || number < row.minimum || number > row.maximum)
        refuseValue(row, formatValue(value));
}

template <typename Number>
std::optional<Number> parseNumber(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace

Hyperparameters::Hyperparameters() {
    for (const HyperparameterRow& row : hyperparameterTable())
        setValue(*this, row, row.defaultValue);
}

std::string HyperparameterRow::option() const {
    std::string text = defaultValue == HyperparameterValue(true) ? "--no-" : "--";
    text += key;
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

const HyperparameterRow* findHyperparameter(std::string_view key) {
    const auto table = hyperparameterTable();
    const auto found = std::find_if(table.begin(), table.end(), [key](const auto& row) { return row.key == key; });
    return found == table.end() ? nullptr : &*found;
}

HyperparameterValue valueOf(const Hyperparameters& hyperparameters, const HyperparameterRow& row) {
    return std::visit([&](auto member) { return HyperparameterValue(hyperparameters.*member); }, row.member);
}

void setValue(Hyperparameters& hyperparameters, const HyperparameterRow& row, const HyperparameterValue& value) {
    HyperparameterValue typed = value;
    const auto* whole = std::get_if<std::int64_t>(&value);
    if (whole && std::holds_alternative<double>(row.defaultValue))
        typed = static_cast<double>(*whole);
    if (typed.index() != row.defaultValue.index())
        refuseValue(row, quoted(formatValue(value)));
    check(row, typed);
    std::visit(
        [&](auto member) {
            using Type = std::remove_cvref_t<decltype(hyperparameters.*member)>;
            hyperparameters.*member = std::get<Type>(typed);
        },
        row.member);
}

HyperparameterValue parseValue(const HyperparameterRow& row, std::string_view text) {
    HyperparameterValue value;
    if (std::holds_alternative<bool>(row.defaultValue)) {
        if (text != "true" && text != "false")
            refuseValue(row, quoted(text));
        value = text == "true";
    } else if (std::holds_alternative<std::int64_t>(row.defaultValue)) {
        const auto number = parseNumber<std::int64_t>(text);
        if (!number)
            refuseValue(row, quoted(text));
        value = *number;
    } else if (std::holds_alternative<double>(row.defaultValue)) {
        const auto number = parseNumber<double>(text);
        if (!number)
            refuseValue(row, quoted(text));
        value = *number;
    } else {
        value = std::string(text);
    }
    check(row, value);
    return value;
}

std::string formatValue(const HyperparameterValue& value) {
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    char digits[32];
    const auto end = std::holds_alternative<double>(value)
                         ? std::to_chars(digits, digits + sizeof digits, std::get<double>(value)).ptr
                         : std::to_chars(digits, digits + sizeof digits, std::get<std::int64_t>(value)).ptr;
    return {digits, end};
}

std::vector<const HyperparameterRow*> differences(const Hyperparameters& a, const Hyperparameters& b) {
    std::vector<const HyperparameterRow*> rows;
    for (const HyperparameterRow& row : hyperparameterTable())
        if (valueOf(a, row) != valueOf(b, row))
            rows.push_back(&row);
    return rows;
}

std::vector<std::int64_t> cellChoices(std::int64_t pixels) {
    std::vector<std::int64_t> choices;
    for (std::int64_t cells = 1; cells <= pixels; ++cells)
        if (pixels % cells == 0)
            choices.push_back(cells);
    return choices;
}

void checkCells(const Hyperparameters& hyperparameters, std::int64_t pixels) {
    if (pixels % hyperparameters.cells != 0)
        throw HyperparameterError("cells must divide the " + std::to_string(pixels) + " pixels of an image; " +
                                      std::to_string(hyperparameters.cells) + " does not.",
                                  {}, "cells");
}

} // namespace unroll
