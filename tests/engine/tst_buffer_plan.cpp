#include "engine/autodiff/buffer_plan.h"

#include "engine/autodiff/tape.h"
#include "engine/autodiff/topology.h"
#include "engine/nn/model.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/tensor/random.h"
#include "engine/tensor/transpose.h"
#include "tests/support/op_cases.h"

#include <QTest>

#include <cstring>
#include <limits>
#include <set>

using namespace unroll;

namespace {

using Matrix = Eigen::MatrixXd;

void fill(std::span<double> values, std::uint64_t seed) {
    Random random(seed);
    for (double& value : values)
        value = 2 * random.uniform() - 1;
}

Tensor<double> tensorOf(Matrix& matrix) { return {matrix.data(), {matrix.rows(), matrix.cols()}}; }

BufferPlan planned(const Graph& graph, Node root, Passes passes, const Keep& keep) {
    const std::vector<std::size_t> order = topologicalOrder(graph, root.index());
    std::vector<std::size_t> place(graph.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = i;
    return planBuffers(graph, order, place, planGradients(graph, order, place), passes, keep);
}

// One operation of a graph on memory of its own.
class OneOp {
public:
    OneOp(Graph& graph, Tape<double>& tape, std::size_t index)
        : op_(*graph.record(index).op) {
        const NodeRecord& record = graph.record(index);
        for (const std::size_t operand : record.operands) {
            const NodeRecord& source = graph.record(operand);
            const bool isNumbers = source.kind != NodeKind::Labels && source.kind != NodeKind::SparseInput;
            inputs_.emplace_back(isNumbers ? Matrix(tape.value(graph.node(operand)).matrix()) : Matrix());
            transposes_.emplace_back(isNumbers ? Matrix(inputs_.back().transpose()) : Matrix());
            gradients_.emplace_back(Matrix::Zero(source.needsGradient ? source.shape.rows : 0, source.shape.columns));
            if (source.kind == NodeKind::Labels)
                call_.labels = tape.labels(graph.node(operand));
            if (source.kind == NodeKind::SparseInput)
                call_.sparse = &tape.sparseInput(graph.node(operand));
        }
        output_.resize(record.shape.rows, record.shape.columns);
        const Shape scratch = scratchShape(graph, record);
        scratch_.resize(scratch.rows, scratch.columns);
        seed_.resize(record.shape.rows, record.shape.columns);
        fill({seed_.data(), static_cast<std::size_t>(seed_.size())}, 3);
        bind(index, graph);
        op_.forward(call_);
    }

    // Overwrites what backward says it does not read.
    void forget() {
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t i = 0; i < inputs_.size(); ++i)
            if (!op_.backwardReadsOperand(i))
                inputs_[i].setConstant(nothing);
        if (!op_.backwardReadsOutput())
            output_.setConstant(nothing);
    }

    std::vector<Matrix> backward() {
        op_.backward(call_);
        return {gradients_.begin(), gradients_.end()};
    }

private:
    void bind(std::size_t index, const Graph& graph) {
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const bool wanted = op_.needsTransposeFor(i, inputs_.size()).has_value();
            const bool hasGradient = graph.record(graph.record(index).operands[i]).needsGradient;
            inputTensors_.push_back(inputs_[i].size() > 0 ? tensorOf(inputs_[i]) : Tensor<double>());
            transposeTensors_.push_back(wanted ? tensorOf(transposes_[i]) : Tensor<double>());
            gradientTensors_.push_back(hasGradient ? tensorOf(gradients_[i]) : Tensor<double>());
        }
        call_.inputs = inputTensors_;
        call_.inputTransposes = transposeTensors_;
        call_.inputGradients = gradientTensors_;
        call_.output = tensorOf(output_);
        if (scratch_.size() > 0)
            call_.scratch = tensorOf(scratch_);
        call_.outputGradient = tensorOf(seed_);
        call_.draw = 5;
    }

    const Op& op_;
    std::deque<Matrix> inputs_;
    std::deque<Matrix> transposes_;
    std::deque<Matrix> gradients_;
    Matrix output_;
    Matrix scratch_;
    Matrix seed_;
    std::vector<Tensor<const double>> inputTensors_;
    std::vector<Tensor<const double>> transposeTensors_;
    std::vector<Tensor<double>> gradientTensors_;
    OpCall<double> call_;
};

bool sameBits(std::span<const float> a, std::span<const float> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

} // namespace

