#include "engine/files/foreign_weights.h"

#include "engine/files/file_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace unroll {
namespace {

constexpr std::string_view firstWeight = "weight_ih_l0";
constexpr std::array<std::string_view, 4> kinds{"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"};

// "module.rnn." of "module.rnn.weight_ih_l0".
std::string_view moduleOf(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot + 1);
}

// What stands before the tensors of the only recurrent module; nothing when there is none or several.
std::optional<std::string> recurrentModule(std::span<const NamedTensor> tensors) {
    std::optional<std::string> module;
    for (const NamedTensor& tensor : tensors) {
        const std::string_view before = moduleOf(tensor.name);
        if (std::string_view(tensor.name).substr(before.size()) != firstWeight)
            continue;
        if (module)
            return std::nullopt;
        module = before;
    }
    return module;
}

bool isLinear(std::string_view name) {
    const std::string_view own = name.substr(moduleOf(name).size());
    return own == "weight" || own == "bias";
}

// What stands before the read-out's tensors: the only module with a weight or a bias, or of several the one called out.
std::string readOutModule(std::span<const NamedTensor> tensors) {
    std::vector<std::string> modules;
    for (const NamedTensor& tensor : tensors)
        if (isLinear(tensor.name))
            if (const std::string module(moduleOf(tensor.name)); std::ranges::find(modules, module) == modules.end())
                modules.push_back(module);
    if (modules.size() > 1)
        std::erase_if(modules, [](const std::string& m) { return m != "out." && !m.ends_with(".out."); });
    return modules.size() == 1 ? modules.front() : std::string();
}

// What all names begin with, up to a dot.
std::string commonModules(std::span<const NamedTensor> tensors) {
    std::string_view common = moduleOf(tensors.front().name);
    for (const NamedTensor& tensor : tensors)
        while (!tensor.name.starts_with(common))
            common = moduleOf(common.substr(0, common.size() - 1));
    return std::string(common);
}

// The layer of "weight_ih_l3"; nothing for any other text.
std::optional<std::int64_t> layerOf(std::string_view name, std::string_view kind) {
    std::int64_t layer = 0;
    if (!name.starts_with(kind))
        return std::nullopt;
    const auto [end, error] = std::from_chars(name.data() + kind.size(), name.data() + name.size(), layer);
    if (error != std::errc{} || end != name.data() + name.size() || layer < 0)
        return std::nullopt;
    return layer;
}

// Where a tensor stands in our order.
std::tuple<int, std::int64_t, int> placeOf(const NamedTensor& tensor) {
    const std::string_view name = tensor.name;
    constexpr std::string_view rnn = "rnn.";
    for (int kind = 0; name.starts_with(rnn) && kind < std::ssize(kinds); ++kind)
        if (const auto layer = layerOf(name.substr(rnn.size()), kinds[static_cast<std::size_t>(kind)]))
            return {0, *layer, kind};
    if (name == "out.weight" || name == "out.bias")
        return {1, 0, name == "out.bias"};
    return {2, 0, 0};
}

const NamedTensor* find(std::span<const NamedTensor> tensors, std::string_view name) {
    const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
    return found == tensors.end() ? nullptr : &*found;
}

// The sizes of a tensor with at least one and at most two, each at least 1.
std::vector<std::int64_t> sizesOf(std::span<const NamedTensor> weights, std::string_view name,
                                  const std::string& fileName) {
    const NamedTensor* tensor = find(weights, name);
    if (!tensor)
        refuseFile(fileName, "its weights lack the tensor '" + std::string(name) +
                                 "', which a recurrent network with a read-out has");
    const auto& shape = tensor->shape;
    if (shape.empty() || shape.size() > 2 || std::ranges::any_of(shape, [](std::int64_t size) { return size < 1; }))
        refuseFile(fileName, "its tensor '" + std::string(name) + "' is neither a matrix nor a column");
    return shape;
}

// A cell's name by how many rows it has for each unit.
std::string cellOf(std::int64_t rows, std::int64_t hidden, bool independent, const std::string& fileName) {
    const std::int64_t gates = rows % hidden == 0 ? rows / hidden : 0;
    if (gates == 1)
        return independent ? "indrnn" : "vanilla";
    if (!independent && (gates == 3 || gates == 4))
        return gates == 3 ? "gru" : "lstm";
    refuseFile(fileName, "its tensors have " + std::to_string(rows) + " rows for " + std::to_string(hidden) +
                             " hidden units, which no cell has");
}

void refuseWhatWeLack(std::span<const NamedTensor> weights, const std::string& fileName) {
    for (const NamedTensor& tensor : weights)
        if (tensor.name.starts_with("rnn.") &&
            (tensor.name.ends_with("_reverse") || tensor.name.find("weight_hr_l") != std::string::npos))
            refuseFile(fileName, "its tensor '" + tensor.name +
                                     "' belongs to a network that reads both ways or projects its states, which none "
                                     "here does");
}

} // namespace

std::vector<NamedTensor> inOurForm(std::vector<NamedTensor> tensors) {
    if (const auto recurrent = recurrentModule(tensors)) {
        const std::string readOut = readOutModule(tensors);
        const std::string common = commonModules(tensors);
        for (NamedTensor& tensor : tensors) {
            const std::string module(moduleOf(tensor.name));
            const std::string own = tensor.name.substr(module.size());
            if (module == *recurrent && !isLinear(own))
                tensor.name = "rnn." + own;
            else if (module == readOut && isLinear(own))
                tensor.name = "out." + own;
            else
                tensor.name = tensor.name.substr(common.size());
        }
    }
    std::ranges::stable_sort(tensors, {}, placeOf);
    return tensors;
}

NetworkShape shapeOf(std::span<const NamedTensor> weights, const std::string& fileName) {
    const auto input = sizesOf(weights, "rnn.weight_ih_l0", fileName);
    const auto memory = sizesOf(weights, "rnn.weight_hh_l0", fileName);
    const auto readOut = sizesOf(weights, "out.weight", fileName);
    refuseWhatWeLack(weights, fileName);
    NetworkShape shape;
    shape.hidden = memory.back();
    shape.cell = cellOf(input.front(), shape.hidden, memory.size() == 1, fileName);
    shape.pixelsPerCell = input.size() == 2 ? input.back() : 1;
    shape.classes = readOut.front();
    while (find(weights, "rnn.weight_ih_l" + std::to_string(shape.layers)))
        ++shape.layers;
    return shape;
}

std::optional<std::int64_t> readOutRows(std::span<const NamedTensor> weights) {
    const NamedTensor* readOut = find(weights, "out.weight");
    return readOut && readOut->shape.size() == 2 ? std::optional(readOut->shape.front()) : std::nullopt;
}

void requireFinite(std::span<const NamedTensor> tensors, const std::string& fileName) {
    for (const NamedTensor& tensor : tensors) {
        const auto found = std::ranges::find_if(tensor.values, [](float value) { return !std::isfinite(value); });
        if (found == tensor.values.end())
            continue;
        refuseFile(fileName, "the tensor '" + tensor.name + "' is not finite: its value at place " +
                                 std::to_string(found - tensor.values.begin()) + " is " +
                                 (std::isnan(*found) ? "not a number" : "infinite") +
                                 ", and a network with such weights says nothing");
    }
}

} // namespace unroll
