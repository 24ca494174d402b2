#include "engine/autodiff/buffer_plan.h"

#include "engine/autodiff/tape.h"
#include "engine/autodiff/topology.h"
#include "engine/nn/model.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/tensor/random.h"
#include "engine/tensor/transpose.h"
#include "tests/support/one_op.h"

#include <QTest>

#include <cstring>
#include <set>

using namespace unroll;

namespace {

BufferPlan planned(const Graph& graph, Node root, Passes passes, const Keep& keep) {
    const std::vector<std::size_t> order = topologicalOrder(graph, root.index());
    std::vector<std::size_t> place(graph.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = i;
    const GradientPlan gradients = planGradients(graph, order, place);
    const std::vector<JointProduct> products =
        hasBackward(passes) ? planJointProducts(graph, order, place, gradients) : std::vector<JointProduct>();
    return planBuffers(graph, order, place, gradients, products, passes, keep);
}

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
            QTest::addRow("%s %s", name(opCases()[i].kind).data(), opCases()[i].what.c_str()) << static_cast<int>(i);
    }
    void backwardReadsWhatItSays() {
        QFETCH(int, index);
        CaseTape tape(opCases()[static_cast<std::size_t>(index)]);
        for (const std::size_t node : tape.operations()) {
            OneOp knowing(tape, node);
            OneOp forgetful(tape, node);
            forgetful.forget();
            const auto expected = knowing.backward();
            const auto gradients = forgetful.backward();
            for (std::size_t i = 0; i < expected.size(); ++i)
                QVERIFY2(gradients[i].isApprox(expected[i], 1e-12), knowing.op().name().c_str());
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
        QCOMPARE(distinct(plan.gradient, sums), JointProduct::mostParts); // so many are factors of one product
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

    void inputsOfAnotherShapeAreNotCopied() {
        // The same operations for other images: the orders alone are equal.
        const auto build = [](Graph& g, Index columns) {
            return softmaxCrossEntropy(
                affine(g.parameter("w", {2, 3}), g.sparseInput("x", {3, columns}), g.vectorParameter("b", 2)),
                g.labels("labels", columns));
        };
        Graph few;
        Graph many;
        const Node fewRoot = build(few, 2);
        const Node manyRoot = build(many, 3);
        Arena<double> parameters(few.parameterBlockSize());
        Tape<double> to(few, fewRoot, parameters.span());
        Tape<double> from(many, manyRoot, parameters.span());
        QVERIFY_EXCEPTION_THROWN(to.copyInputs(from), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(from.copyInputs(to), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestBufferPlan)
#include "tst_buffer_plan.moc"
