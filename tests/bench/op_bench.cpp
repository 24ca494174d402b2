// Times single operations at the sizes at which the paper's network (64 hidden units, 196 pixels a cell) and the larger
// ones (128 hidden units, 28 pixels a cell) use them, for a shard of 50 images: forward alone, and with backward.

#include "engine/autodiff/tape.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/ops/softmax.h"
#include "engine/tensor/random.h"

#include <benchmark/benchmark.h>
#include <functional>

namespace unroll {
namespace {

constexpr Index images = 50;
constexpr double mnistZeros = 0.81; // share of MNIST's pixels that are 0

struct OpBench {
    const char* name;
    std::function<Node(Graph&)> build; // all operands but pixels have gradients
    double flops = 0;                  // multiplications and additions of forward, as if no pixel were zero
};

Node state(Graph& graph, Index rows = 128, Index columns = images) {
    return graph.input("state", {rows, columns}, true);
}

Node pixels(Graph& graph, Index rows) { return graph.input("pixels", {rows, images}); }

Node sparsePixels(Graph& graph, Index rows) { return graph.sparseInput("pixels", {rows, images}); }

Node weights(Graph& graph, Index rows, Index columns) { return graph.parameter("weights", {rows, columns}); }

double productFlops(Index m, Index k) { return 2.0 * static_cast<double>(m * k * images); }

Node affineOf(Node input, Index hidden) {
    Graph& g = input.graph();
    return affine(weights(g, hidden, input.shape().rows), input, g.vectorParameter("bias", hidden));
}

std::vector<OpBench> opBenches() {
    return {
        {"affine/64x196/dense_pixels", [](Graph& g) { return affineOf(pixels(g, 196), 64); }, productFlops(64, 196)},
        {"affine/64x196/sparse_pixels", [](Graph& g) { return affineOf(sparsePixels(g, 196), 64); },
         productFlops(64, 196)},
        {"affine/512x28/dense_pixels", [](Graph& g) { return affineOf(pixels(g, 28), 512); }, productFlops(512, 28)},
        {"affine/512x28/sparse_pixels", [](Graph& g) { return affineOf(sparsePixels(g, 28), 512); },
         productFlops(512, 28)},
        {"matrix_product/64x64", [](Graph& g) { return matrixProduct(weights(g, 64, 64), state(g, 64)); },
         productFlops(64, 64)},
        {"matrix_product/128x128", [](Graph& g) { return matrixProduct(weights(g, 128, 128), state(g)); },
         productFlops(128, 128)},
        {"matrix_product/512x128", [](Graph& g) { return matrixProduct(weights(g, 512, 128), state(g)); },
         productFlops(512, 128)},
        {"matrix_product/10x128", [](Graph& g) { return matrixProduct(weights(g, 10, 128), state(g)); },
         productFlops(10, 128)},
        {"add", [](Graph& g) { return add(state(g), state(g)); }},
        {"add_bias", [](Graph& g) { return add(state(g), g.vectorParameter("bias", 128)); }},
        {"multiply", [](Graph& g) { return multiply(state(g), state(g)); }},
        {"tanh", [](Graph& g) { return tanh(state(g)); }},
        {"sigmoid", [](Graph& g) { return sigmoid(state(g)); }},
        {"relu", [](Graph& g) { return relu(state(g)); }},
        {"exp", [](Graph& g) { return exp(state(g)); }},
        {"softmax", [](Graph& g) { return softmax(state(g, 10)); }},
        {"softmax_cross_entropy",
         [](Graph& g) { return softmaxCrossEntropy(state(g, 10), g.labels("labels", images)); }},
        {"slice_rows", [](Graph& g) { return tanh(sliceRows(state(g, 512), 128, 128)); }},
        {"concatenate",
         [](Graph& g) {
             return concatenate(std::array{state(g), state(g)});
         }},
        {"transpose", [](Graph& g) { return transpose(state(g)); }},
        {"mean", [](Graph& g) { return mean(state(g), Over::Rows); }},
    };
}

// Numbers between -1 and 1 for states and weights, 0 and 1 for pixels, and labels that count up.
class Filled {
public:
    Filled(const OpBench& op, Passes passes)
        : root(op.build(graph))
        , parameters(graph.parameterBlockSize())
        , tape(graph, root, parameters.span(), passes)
        , seed(static_cast<std::size_t>(root.shape().size()), 1.0F) {
        Random random(1);
        for (float& parameter : parameters.span())
            parameter = static_cast<float>(random.uniform(-1, 1));
        for (std::size_t i = 0; i < graph.size(); ++i)
            fill(graph.node(i), random);
    }

    Graph graph;
    Node root;
    Arena<float> parameters;
    Tape<float> tape;
    std::vector<float> seed;

private:
    void fill(Node node, Random& random) {
        const NodeKind kind = graph.record(node).kind;
        if (kind == NodeKind::Labels)
            for (std::size_t j = 0; std::int32_t & label : tape.labels(node))
                label = static_cast<std::int32_t>(j++ % 10);
        if (kind == NodeKind::Input)
            for (Tensor<float> input = tape.input(node); float& value : input.array())
                value = static_cast<float>(random.uniform(node.name() == "pixels" ? 0 : -1, 1));
        if (kind == NodeKind::SparseInput)
            for (Index j = 0; j < node.shape().columns; ++j)
                tape.sparseInput(node).appendColumn(
                    [&](auto* end) { return writePixels(node.shape().rows, random, end); });
    }

    static SparseElement<float>* writePixels(Index rows, Random& random, SparseElement<float>* end) {
        for (Index i = 0; i < rows; ++i)
            if (random.uniform() >= mnistZeros)
                *end++ = {static_cast<std::uint32_t>(i), static_cast<float>(random.uniform())};
        return end;
    }
};

void count(benchmark::State& state, double elements, double flops) {
    using benchmark::Counter;
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(elements));
    if (flops > 0)
        state.counters["FLOP/s"] = Counter(flops, Counter::kIsIterationInvariantRate);
}

void forward(benchmark::State& state, const OpBench& op) {
    Filled filled(op, Passes::Forward);
    for ([[maybe_unused]] auto _ : state) {
        filled.tape.forward();
        benchmark::ClobberMemory();
    }
    count(state, static_cast<double>(filled.root.shape().size()), op.flops);
}

// A product of pixels has no gradient for them, and so one product less.
void forwardAndBackward(benchmark::State& state, const OpBench& op) {
    Filled filled(op, Passes::ForwardAndBackward);
    for ([[maybe_unused]] auto _ : state) {
        filled.tape.forward();
        filled.tape.backward(filled.seed);
        benchmark::ClobberMemory();
    }
    const bool ofPixels = std::string_view(op.name).ends_with("pixels");
    count(state, static_cast<double>(filled.root.shape().size()), op.flops * (ofPixels ? 2 : 3));
}

const bool registered = [] {
    for (const OpBench& op : opBenches()) {
        const std::string name = std::string("op/") + op.name;
        benchmark::RegisterBenchmark((name + "/forward").c_str(), forward, op);
        benchmark::RegisterBenchmark((name + "/forward_backward").c_str(), forwardAndBackward, op);
    }
    return true;
}();

} // namespace
} // namespace unroll
