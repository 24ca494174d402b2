// The table of hyperparameters: one row each, in the order in which form and --help show them.
#include "engine/session/hyperparameters.h"

#include <utility>

namespace unroll {
namespace {

using Group = HyperparameterGroup;
using H = Hyperparameters;
using Row = HyperparameterRow;
using Choices = std::vector<std::string_view>;

struct Range {
    double least;
    double most;
};

constexpr double largestSeed = 9007199254740991.0; // 2^53 - 1: JSON's numbers hold it exactly

Row text(std::string_view key, std::string_view label, Group group, std::string H::*member, const char* value,
         Choices choices, std::string_view help) {
    return {key, label, help, group, member, std::string(value), 0, 0, std::move(choices), false};
}

Row whole(std::string_view key, std::string_view label, Group group, std::int64_t H::*member, std::int64_t value,
          Range range, std::string_view help) {
    return {key, label, help, group, member, value, range.least, range.most, {}, false};
}

Row real(std::string_view key, std::string_view label, Group group, double H::*member, double value, Range range,
         std::string_view help) {
    return {key, label, help, group, member, value, range.least, range.most, {}, false};
}

Row truth(std::string_view key, std::string_view label, Group group, bool H::*member, bool value,
          std::string_view help) {
    return {key, label, help, group, member, value, 0, 0, {}, false};
}

Row live(Row row) {
    row.changesWhileTraining = true;
    return row;
}

Row with(std::string_view formula, Row row) {
    row.formula = formula;
    return row;
}

std::vector<Row> dataRows() {
    return {
        text("data", "Data set", Group::Data, &H::data, "digits", {},
             "The images to learn: digits (built in), mnist, or a folder or file of IDX images."),
        truth("fresh", "Fresh images", Group::Data, &H::fresh, false,
              "Draws new training images for every epoch, which only the built-in digits can do."),
        with("x′(p) = x(R(-θ)(p - c - d) + c), d uniform in [-s, s]², θ in [-r, r]; c: the middle",
             real("shift", "Max. shift", Group::Data, &H::shift, 0, {0, 32},
                  "Moves every training image by up to so many pixels either way, anew in every epoch; 0 does not.")),
        with("x′(p) = x(R(-θ)(p - c - d) + c), d uniform in [-s, s]², θ in [-r, r]; c: the middle",
             real("rotate", "Max. angle", Group::Data, &H::rotate, 0, {0, 180},
                  "Turns every training image by up to so many degrees either way, anew in every epoch; 0 does not.")),
        text("order", "Order", Group::Data, &H::order, "rows", {"rows", "columns", "permuted"},
             "In which order a network reads the pixels: row by row, column by column, or shuffled by the seed."),
        whole("train_limit", "Training images", Group::Data, &H::trainLimit, 0, {0, 1e9},
              "Trains on the first so many images only; 0 takes all."),
        whole("test_limit", "Test images", Group::Data, &H::testLimit, 0, {0, 1e9},
              "Evaluates on the first so many test images only; 0 takes all."),
    };
}

std::vector<Row> networkRows() {
    return {
        with("vanilla: hₜ = f(W xₜ + U hₜ₋₁ + b); IndRNN: hₜ = f(W xₜ + u ⊙ hₜ₋₁ + b); "
             "GRU: (r, z) = σ(W xₜ + U hₜ₋₁ + b), n = tanh(W xₜ + b + r ⊙ (U hₜ₋₁ + b′)), hₜ = (1 - z) ⊙ n + z ⊙ hₜ₋₁; "
             "LSTM: (i, f, o) = σ(W xₜ + U hₜ₋₁ + b), g = tanh(W xₜ + U hₜ₋₁ + b), cₜ = f ⊙ cₜ₋₁ + i ⊙ g, "
             "hₜ = o ⊙ tanh cₜ; each with its own W, U and b",
             text("cell", "Cell", Group::Network, &H::cell, "vanilla", {"vanilla", "indrnn", "gru", "lstm"},
                  "What happens at each step: the plain cell, independent units, or gates that protect the memory.")),
        with("hₜ reads pixels (t - 1) P / T to t P / T - 1 of P, t = 1 … T",
             whole("cells", "Cells", Group::Network, &H::cells, 4, {1, 65536},
                   "The time steps: how many pieces an image is cut into, one for each cell, read in turn.")),
        with("hₜ has H elements; W is H × P/T, U is H × H",
             whole("hidden", "Hidden size", Group::Network, &H::hidden, 64, {1, 4096},
                   "How many numbers the network remembers from cell to cell.")),
        with("layer l reads hₜ of layer l - 1 in place of xₜ",
             whole("layers", "Layers", Group::Network, &H::layers, 1, {1, 64},
                   "How many rows of cells stand on each other; each reads the states of the one below.")),
        with("f(a) = tanh a, max(0, a) or a",
             text("activation", "Activation", Group::Network, &H::activation, "tanh", {"tanh", "relu", "identity"},
                  "The function that bends the sum in a vanilla or IndRNN cell; gated cells have their own.")),
        with(
            "L = L(V hₜ + c) at t = T, or its mean over t = 1 … T",
            text(
                "output", "Output", Group::Network, &H::output, "last", {"last", "every"},
                "Where the network is asked for the digit while it learns: after the last cell, or after every cell.")),
        with("xavier: uniform within ±√(6 / (rows + columns))",
             text("init", "Initial weights", Group::Network, &H::init, "xavier",
                  {"xavier", "orthogonal", "pytorch", "chrono"},
                  "How the weights are drawn before training: Glorot's way, orthogonal memories, PyTorch's way, or "
                  "chrono: "
                  "memories as long as the sequence.")),
    };
}

std::vector<Row> trainingRows() {
    return {
        with("w ← w - η ∂L/∂w", live(real("eta", "Eta", Group::Training, &H::eta, 15e-3, {0, 1000},
                                          "The learning rate: how far each batch moves the weights."))),
        with("L = (1/B) ∑ Lᵢ over the B images of a batch",
             live(whole(
                 "batch", "Batch", Group::Training, &H::batch, 100, {1, 100000},
                 "How many images are looked at before the weights move once; a new size holds from the next epoch "
                 "on."))),
        whole("epochs", "Epochs", Group::Training, &H::epochs, 5, {1, 100000},
              "How many times the training images are gone through."),
        with(
            "momentum: m ← 0.9 m + g, w ← w - η m; adam: w ← w - η m / (√v + 1e-8)",
            text(
                "optimizer", "Optimizer", Group::Training, &H::optimizer, "sgd",
                {"sgd", "momentum", "nesterov", "adam"},
                "How gradients become steps: plain descent, with momentum, looking ahead, or a step size per weight.")),
        with("cosine: ηₛ = η (1 + cos(π s / S)) / 2 at step s of S",
             live(text(
                 "schedule", "Schedule", Group::Training, &H::schedule, "constant", {"constant", "cosine", "one-cycle"},
                 "How eta changes in the course of the training: not at all, down along a cosine, or up and down."))),
        with("g ← g min(1, c / ‖g‖)",
             live(real("clip", "Clip", Group::Training, &H::clip, 0, {0, 1e9},
                       "Shortens a gradient whose norm is larger than this, so that it can't explode; 0 never does."))),
        with("g ← g + λ w", real("weight_decay", "Weight decay", Group::Training, &H::weightDecay, 0, {0, 1},
                                 "Pulls every weight towards zero, by this share of it in the gradient; 0 does not.")),
        whole("seed", "Seed", Group::Training, &H::seed, 1, {0, largestSeed},
              "Where chance starts: the same seed gives the same training, bit for bit."),
        truth("shuffle", "Shuffle", Group::Training, &H::shuffle, true,
              "Goes through the training images in a new order every epoch."),
    };
}

std::vector<Row> runRows() {
    return {whole("threads", "Worker threads", Group::Run, &H::threads, 0, {0, 256},
                  "How many threads train; 0 takes one per core. The result is the same for any number.")};
}

} // namespace

std::span<const HyperparameterRow> hyperparameterTable() {
    static const std::vector<Row> table = [] {
        std::vector<Row> all;
        for (const auto& part : {dataRows(), networkRows(), trainingRows(), runRows()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return table;
}

} // namespace unroll
