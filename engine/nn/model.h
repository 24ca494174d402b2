// A network as a value, and the graph it stands for.
//
// An image is cut into `cells` consecutive pieces; one vanilla cell reads a piece at a time; the last hidden state goes
// through one dense layer to the logits ("many to one").
#pragma once

#include "engine/nn/vanilla_cell.h"
#include "engine/session/inspection.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

struct ModelDescription {
    Index pixels = 784;
    Index cells = 4; // divides pixels
    Index hidden = 64;
    Index classes = 10;
    Activation activation = Activation::Tanh;

    bool operator==(const ModelDescription&) const = default;
};

// The graph of a description for a fixed number of images. All graphs of one description lay their parameters out the
// same way, whatever their number of images.
class Model {
public:
    // Throws std::invalid_argument when the cells do not divide the pixels or a number is below 1.
    Model(const ModelDescription& description, Index images);

    Graph& graph() { return graph_; }
    const Graph& graph() const { return graph_; }

    Node pixels() const { return pixels_; }                  // [pixels x images], an input, 0...1
    Node labels() const { return labels_; }                  // one per image
    Node logits() const { return logits_; }                  // [classes x images]
    Node losses() const { return losses_; }                  // [1 x images], in nats
    std::span<const Node> states() const { return states_; } // the hidden state after each cell, [hidden x images]

private:
    Graph graph_;
    Node pixels_;
    Node labels_;
    Node logits_;
    Node losses_;
    std::vector<Node> states_;
};

// Fills a block of parameters laid out as `graph` says: weights by Xavier, biases zero.
void initializeParameters(const Graph& graph, std::span<float> parameters, std::uint64_t seed);

// The parameters under PyTorch's names and in its shapes, row-major. PyTorch adds two biases in a cell where one is
// enough: ours is written as bias_ih, and bias_hh is zero.
std::vector<NamedTensor> exportWeights(const Graph& graph, std::span<const float> parameters);

// The reverse; the two biases are added. Throws std::invalid_argument naming the tensor that is missing, superfluous
// or of another shape.
void importWeights(const Graph& graph, std::span<const NamedTensor> tensors, std::span<float> parameters);

} // namespace unroll
