// What must hold for any graph, held against graphs that are drawn: operations, shapes, operands and their reuse,
// views, stopped gradients and roots as chance has them. The plans of gradients, buffers and joint products meet here
// in ways that nobody would write down.

#include "engine/autodiff/gradient_check.h"
#include "engine/autodiff/tape.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/dropout.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/fused_arithmetic.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/ops/softmax.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <cstring>
#include <map>
#include <set>

using namespace unroll;

namespace {

constexpr int graphs = 300;
constexpr int operations = 24;

class DrawnGraph {
public:
    explicit DrawnGraph(std::uint64_t seed)
        : random_(seed) {
        for (int i = 0; i < 3; ++i) {
            const Shape shape{size(), size()};
            pool_.push_back(graph.parameter("p", shape));
            pool_.push_back(graph.input("x", shape, random_.below(2) == 0));
        }
        for (int i = 0; i < operations; ++i)
            pool_.push_back(grown(operation()));
        root = drawRoot();
    }

    Graph graph;
    Node root;

    // One that was drawn, for a tape to keep; of the root's operands or the root itself.
    Node kept() {
        const auto& operands = graph.record(root).operands;
        return operands.empty() ? root : graph.node(operands[random_.below(operands.size())]);
    }

private:
    Index size() { return 1 + static_cast<Index>(random_.below(4)); }
    bool chance(std::uint64_t of) { return random_.below(of) == 0; }

    // One of the pool, of the latest more often.
    Node any() {
        const std::size_t among = chance(2) ? pool_.size() : std::min<std::size_t>(pool_.size(), 6);
        return pool_[pool_.size() - 1 - random_.below(among)];
    }

    // One of this shape; a new parameter where there is none, and at times where there is.
    Node of(Shape shape) {
        std::vector<Node> fitting;
        std::ranges::copy_if(pool_, std::back_inserter(fitting), [&](Node node) { return node.shape() == shape; });
        if (fitting.empty() || chance(5))
            return graph.parameter("q", shape);
        return fitting[random_.below(fitting.size())];
    }

    Node weight(Index rows, Index columns) {
        if (chance(4))
            return of({rows, columns}); // computed perhaps
        Node& shared = weights_[{rows, columns}];
        if (!shared.isOf(graph) || chance(4))
            shared = graph.parameter("w", {rows, columns});
        return shared;
    }

    // What gets large by being done again and again is bounded, most of the time.
    Node grown(Node node) { return chance(3) ? node : chance(2) ? tanh(node) : sigmoid(node); }

    Node operation() {
        const Node a = any();
        const Shape shape = a.shape();
        switch (random_.below(19)) {
        case 0:
            return add(a, of(chance(2) ? shape : Shape{shape.rows, 1}));
        case 1:
            return subtract(of(shape), a);
        case 2:
            return multiply(a, of(chance(2) ? shape : Shape{shape.rows, 1}));
        case 3:
            return chance(2) ? multiplyAdd(a, of(shape), of(shape)) : multiplyAdd(a, of(shape), a, of(shape));
        case 4:
            return lerp(a, of(shape), sigmoid(of(shape)));
        case 5:
            return divide(a, add(square(of(shape)), graph.constant("half", shape, 0.5)));
        case 6:
            return exp(tanh(a));
        case 7:
            return scale(a, -0.7);
        case 8:
        case 9:
        case 10:
            return matrixProduct(weight(size(), shape.rows), a);
        case 11:
            return sum(a);
        case 12:
            return slice(a);
        case 13:
            return concatenate(std::array{a, of({size(), shape.columns}), chance(2) ? a : slice(a)});
        case 14:
            return transpose(a);
        case 15:
            return chance(2) ? softmax(a) : softmaxCrossEntropy(a, graph.labels("labels", shape.columns));
        case 16:
            return chance(2) ? mean(a, Over::Rows) : sum(a, Over::Columns);
        case 17:
            return chance(2) ? stopGradient(a) : dropout(a, 0.3, random_.next());
        default:
            return sumOfProducts(a);
        }
    }

    Node slice(Node a) {
        const Index first = static_cast<Index>(random_.below(static_cast<std::uint64_t>(a.shape().rows)));
        return sliceRows(a, first, a.shape().rows - first);
    }

    Node sumOfProducts(Node a) {
        const Index rows = size();
        const Node b = of({size(), a.shape().columns});
        const Product first{weight(rows, a.shape().rows), a};
        const Product second{weight(rows, b.shape().rows), b};
        return affine(std::array{first, second}, chance(2) ? of({rows, 1}) : graph.vectorParameter("b", rows));
    }

    Node drawRoot() {
        if (chance(4))
            return pool_.back();
        if (chance(4))
            return slice(pool_.back());
        Node total = sum(pool_.back());
        for (std::size_t back = 2; back < 8; ++back)
            total = add(total, mean(pool_[pool_.size() - back]));
        return total;
    }

    Random random_;
    std::vector<Node> pool_;
    std::map<std::pair<Index, Index>, Node> weights_;
};

void fill(std::span<double> values, Random& random) {
    for (double& value : values)
        value = random.uniform(-1, 1);
}

std::span<double> elements(Tensor<double> tensor) {
    return {tensor.data(), static_cast<std::size_t>(tensor.shape().size())};
}

// A drawn graph with numbers in it.
struct Drawn {
    explicit Drawn(int number)
        : drawn(static_cast<std::uint64_t>(number))
        , random(static_cast<std::uint64_t>(number), 1)
        , parameters(drawn.graph.parameterBlockSize())
        , full(drawn.graph, drawn.root, parameters.span(), Passes::All)
        , seed(static_cast<std::size_t>(drawn.root.shape().size())) {
        fill(parameters.span(), random);
        fill(seed, random);
        for (const std::size_t index : full.order()) {
            const NodeRecord& record = drawn.graph.record(index);
            if (record.kind == NodeKind::Input)
                fill(elements(full.input(drawn.graph.node(index))), random);
            if (record.kind == NodeKind::Labels)
                for (std::int32_t& label : full.labels(drawn.graph.node(index)))
                    label = 0;
        }
        full.setDraw(7);
    }

