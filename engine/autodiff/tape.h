// A graph compiled for one root: the nodes the root depends on in topological order, every buffer planned in one
// arena. Nothing is allocated after construction.
//
// The derivatives are reverse mode: backward(v) adds J^T v to the gradient of every parameter, and of every input
// that asked for one, where J is the root's Jacobian; for a scalar root and v = 1 that is the gradient. Gradients of
// several passes add up until resetGradients(). Forward mode is there as well: jvp() computes J u for a direction u of
// the parameters and inputs. (Baydin et al., Automatic differentiation in machine learning: a
// survey, 2018, sections 3.1 and 3.2.) Second derivatives are forward over reverse: hvp() computes H v for the Hessian
// H of <seed, root>. (Pearlmutter, Fast exact multiplication by the Hessian, 1994.)
#pragma once

#include "engine/autodiff/column_sharing.h"
#include "engine/autodiff/tape_memory.h"

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <limits>

namespace unroll {

// What a pass throws when it was given up between two operations.
class Abandoned : public std::exception {
public:
    const char* what() const noexcept override { return "The pass was given up."; }
};

template <typename T>
class Tape {
public:
    // `parameters` is the block of all parameters (Graph::parameterBlockSize elements); the caller owns it, and it
    // must outlive the tape, as the graph must. A tape that need not keep every result uses their memory again; then
    // there is one backward pass for each forward pass. Throws std::invalid_argument when the block has another size,
    // std::out_of_range when the root does not depend on a node to keep.
    Tape(const Graph& graph, Node root, std::span<const T> parameters = {}, Passes passes = Passes::ForwardAndBackward,
         const Keep& keep = {});

    // Buffers to fill in before forward(). Throws std::out_of_range when the root does not depend on the node,
    // std::logic_error when it is of another kind.
    Tensor<T> input(Node node);
    SparseColumns<T>& sparseInput(Node node);
    std::span<std::int32_t> labels(Node node);

    // The same inputs as another tape of the same graph and root, or of one just like it.
    void copyInputs(const Tape& other);

    // For graphs whose cells compute column by column: says that in cell t, counted from 1, all columns behind the
    // first apart[t - 1] are equal, up to the passes' last read of the cell. They are then computed once; what can be
    // read of nodes in cells has no meaning there. The numbers do not fall from cell to cell. False, and nothing done,
    // where it is not possible (see column_sharing.h). Holds for all passes, jvp() among them,
    // until the next call.
    bool shareColumns(std::span<const Index> apart);

    void forward();

    // The same with a look at every step: calls `watch` with the node of each operation that has just run, and stops
    // when it says false.
    void forward(const std::function<bool(std::size_t node)>& watch);

    // Lets forward() and backward() throw Abandoned before their next operation once this becomes true; the caller owns
    // it, and it must outlive the tape. Values and gradients are then without a meaning until the next pass.
    void abandonWhen(const std::atomic<bool>* flag) { abandon_ = flag; }

    // Adds to the gradients. `seed` has the root's elements, column by column; the short form is for a 1 x 1 root.
    // Throws std::logic_error on a tape without backward passes, and when it has used the memory of values again.
    void backward(std::span<const T> seed);
    void backward(T seed = T{1});

    // The same with a look at every step: calls `watch` with the node of each operation that has just gone backward,
    // and stops when it says false.
    void backward(std::span<const T> seed, const std::function<bool(std::size_t node)>& watch);

    // The draw that operations with chance in them make in the next forward passes: dropout takes the same mask for the
    // same draw. With 0, as at first, nothing is dropped.
    void setDraw(std::uint64_t draw);

    // Forward mode: writes the tangent of every node that depends on a parameter, or on an input that has a gradient,
    // for the direction in parameterTangents() and inputTangent(). After forward(). Throws std::logic_error on a tape
    // without tangents.
    void jvp();
    std::span<T> parameterTangents() { return memory_.parameterTangents.span(); }
    Tensor<T> inputTangent(Node node);
    Tensor<const T> tangent(Node node) const;

    // Second derivatives: by how much the gradients of the last backward() change along the direction in
    // parameterTangents() and inputTangent(), for the parameters and for every input that has a gradient. Any number of
    // directions after one forward() and one backward(). All columns are computed. Throws std::logic_error on a tape
    // without second derivatives, before a backward pass, and for an operation that has none.
    void hvp();
    std::span<T> parameterGradientTangents() { return memory_.parameterGradientTangents.span(); }
    Tensor<const T> gradientTangent(Node node) const;

