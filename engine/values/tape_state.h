// A network's tape as it stands after one of its operations, forward or backward, on one image.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unroll {

struct TapeNode {
    std::string name{}; // "cell 3: forget gate"
    std::string op{};   // "sigmoid"; "parameter", "input", "labels" or "constant" of what nobody computes
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t layer = 0; // counted from 1, as cells; 0 outside of them
    std::int64_t cell = 0;
    std::int64_t firstRow = 0;   // of its operand, where it is some of its rows
    std::vector<int> operands{}; // places among the nodes
    int forwardStep = 0;         // the stop at which its value is there first; 0 of what is given
    int backwardStep = 0;        // the stop at which its operation has gone backward; 0 where it does not
};

// In the order of computation, the root last. The same for all images and weights.
using TapeNodes = std::vector<TapeNode>;

struct TapeState {
    std::shared_ptr<const TapeNodes> nodes{};
    int forwardStops = 0; // stop 0 is before the first operation, stop forwardStops behind the last one forward
    int stops = 0;        // the last one: all has gone backward
    int stop = 0;
    int current = -1;              // the node whose operation ran last; -1 at stop 0
    int node = -1;                 // the one whose numbers these are
    std::vector<float> value{};    // column by column; empty: it is not computed yet
    std::vector<float> gradient{}; // so far; empty: none has arrived yet, or it has none
    // Of every node: Euclidean norms; not a number where there is nothing yet.
    std::vector<float> valueNorms{};
    std::vector<float> gradientNorms{};
    double loss = 0; // of the image, in nats, once it is known
};

// A number that goes into another, or comes out of it.
struct AnatomyNumber {
    std::string name{}; // of the node it is an element of, or of the product it sums up: "W x"
    double value = 0;
};

// What an operation of a cell makes of one unit.
struct AnatomyLine {
    std::string name{};                // of its result: "forget gate"
    std::string op{};                  // "sigmoid", "affine", ...
    std::vector<AnatomyNumber> from{}; // of an affine map the products and the bias, of others the operands' elements
    double value = 0;
    double gradient = 0; // of the loss with respect to it
};

// One cell of a layer at one time step, with the numbers of one unit flowing through it, in the order of computation.
struct CellAnatomy {
    std::int64_t layer = 0; // all three counted from 1
    std::int64_t cell = 0;
    std::int64_t unit = 0;
    std::vector<AnatomyLine> lines{};
};

// What one operation of the engine takes in one pass of one image.
struct LedgerRow {
    std::string op{};
    std::int64_t count = 0;
    double forwardSeconds = 0;
    double backwardSeconds = 0;
    std::int64_t bytes = 0; // of its results, what it keeps for the way back, and gradients
};

struct TapeLedger {
    std::vector<LedgerRow> rows{}; // what takes longest first; the last is what belongs to no operation
    double forwardSeconds = 0;     // the sums of the rows
    double backwardSeconds = 0;
    std::int64_t bytes = 0;
};

} // namespace unroll
