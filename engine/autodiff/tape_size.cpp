#include "engine/autodiff/tape_size.h"

#include "engine/autodiff/tape_memory.h"
#include "engine/autodiff/topology.h"

namespace unroll {
namespace {

// What is kept of a node and of each of its operands: records, names, slots, steps, plans. Measured with glibc's heap;
// a test of a session's whole memory holds it.
constexpr std::int64_t nodeInGraph = 260;
constexpr std::int64_t operandInGraph = 20;
constexpr std::int64_t nodeInTape = 790;
constexpr std::int64_t operandInTape = 205;

// Of a sparse input, with room for every element.
template <typename T>
std::int64_t sparseBytes(Shape shape) {
    return (shape.size() + static_cast<Index>(SparseColumns<T>::spare)) * static_cast<Index>(sizeof(SparseElement<T>)) +
           shape.columns * static_cast<Index>(sizeof(std::size_t));
}

} // namespace

std::int64_t graphBytes(const Graph& graph) {
    std::int64_t bytes = 0;
    for (std::size_t node = 0; node < graph.size(); ++node)
        bytes += nodeInGraph + operandInGraph * std::ssize(graph.record(node).operands);
    return bytes;
}

template <typename T>
std::int64_t tapeBytes(const Graph& graph, Node root, Passes passes, const Keep& keep) {
    const std::vector<std::size_t> order = topologicalOrder(graph, root.index());
    std::vector<std::size_t> place(graph.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = i;
    const GradientPlan gradients = planGradients(graph, order, place);
    const bool joint = hasBackward(passes) && !hasTangents(passes) && !keep.everything;
    const auto products = joint ? planJointProducts(graph, order, place, gradients) : std::vector<JointProduct>();
    const BufferPlan buffers = planBuffers(graph, order, place, gradients, products, passes, keep);
    const TapeRegions regions = planRegions(graph, order, buffers, passes);
    std::int64_t bytes =
        regions.block() * static_cast<Index>(sizeof(T)) + regions.labels * static_cast<Index>(sizeof(std::int32_t));
    for (const std::size_t node : order) {
        const NodeRecord& record = graph.record(node);
        bytes += nodeInTape + operandInTape * std::ssize(record.operands);
        if (record.kind == NodeKind::SparseInput)
            bytes += sparseBytes<T>(record.shape);
    }
    return bytes;
}

template std::int64_t tapeBytes<float>(const Graph&, Node, Passes, const Keep&);
template std::int64_t tapeBytes<double>(const Graph&, Node, Passes, const Keep&);

} // namespace unroll