    std::vector<Node> leavesWithGradient() {
        std::vector<Node> found;
        for (const std::size_t index : full.order()) {
            const NodeRecord& record = drawn.graph.record(index);
            if (!record.op && record.needsGradient)
                found.push_back(drawn.graph.node(index));
        }
        return found;
    }

    DrawnGraph drawn;
    Random random;
    Arena<double> parameters;
    Tape<double> full;
    std::vector<double> seed;
};

void pass(Tape<double>& tape, std::span<const double> seed) {
    tape.resetGradients();
    tape.forward();
    tape.backward(seed);
}

bool sameBits(Tensor<const double> a, Tensor<const double> b) {
    for (Index j = 0; j < a.columns(); ++j)
        if (std::memcmp(a.column(j).data(), b.column(j).data(), a.column(j).size_bytes()) != 0)
            return false;
    return a.shape() == b.shape();
}

} // namespace

class TestRandomGraphs : public QObject {
    Q_OBJECT

private slots:
    void theyAreOfAllKinds() {
        std::set<OpKind> seen;
        int withoutGradient = 0;
        for (int i = 0; i < graphs; ++i) {
            Drawn d(i);
            for (const std::size_t index : d.full.order())
                if (const NodeRecord& record = d.drawn.graph.record(index); record.op)
                    seen.insert(record.op->kind());
            withoutGradient += d.leavesWithGradient().empty();
        }
        for (const OpKind kind : {OpKind::MatrixProduct, OpKind::Affine, OpKind::MultiplyAdd, OpKind::Lerp,
                                  OpKind::Divide, OpKind::SliceRows, OpKind::Concatenate, OpKind::Transpose,
                                  OpKind::StopGradient, OpKind::Dropout, OpKind::Softmax, OpKind::SoftmaxCrossEntropy})
            QVERIFY2(seen.contains(kind), name(kind).data());
        QVERIFY(withoutGradient < graphs / 10);
    }

    void aLeanTapeHasTheBitsOfAFullOne() {
        for (int i = 0; i < graphs; ++i) {
            Drawn d(i);
            const Node kept = d.drawn.kept();
            Tape<double> lean(d.drawn.graph, d.drawn.root, d.parameters.span(), Passes::ForwardAndBackward,
                              Keep::only({kept}));
            lean.copyInputs(d.full);
            lean.setDraw(7);
            for (int time = 0; time < 2; ++time) {
                pass(d.full, d.seed);
                pass(lean, d.seed);
                const std::string what = "graph " + std::to_string(i);
                if (d.drawn.graph.record(kept).kind != NodeKind::Labels)
                    QVERIFY2(sameBits(lean.value(kept), d.full.value(kept)), what.c_str());
                QVERIFY2(sameBits(lean.value(d.drawn.root), d.full.value(d.drawn.root)), what.c_str());
                for (const Node leaf : d.leavesWithGradient())
                    QVERIFY2(sameBits(lean.gradient(leaf), d.full.gradient(leaf)), what.c_str());
            }
        }
    }

    void tangentsAreTheOtherSideOfBackward() {
        // <v, J u> = <J^T v, u>
        for (int i = 0; i < graphs; ++i) {
            Drawn d(i);
            const std::vector<Node> leaves = d.leavesWithGradient();
            if (!d.drawn.graph.record(d.drawn.root).needsGradient)
                continue;
            fill(d.full.parameterTangents(), d.random);
            for (const Node leaf : leaves)
                if (d.drawn.graph.record(leaf).kind == NodeKind::Input)
                    fill(elements(d.full.inputTangent(leaf)), d.random);
            pass(d.full, d.seed);
            d.full.jvp();
            const auto product = [](Tensor<const double> a, Tensor<const double> b) {
                return a.matrix().cwiseProduct(b.matrix()).sum();
            };
            const double forward = product(d.full.tangent(d.drawn.root), {d.seed.data(), d.drawn.root.shape()});
            double backward = 0;
            double size = 1;
            for (const Node leaf : leaves) {
                const double part = product(d.full.gradient(leaf), d.full.tangent(leaf));
                backward += part;
                size += std::abs(part);
            }
            QVERIFY2(std::abs(forward - backward) <= 1e-11 * size,
                     qPrintable(QStringLiteral("graph %1: %2 and %3").arg(i).arg(forward).arg(backward)));
        }
    }

    void backwardAgreesWithDifferences() {
        for (int i = 0; i < graphs; i += 3) {
            Drawn d(i);
            // What stops a gradient has one by differences.
            const auto stops = [&](std::size_t index) {
                const NodeRecord& record = d.drawn.graph.record(index);
                return record.op && record.op->stopsGradient();
            };
            if (std::ranges::any_of(d.full.order(), stops))
                continue;
            for (const GradientCheck& check :
                 checkGradients(d.drawn.graph, d.full, d.drawn.root, d.parameters.span(), d.seed, {.elements = 3}))
                QVERIFY2(check.error <= gradientCheckLimit,
                         qPrintable(QStringLiteral("graph %1, %2: backward %3, differences %4")
                                        .arg(i)
                                        .arg(QString::fromStdString(check.node))
                                        .arg(check.backward)
                                        .arg(check.difference)));
        }
    }
};

QTEST_APPLESS_MAIN(TestRandomGraphs)
#include "tst_random_graphs.moc"
