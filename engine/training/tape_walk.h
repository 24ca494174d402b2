// A network's tape on one image, which can be stopped after any of its operations, forward and backward.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/nn/model.h"
#include "engine/values/tape_state.h"

#include <memory>
#include <span>
#include <vector>

namespace unroll {

class TapeWalk {
public:
    explicit TapeWalk(const ModelDescription& description);

    // The weights, laid out as the description's graphs say; the pixels as the network reads them, 0...1; the class
    // whose loss it is.
    void read(std::span<const float> parameters, std::span<const float> pixels, int label);

    void abandonWhen(const std::atomic<bool>* flag) { tape_.abandonWhen(flag); }

    int forwardStops() const { return forwardStops_; }
    int stops() const { return stops_; }
    const TapeNodes& nodes() const { return *nodes_; }

    // Runs the tape anew up to a stop, and tells of it; see TapeState. Stops beyond the last are the last, and a node
    // that there is not is the one whose operation ran last. May throw Abandoned.
    TapeState stateAt(int stop, int node = -1);

    // All counted from 1; what is beyond the network is the last. May throw Abandoned.
    CellAnatomy anatomyOf(std::int64_t layer, std::int64_t cell, std::int64_t unit);

    // The fastest of a few passes, operation by operation. May throw Abandoned.
    TapeLedger ledger();

private:
    void fillNodes();
    void runTo(int stop);
    bool isComputed(std::size_t place, int stop) const;
    std::string roleOf(std::size_t place, Index firstRow) const;
    void addLines(CellAnatomy& anatomy, std::size_t place);
    AnatomyLine lineOf(std::size_t place, Index row);

    ModelDescription description_;
    Model model_;
    Arena<float> parameters_;
    Tape<float> tape_;
    std::vector<float> seed_;
    std::shared_ptr<TapeNodes> nodes_ = std::make_shared<TapeNodes>();
    std::vector<int> gradientFrom_; // the stop at which the first gradient arrives at a node; 0: never
    std::vector<int> currents_;     // by stop: the node whose operation ran last
    int forwardStops_ = 0;
    int stops_ = 0;
    std::int64_t tapeBytes_ = 0;
};

} // namespace unroll