    // Sets the gradients of parameters and inputs to zero.
    void resetGradients();

    // Results of the last passes. Throws std::out_of_range when the root does not depend on the node, or, for a
    // gradient, when it has none; std::logic_error when it was not to be kept.
    Tensor<const T> value(Node node) const;
    Tensor<const T> gradient(Node node) const;

    // The gradients of all parameters: a block of the parameters' layout.
    std::span<T> parameterGradients() { return memory_.parameterGradients.span(); }

    // The memory that is a node's own: of its value, what its operation keeps for backward, and its gradient.
    std::int64_t bytesOf(Node node) const;

    // Nodes in the order of computation.
    std::span<const std::size_t> order() const { return order_; }

private:
    // A node's buffers.
    struct Slot {
        std::size_t node = 0;
        Tensor<const T> value{};
        Tensor<T> buffer{}; // the value's own memory; none for a parameter and for a view of another node
        Tensor<T> scratch{};
        Tensor<T> gradient{};
        Tensor<T> tangent{};
        Tensor<T> gradientTangent{};
        Tensor<T> transpose{}; // of a parameter, as of the last backward pass
        std::span<std::int32_t> labels{};
        SparseColumns<T>* sparse = nullptr;
    };
    // A call of an operation.
    struct Step {
        std::size_t node = 0;
        const Op* op = nullptr;
        OpCall<T> call{};
        bool goesBackward = false;
        bool isView = false;
        std::size_t firstOperand = 0;                  // of operandValues_ and the others
        Index cell = 0;                                // in which columns are shared; 0 outside
        Index width = 0;                               // the columns it computes there
        std::vector<const JointProduct*> completes{};  // whose last factors are there behind its backward
        const ColumnCrossing* crossing = nullptr;      // of its result
        std::vector<const ColumnCrossing*> startsIn{}; // whose gradients it begins, in fewer columns than are read
    };

    void mind() const; // whether it is to be given up
    static constexpr std::size_t notInTape = std::numeric_limits<std::size_t>::max();

    bool hasGradient(const NodeRecord& record) const { return hasBackward(passes_) && record.needsGradient; }
    bool hasTangent(const NodeRecord& record) const { return hasTangents(passes_) && record.needsGradient; }
    void bindGradient(Slot& slot);
    Tensor<T> derivativeOf(std::size_t node, Tensor<T> Slot::*kind, bool inOperand, ArenaRegion<T>& parameters,
                           ArenaRegion<T>& others) const;
    Slot bind(std::size_t node, std::span<const T> parameters);
    void buildSteps();
    void connectCrossings();
    void connectJointProducts();
    void addJointProduct(const JointProduct& product) const;
    Index width(Index cell) const;
    void narrow(Step& step);
    void spread(const Step& step, Tensor<T> result) const;
    void gather(const Step& step) const;
    void clearBeyond(const Step& step) const;
    bool beginBackward(std::span<const T> seed);
    void runForward(const Step& step) const;
    void runBackward(const Step& step) const;
    const Slot& slot(Node node) const;
    const Slot& slotOfKind(Node node, NodeKind kind) const;

    const Graph& graph_;
    Passes passes_;
    std::vector<std::size_t> order_; // node indices, operands before results, the root last
    std::vector<std::size_t> place_; // node index -> place in order_
    bool keepsEverything_;
    GradientPlan gradients_;
    std::vector<JointProduct> jointProducts_; // none where a gradient may be looked at step by step
    BufferPlan buffers_;
    ColumnSharing sharing_;
    std::vector<Index> widths_; // of the cells, from 1
    TapeMemory<T> memory_;
    bool valuesStand_ = true;     // backward has not used their memory since forward
    bool gradientsStand_ = false; // they are of the last forward pass
    std::vector<Slot> slots_;     // as order_
    std::vector<Step> steps_;     // the operations among them
    std::vector<Step*> stepAt_;   // as order_; none for other nodes
    std::vector<Tensor<const T>> operandValues_;
    std::vector<Tensor<T>> operandGradients_;
    std::vector<Tensor<const T>> operandTangents_;
    std::vector<Tensor<const T>> operandTransposes_;
    std::vector<Tensor<T>> operandGradientTangents_;

    const std::atomic<bool>* abandon_ = nullptr;
    std::deque<SparseColumns<T>> sparse_;
    std::size_t labelsTaken_ = 0;
};

extern template class Tape<float>;
extern template class Tape<double>;

} // namespace unroll
