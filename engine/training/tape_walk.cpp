#include "engine/training/tape_walk.h"

#include "engine/autodiff/tape_size.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>

namespace unroll {
namespace {

std::string kindOf(const NodeRecord& record) {
    switch (record.kind) {
    case NodeKind::Parameter:
        return "parameter";
    case NodeKind::Input:
    case NodeKind::SparseInput:
        return "input";
    case NodeKind::Labels:
        return "labels";
    case NodeKind::Constant:
        return "constant";
    case NodeKind::Operation:
        break;
    }
    return record.op->name();
}

float euclidean(std::span<const float> numbers) {
    double squares = 0;
    for (const float number : numbers)
        squares += static_cast<double>(number) * static_cast<double>(number);
    return static_cast<float>(std::sqrt(squares));
}

// Of a node's buffer, column by column: a view of some rows of another one does not lie in one piece.
std::vector<float> numbersOf(const Tensor<const float>& tensor) {
    std::vector<float> numbers;
    for (Index column = 0; column < tensor.shape().columns; ++column) {
        const auto rows = tensor.column(column);
        numbers.insert(numbers.end(), rows.begin(), rows.end());
    }
    return numbers;
}

} // namespace

TapeWalk::TapeWalk(const ModelDescription& description)
    : description_(description)
    , model_(description, 1, Pixels::Differentiable)
    , parameters_(model_.graph().parameterBlockSize())
    , tape_(model_.graph(), model_.losses(), parameters_.span())
    , seed_(1, 1.0F)
    , tapeBytes_(unroll::tapeBytes<float>(model_.graph(), model_.losses(), Passes::ForwardAndBackward)) {
    fillNodes();
}

// The order in which the tape runs is what it tells when it is watched.
void TapeWalk::fillNodes() {
    const Graph& graph = model_.graph();
    std::map<std::size_t, int> places; // of node indices
    for (const std::size_t index : tape_.order()) {
        const NodeRecord& record = graph.record(index);
        TapeNode node{.name = record.name,
                      .op = kindOf(record),
                      .rows = record.shape.rows,
                      .columns = record.shape.columns,
                      .layer = record.place.layer,
                      .cell = record.place.cell};
        if (record.op)
            node.firstRow = record.op->viewFromRow().value_or(0);
        for (const std::size_t operand : record.operands)
            node.operands.push_back(places.at(operand));
        places[index] = static_cast<int>(nodes_->size());
        nodes_->push_back(std::move(node));
    }
    currents_ = {-1};
    tape_.labels(model_.labels())[0] = 0;
    tape_.forward([&](std::size_t index) {
        currents_.push_back(places.at(index));
        (*nodes_)[static_cast<std::size_t>(currents_.back())].forwardStep = static_cast<int>(currents_.size()) - 1;
        return true;
    });
    forwardStops_ = static_cast<int>(currents_.size()) - 1;
    gradientFrom_.assign(nodes_->size(), 0);
    gradientFrom_.back() = forwardStops_ + 1; // the seed is there when going backward begins
    tape_.resetGradients();
    tape_.backward(seed_, [&](std::size_t index) {
        currents_.push_back(places.at(index));
        const int stop = static_cast<int>(currents_.size()) - 1;
        TapeNode& node = (*nodes_)[static_cast<std::size_t>(currents_.back())];
        node.backwardStep = stop;
        for (const int operand : node.operands)
            if (int& from = gradientFrom_[static_cast<std::size_t>(operand)]; from == 0)
                from = stop;
        return true;
    });
    stops_ = static_cast<int>(currents_.size()) - 1;
}

void TapeWalk::read(std::span<const float> parameters, std::span<const float> pixels, int label) {
    std::ranges::copy(parameters, parameters_.data());
    std::ranges::copy(pixels, tape_.input(model_.pixels()).column(0).begin());
    tape_.labels(model_.labels())[0] = label;
}

void TapeWalk::runTo(int stop) {
    int at = 0;
    const auto goesOn = [&](std::size_t) { return ++at < stop; };
    if (stop > 0)
        tape_.forward(goesOn);
    if (stop <= forwardStops_)
        return;
    tape_.resetGradients();
    tape_.backward(seed_, goesOn);
}

bool TapeWalk::isComputed(std::size_t place, int stop) const { return (*nodes_)[place].forwardStep <= stop; }

TapeState TapeWalk::stateAt(int stop, int node) {
    TapeState state{.nodes = nodes_, .forwardStops = forwardStops_, .stops = stops_};
    state.stop = stop < 0 ? stops_ : std::min(stop, stops_);
    runTo(state.stop);
    state.current = currents_[static_cast<std::size_t>(state.stop)];
    state.node = node >= 0 && node < static_cast<int>(nodes_->size()) ? node : state.current;
    state.valueNorms.assign(nodes_->size(), std::numeric_limits<float>::quiet_NaN());
    state.gradientNorms = state.valueNorms;
    const std::span<const std::size_t> order = tape_.order();
    for (std::size_t place = 0; place < order.size(); ++place) {
        const Node of = model_.graph().node(order[place]);
        const NodeRecord& record = model_.graph().record(of);
        if (record.kind == NodeKind::Labels)
            continue;
        if (isComputed(place, state.stop)) {
            std::vector<float> numbers = numbersOf(tape_.value(of));
            state.valueNorms[place] = euclidean(numbers);
            if (static_cast<int>(place) == state.node)
                state.value = std::move(numbers);
        }
        if (record.needsGradient && gradientFrom_[place] > 0 && gradientFrom_[place] <= state.stop) {
            std::vector<float> numbers = numbersOf(tape_.gradient(of));
            state.gradientNorms[place] = euclidean(numbers);
            if (static_cast<int>(place) == state.node)
                state.gradient = std::move(numbers);
        }
    }
    if (state.stop >= forwardStops_)
        state.loss = static_cast<double>(tape_.value(model_.losses())(0, 0));
    return state;
}

// What rows of a node from this one on are called: as those who take them out of it are, or as what they make of them.
std::string TapeWalk::roleOf(std::size_t place, Index firstRow) const {
    const Graph& graph = model_.graph();
    for (std::size_t taker = place + 1; taker < nodes_->size(); ++taker) {
        const TapeNode& node = (*nodes_)[taker];
        if (std::ranges::find(node.operands, static_cast<int>(place)) == node.operands.end())
            continue;
        const Op& op = *graph.record(tape_.order()[taker]).op;
        const auto from = op.viewFromRow();
        if (from && *from != firstRow)
            continue;
        const bool named = node.name.find(node.op) == std::string::npos; // by who wrote the cell
        if (named || (!from && node.rows != (*nodes_)[place].rows))
            return node.name;
        return roleOf(taker, from ? 0 : firstRow);
    }
    return (*nodes_)[place].name;
}

AnatomyLine TapeWalk::lineOf(std::size_t place, Index row) {
    const Graph& graph = model_.graph();
    const TapeNode& node = (*nodes_)[place];
    const Node own = model_.graph().node(tape_.order()[place]);
    AnatomyLine line{.name = node.name, .op = node.op};
    line.value = static_cast<double>(tape_.value(own)(row, 0));
    if (graph.record(own).needsGradient)
        line.gradient = static_cast<double>(tape_.gradient(own)(row, 0));
    const auto element = [&](int operand) {
        const Tensor<const float> value =
            tape_.value(model_.graph().node(tape_.order()[static_cast<std::size_t>(operand)]));
        return static_cast<double>(value(std::min(row, value.shape().rows - 1), 0));
    };
    const auto nameOf = [&](int operand) { return (*nodes_)[static_cast<std::size_t>(operand)].name; };
    const OpKind kind = graph.record(own).op->kind();
    if (kind != OpKind::Affine && kind != OpKind::MatrixProduct) {
        for (const int operand : node.operands)
            line.from.push_back({nameOf(operand), element(operand)});
        return line;
    }
    for (std::size_t i = 0; i + 1 < node.operands.size(); i += 2) {
        const auto tensor = [&](int operand) {
            return tape_.value(model_.graph().node(tape_.order()[static_cast<std::size_t>(operand)]));
        };
        const double product = static_cast<double>(
            tensor(node.operands[i]).matrix().row(row).dot(tensor(node.operands[i + 1]).matrix().col(0).transpose()));
        line.from.push_back({nameOf(node.operands[i]) + " * " + nameOf(node.operands[i + 1]), product});
    }
    if (node.operands.size() % 2 == 1)
        line.from.push_back({nameOf(node.operands.back()), element(node.operands.back())});
    return line;
}

// Of a node that has several gates below each other, a line for each.
void TapeWalk::addLines(CellAnatomy& anatomy, std::size_t place) {
    const NodeRecord& record = model_.graph().record(tape_.order()[place]);
    if (record.op->viewFromRow())
        return; // a part of what was told
    for (Index first = 0; first + description_.hidden <= record.shape.rows; first += description_.hidden) {
        AnatomyLine line = lineOf(place, first + static_cast<Index>(anatomy.unit - 1));
        if (record.shape.rows > description_.hidden)
            line.name = roleOf(place, first);
        anatomy.lines.push_back(std::move(line));
    }
}

CellAnatomy TapeWalk::anatomyOf(std::int64_t layer, std::int64_t cell, std::int64_t unit) {
    CellAnatomy anatomy{.layer = std::clamp<std::int64_t>(layer, 1, description_.layers),
                        .cell = std::clamp<std::int64_t>(cell, 1, description_.cells),
                        .unit = std::clamp<std::int64_t>(unit, 1, description_.hidden),
                        .lines = {}};
    runTo(stops_);
    for (std::size_t place = 0; place < nodes_->size(); ++place) {
        const TapeNode& node = (*nodes_)[place];
        if (node.forwardStep > 0 && node.layer == anatomy.layer && node.cell == anatomy.cell)
            addLines(anatomy, place);
    }
    return anatomy;
}

TapeLedger TapeWalk::ledger() {
    using Clock = std::chrono::steady_clock;
    constexpr int passes = 5;
    TapeLedger best;
    for (int pass = 0; pass < passes; ++pass) {
        std::map<std::string, LedgerRow> rows;
        std::vector<std::size_t> seen; // so that looking costs little in the pass that is measured
        std::vector<Clock::time_point> times;
        seen.reserve(currents_.size());
        times.reserve(currents_.size() + 1);
        const auto watch = [&](std::size_t index) {
            seen.push_back(index);
            times.push_back(Clock::now());
            return true;
        };
        const auto take = [&](double LedgerRow::*seconds, double TapeLedger::*sum, TapeLedger& ledger) {
            for (std::size_t i = 0; i < seen.size(); ++i) {
                const double took = std::chrono::duration<double>(times[i + 1] - times[i]).count();
                rows[model_.graph().record(seen[i]).op->name()].*seconds += took;
                ledger.*sum += took;
            }
        };
        TapeLedger ledger;
        times.push_back(Clock::now());
        tape_.forward(watch);
        take(&LedgerRow::forwardSeconds, &TapeLedger::forwardSeconds, ledger);
        tape_.resetGradients();
        seen.clear();
        times.assign(1, Clock::now());
        tape_.backward(seed_, watch);
        take(&LedgerRow::backwardSeconds, &TapeLedger::backwardSeconds, ledger);
        if (pass > 0 && ledger.forwardSeconds + ledger.backwardSeconds >= best.forwardSeconds + best.backwardSeconds)
            continue;
        for (auto& [op, row] : rows) {
            row.op = op;
            ledger.rows.push_back(row);
        }
        best = std::move(ledger);
    }
    std::map<std::string, std::int64_t> bytes;
    std::map<std::string, std::int64_t> counts;
    for (const std::size_t index : tape_.order()) {
        const std::string op = kindOf(model_.graph().record(index));
        bytes[op] += tape_.bytesOf(model_.graph().node(index));
        ++counts[op];
    }
    best.bytes = tapeBytes_;
    std::int64_t left = tapeBytes_;
    for (LedgerRow& row : best.rows) {
        row.count = counts[row.op];
        row.bytes = bytes[row.op];
        left -= row.bytes;
    }
    std::ranges::stable_sort(best.rows, std::greater<>(),
                             [](const LedgerRow& row) { return row.forwardSeconds + row.backwardSeconds; });
    best.rows.push_back({.op = {}, .bytes = left}); // leaves, alignment, and what the tape keeps of its nodes
    return best;
}

} // namespace unroll
