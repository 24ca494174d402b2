// A network as a value, and the graph it stands for.
//
// An image is cut into `cells` consecutive pieces; a recurrent cell reads one piece at a time; further layers read the
// states of the layer below. A dense layer reads out the last state ("many to one") or every state ("many to many").
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/cell.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace unroll {

enum class CellKind { Vanilla, Indrnn, Gru, Lstm };
enum class Output { Last, Every };

// How a network takes its pixels: as a matrix, as one that has a gradient, or as the pixels that are not zero.
enum class Pixels { Dense, Differentiable, Sparse };

// "vanilla", "indrnn", "gru", "lstm"; "last", "every". Throw std::invalid_argument for anything else.
CellKind cellNamed(std::string_view name);
Output outputNamed(std::string_view name);

struct ModelDescription {
    Index pixels = 784;
    Index cells = 4; // divides pixels
    Index hidden = 64;
    Index classes = 10;
    Activation activation = Activation::Tanh; // of vanilla and IndRNN cells
    CellKind cell = CellKind::Vanilla;
    Index layers = 1;
    Output output = Output::Last;

    bool operator==(const ModelDescription&) const = default;
};

// Whether all cells of a layer, and all read-outs, use one set of parameters, as a recurrent network does; or each has
// its own, under the same names: then each one's gradient is its share of the network's.
enum class Sharing { Shared, Untied };

// The graph of a description for a fixed number of images. All graphs of one description lay their parameters out the
// same way, whatever their number of images.
class Model {
public:
    // Throws std::invalid_argument when the cells do not divide the pixels or a number is below 1.
    Model(const ModelDescription& description, Index images, Pixels pixels = Pixels::Dense,
          Sharing sharing = Sharing::Shared);

    Graph& graph() { return graph_; }
    const Graph& graph() const { return graph_; }

    bool isSparse() const { return !pieces_.empty(); }
    Node pixels() const { return pixels_; } // [pixels x images], an input, 0...1; none of a sparse model
    std::span<const Node> pieces() const { return pieces_; } // of a sparse model: each cell's pixels, sparse inputs

    Node labels() const { return labels_; }        // one per image
    Node logits() const { return logits_.back(); } // [classes x images], after the last cell: what the network says
    Node losses() const { return losses_; } // [1 x images], in nats: of the last cell, or the mean over all cells

    // The read-outs, [classes x images] each: of the last cell, or of every cell.
    std::span<const Node> readOuts() const { return logits_; }

    // The states of a layer after each cell, [hidden x images].
    std::span<const Node> states(Index layer = 0) const { return states_[static_cast<std::size_t>(layer)]; }

private:
    std::vector<Node> makeInputs(const ModelDescription& description, Index images, Pixels pixels);
    std::vector<Node> addLayer(const ModelDescription& description, Index layer, std::span<const Node> inputs,
                               Sharing sharing);
    void addReadOuts(const ModelDescription& description, Sharing sharing);
    Node meanLoss();

    Graph graph_;
    Node pixels_;
    std::vector<Node> pieces_;
    Node labels_;
    std::vector<Node> logits_;
    Node losses_;
    std::vector<std::vector<Node>> states_; // [layer][cell]
};

} // namespace unroll
