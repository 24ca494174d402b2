#include "engine/autodiff/anomaly.h"

#include "engine/nn/model.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace unroll;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Index cells = 6;

// One unit that reads one pixel a cell, so that every number can be followed by hand. All weights and pixels are zero
// at first: so is every state, and the logits' gradient is 1/2 and -1/2.
struct Network {
    Network(Index layers, Output output)
        : model({.pixels = cells,
                 .cells = cells,
                 .hidden = 1,
                 .classes = 2,
                 .activation = Activation::Identity,
                 .layers = layers,
                 .output = output},
                1)
        , parameters(model.graph().parameterBlockSize())
        , tape(model.graph(), model.losses(), parameters.span()) {}

    // The first elements; "out.weight" has two, that both logits do not move alike.
    void set(std::string_view name, double value) {
        for (const Node node : model.graph().parameters())
            if (node.name() == name)
                parameters.span()[static_cast<std::size_t>(model.graph().record(node).parameterOffset)] = value;
    }
    void setPixel(Index cell, double value) { tape.input(model.pixels())(cell - 1, 0) = value; }

    std::optional<NonFinite> search() {
        tape.forward();
        const double seed[] = {1};
        return firstNonFinite<double>(model.graph(), tape, seed);
    }

    Model model;
    Arena<double> parameters;
    Tape<double> tape;
};

} // namespace

class TestAnomaly : public QObject {
    Q_OBJECT

private slots:
    void leavesAndOperationsAreNamed() {
        Graph g;
        const Node w = g.parameter("w", {1, 1});
        const Node large = scale(w, 1e300).named("large");
        const Node root = multiply(large, large);
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        const auto searchAt = [&](double value, double seed) {
            parameters.span()[0] = value;
            tape.forward();
            return firstNonFinite<double>(g, tape, std::span(&seed, 1));
        };
        const auto overflow = searchAt(1, 1);
        QVERIFY(overflow);
        QCOMPARE(overflow->op, std::string("multiply"));
        QVERIFY(!overflow->inBackward());

        QCOMPARE(searchAt(infinity, 1)->op, std::string("parameter"));
        QCOMPARE(searchAt(infinity, 1)->node, std::string("w"));

        QVERIFY(!searchAt(1e-200, 1e-200));
        const auto inBackward = searchAt(1e-200, 1e308);
        QVERIFY(inBackward);
        QCOMPARE(inBackward->op, std::string("multiply"));
        QCOMPARE(inBackward->gradientOf, std::string("large"));
        QVERIFY(inBackward->inBackward());
    }

    void anOverflowGoingForwardIsPlaced_data() {
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("cell");
        for (const int layers : {1, 2})
            for (const int cell : {1, 3, 6})
                QTest::addRow("%d layers, cell %d", layers, cell) << layers << cell;
    }
    void anOverflowGoingForwardIsPlaced() {
        // The last layer multiplies what it reads by 1e200, and one cell reads 1e200.
        QFETCH(int, layers);
        QFETCH(int, cell);
        Network network(layers, Output::Last);
        network.set("rnn.weight_ih_l0", layers == 1 ? 1e200 : 1);
        network.set("rnn.weight_ih_l1", 1e200);
        network.setPixel(cell, 1e200);
        const auto found = network.search();
        QVERIFY(found);
        QCOMPARE(found->op, std::string("affine"));
        QCOMPARE(found->place, (NodePlace{layers, cell}));
        QVERIFY2(found->node.starts_with("cell " + std::to_string(cell) + ": "), found->node.c_str());
        QVERIFY(!found->inBackward());
    }

    void anOverflowInOneOfManyReadOutsIsPlaced() {
        Network network(1, Output::Every);
        network.set("rnn.weight_ih_l0", 1);
        network.set("out.weight", 1e200);
        network.setPixel(4, 1e200);
        const auto found = network.search();
        QVERIFY(found);
        QCOMPARE(found->node, std::string("logits"));
        QCOMPARE(found->place, (NodePlace{0, 4}));
    }

    void aGradientThatGrowsFromCellToCellIsPlaced_data() {
        QTest::addColumn<int>("layers");
        QTest::addColumn<bool>("every");
        QTest::addColumn<int>("cell");
        QTest::newRow("many to one") << 1 << false << 3;
        QTest::newRow("two layers") << 2 << false << 3;
        QTest::newRow("many to many") << 1 << true << 3;
    }
    void aGradientThatGrowsFromCellToCellIsPlaced() {
        // All states are zero. Each cell, going backward, multiplies by 1e100: 1e100 after cell 6, 1e300 after cell 4.
        QFETCH(int, layers);
        QFETCH(bool, every);
        QFETCH(int, cell);
        Network network(layers, every ? Output::Every : Output::Last);
        network.set("out.weight", 1);
        network.set(layers == 1 ? "rnn.weight_hh_l0" : "rnn.weight_hh_l1", 1e100);
        const auto found = network.search();
        QVERIFY(found);
        QVERIFY(found->inBackward());
        QCOMPARE(found->place, (NodePlace{layers, cell}));
        QVERIFY2(found->gradientOf.starts_with("cell 2: "), found->gradientOf.c_str());
    }

    void aWeightsShareOfOneCellIsPlaced() {
        // All gradients of states are 1e200, and so is one cell's pixel: the weight's gradient overflows there alone.
        Network network(1, Output::Last);
        network.set("out.weight", 1e200);
        network.set("rnn.weight_hh_l0", 1);
        network.setPixel(4, 1e200);
        const auto found = network.search();
        QVERIFY(found);
        QCOMPARE(found->gradientOf, std::string("rnn.weight_ih_l0"));
        QCOMPARE(found->op, std::string("affine"));
        QCOMPARE(found->place, (NodePlace{1, 4}));
    }

    void theFirstOfSeveralCounts() {
        // p's gradient becomes infinite before u's does, though u is computed later than p.
        Graph g;
        const Node p = g.parameter("p", {1, 1});
        const Node x = g.parameter("x", {1, 1});
        const Node u = scale(x, 1).named("u");
        const Node root = multiply(p, scale(u, 1e300).named("v"));
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        parameters.span()[static_cast<std::size_t>(g.record(p).parameterOffset)] = 1;
        parameters.span()[static_cast<std::size_t>(g.record(x).parameterOffset)] = 1e5;
        tape.forward();
        const double seed[] = {1e10};
        QCOMPARE(firstNonFinite<double>(g, tape, seed)->gradientOf, std::string("p"));
        parameters.span()[static_cast<std::size_t>(g.record(x).parameterOffset)] = 0;
        tape.forward();
        QCOMPARE(firstNonFinite<double>(g, tape, seed)->gradientOf, std::string("u"));
    }

    void theSearchLeavesTheTapeUsable() {
        Network network(1, Output::Last);
        network.set("out.weight", 1);
        network.set("rnn.weight_hh_l0", 0.5);
        network.setPixel(2, 1);
        QVERIFY(!network.search());
        const auto gradients = network.tape.parameterGradients();
        const std::vector<double> searched(gradients.begin(), gradients.end());
        network.tape.resetGradients();
        network.tape.forward();
        network.tape.backward();
        QVERIFY(std::equal(searched.begin(), searched.end(), gradients.begin()));
        QVERIFY(std::any_of(searched.begin(), searched.end(), [](double g) { return g != 0; }));
    }
};

QTEST_APPLESS_MAIN(TestAnomaly)
#include "tst_anomaly.moc"