class TestBufferPlan : public QObject {
    Q_OBJECT

private slots:
    void backwardReadsWhatItSays_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < opCases().size(); ++i)
            QTest::addRow("%s %s", name(opCases()[i].kind).data(), opCases()[i].what) << static_cast<int>(i);
    }
    void backwardReadsWhatItSays() {
        QFETCH(int, index);
        Graph graph;
        const Node root = opCases()[static_cast<std::size_t>(index)].build(graph);
        Arena<double> parameters(graph.parameterBlockSize());
        fill(parameters.span(), 1);
        Tape<double> tape(graph, root, parameters.span());
        for (const std::size_t node : tape.order())
            if (graph.record(node).kind == NodeKind::Input)
                fill({tape.input(graph.node(node)).data(), static_cast<std::size_t>(graph.record(node).shape.size())},
                     2);
        tape.setDraw(5);
        tape.forward();
        for (const std::size_t node : tape.order()) {
            if (!graph.record(node).op || !graph.record(node).needsGradient)
                continue;
            OneOp knowing(graph, tape, node);
            OneOp forgetful(graph, tape, node);
            forgetful.forget();
            const auto expected = knowing.backward();
            const auto gradients = forgetful.backward();
            for (std::size_t i = 0; i < expected.size(); ++i)
                QVERIFY2(gradients[i].isApprox(expected[i], 1e-12), graph.record(node).op->name().c_str());
        }
    }

    void aLeanTapeHasTheBitsOfAFullOne_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("layers");
        QTest::addColumn<bool>("every");
        for (const char* cell : {"vanilla", "indrnn", "gru", "lstm"}) {
            QTest::addRow("%s", cell) << cell << 1 << false;
            QTest::addRow("%s, two layers, every output", cell) << cell << 2 << true;
        }
    }
    void aLeanTapeHasTheBitsOfAFullOne() {
        QFETCH(QString, cell);
        QFETCH(int, layers);
        QFETCH(bool, every);
        ModelDescription description;
        description.cell = cellNamed(cell.toStdString());
        description.pixels = 48;
        description.cells = 6;
        description.hidden = 17;
        description.layers = layers;
        description.output = every ? Output::Every : Output::Last;
        Model model(description, 9);
        Arena<float> parameters(model.graph().parameterBlockSize());
        Random random(1);
        for (float& value : parameters.span())
            value = static_cast<float>(random.uniform() - 0.5);
        Tape<float> full(model.graph(), model.losses(), parameters.span());
        Tape<float> lean(model.graph(), model.losses(), parameters.span(), Passes::ForwardAndBackward,
                         Keep::only({model.logits()}));
        for (Index j = 0; j < 9; ++j)
            for (float& pixel : full.input(model.pixels()).column(j))
                pixel = static_cast<float>(random.uniform());
        lean.copyInputs(full);
        const std::vector<float> seed(9, 0.25F);
        for (int pass = 0; pass < 2; ++pass) {
            for (Tape<float>* tape : {&full, &lean}) {
                tape->resetGradients();
                tape->forward();
                tape->backward(seed);
            }
            QVERIFY(sameBits(lean.parameterGradients(), full.parameterGradients()));
            QVERIFY(lean.value(model.logits()).matrix() == full.value(model.logits()).matrix());
            QVERIFY(lean.value(model.losses()).matrix() == full.value(model.losses()).matrix());
        }
    }

    void aLongChainNeedsLittleMemory() {
        // tanh needs its own result alone: one buffer for each, and two for the gradients of neighbours.
        Graph g;
        Node x = g.parameter("x", {16, 1});
        for (int i = 0; i < 100; ++i)
            x = tanh(scale(x, 0.5));
        const auto size = [&](Passes passes, const Keep& keep) { return planned(g, x, passes, keep).size / 16; };
        QCOMPARE(size(Passes::ForwardAndBackward, {}), Index{400});
        QVERIFY(size(Passes::ForwardAndBackward, Keep::only({})) <= Index{103});
        QVERIFY(size(Passes::Forward, Keep::only({})) <= Index{3});
        QCOMPARE(size(Passes::All, Keep::only({})), Index{400}); // tangents read all values
    }

    void whatIsHandedOnStaysInItsPlace() {
        // Every cell's sums are read by its tanh alone, and come back to where those before lay: in the cache.
        Graph g;
        const Node w = g.parameter("w", {8, 8});
        const Node b = g.vectorParameter("b", 8);
        std::vector<Node> states{g.input("h", {8, 4})};
        std::vector<Node> sums;
        for (int i = 0; i < 20; ++i) {
            sums.push_back(affine(w, states.back(), b));
            states.push_back(tanh(sums.back()));
        }
        const Node root = sum(states.back());
        const BufferPlan plan = planned(g, root, Passes::ForwardAndBackward, Keep::only({}));
        const auto distinct = [&](const std::vector<Index>& offsets, std::span<const Node> nodes) {
            std::set<Index> found;
            for (const Node node : nodes)
                found.insert(offsets[node.index()]); // every node is in the order of its making
            return found.size();
        };
        QCOMPARE(distinct(plan.value, sums), 1U);
        QCOMPARE(distinct(plan.gradient, sums), 1U);
        QCOMPARE(distinct(plan.value, std::span(states).subspan(1)), 20U);
    }

    void whatIsNotKeptCannotBeRead() {
        Graph g;
        const Node w = g.parameter("w", {2, 1});
        const Node h = tanh(w).named("state");
        const Node part = sliceRows(h, 0, 1);
        const Node other = scale(h, 2);
        const Node root = sum(multiply(h, other));
        const Node last = add(root, part);
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, last, parameters.span(), Passes::ForwardAndBackward, Keep::only({part}));
        tape.forward();
        tape.backward();
        tape.value(last);
        tape.value(part);
        tape.value(h); // a part of it is kept
        tape.value(w);
        tape.gradient(w);
        QVERIFY_EXCEPTION_THROWN(tape.value(other), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.gradient(h), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.backward(), std::logic_error); // without another forward
        tape.forward();
        tape.backward();
    }

    void nodesToKeepAreOfTheTape() {
        Graph g;
        Graph stranger;
        const Node root = tanh(g.parameter("w", {1, 1}));
        const Node unused = relu(root);
        const Node strange = stranger.parameter("w", {1, 1});
        Arena<double> parameters(g.parameterBlockSize());
        for (const Node node : {unused, strange})
            QVERIFY_EXCEPTION_THROWN(
                Tape<double>(g, root, parameters.span(), Passes::ForwardAndBackward, Keep::only({node})),
                std::out_of_range);
    }

    void inputsAreCopied() {
        Graph g;
        const Node x = g.input("x", {2, 1});
        const Node root = sum(square(x));
        Tape<double> from(g, root);
        Tape<double> to(g, root);
        from.input(x).matrix() << 1, 2;
        to.copyInputs(from);
        to.forward();
        QCOMPARE(to.value(root)(0, 0), 5.0);
        Tape<double> other(g, x);
        QVERIFY_EXCEPTION_THROWN(to.copyInputs(other), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestBufferPlan)
#include "tst_buffer_plan.moc"
