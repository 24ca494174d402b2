#include "engine/nn/activation.h"

#include "engine/ops/elementwise.h"

#include <array>
#include <stdexcept>

namespace unroll {
namespace {

struct Entry {
    Activation activation;
    std::string_view name;
    Node (*apply)(Node);
};

constexpr std::array<Entry, 3> entries{
    {{Activation::Tanh, "tanh", tanh}, {Activation::Relu, "relu", relu}, {Activation::Identity, "identity", identity}}};

const Entry& entryOf(Activation activation) {
    for (const Entry& entry : entries)
        if (entry.activation == activation)
            return entry;
    throw std::logic_error("An activation without an entry.");
}

} // namespace

Activation activationNamed(std::string_view name) {
    for (const Entry& entry : entries)
        if (entry.name == name)
            return entry.activation;
    throw std::invalid_argument("There is no activation '" + std::string(name) + "'.");
}

std::string name(Activation activation) { return std::string(entryOf(activation).name); }

Node activated(Node sum, Activation activation) { return entryOf(activation).apply(sum); }

} // namespace unroll
