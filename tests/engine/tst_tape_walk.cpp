#include "engine/training/tape_walk.h"

#include "engine/autodiff/tape_size.h"
#include "engine/nn/initializers.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

struct Subject {
    explicit Subject(const ModelDescription& asked)
        : description(asked)
        , parameters(Model(asked, 1).graph().parameterBlockSize())
        , pixels(static_cast<std::size_t>(asked.pixels)) {
        initializeParameters(Model(asked, 1).graph(), parameters.span(), Initialization::Xavier, 2);
        Random random(3);
        for (float& pixel : pixels)
            pixel = static_cast<float>(random.uniform());
    }

    ModelDescription description;
    Arena<float> parameters;
    std::vector<float> pixels;
};

ModelDescription small(CellKind cell, Output output = Output::Last) {
    return {.pixels = 12, .cells = 3, .hidden = 5, .classes = 4, .cell = cell, .layers = 2, .output = output};
}

std::vector<float> numbersOf(Tensor<const float> tensor) {
    std::vector<float> numbers;
    for (Index column = 0; column < tensor.shape().columns; ++column)
        for (const float number : tensor.column(column))
            numbers.push_back(number);
    return numbers;
}

} // namespace

class TestTapeWalk : public QObject {
    Q_OBJECT

private slots:
    // At every stop, every node: the numbers of a tape of one's own that is stopped there.
    void itIsATapeStoppedThere_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("output");
        for (const auto output : {Output::Last, Output::Every}) {
            QTest::addRow("vanilla %d", static_cast<int>(output))
                << static_cast<int>(CellKind::Vanilla) << static_cast<int>(output);
            QTest::addRow("indrnn %d", static_cast<int>(output))
                << static_cast<int>(CellKind::Indrnn) << static_cast<int>(output);
            QTest::addRow("gru %d", static_cast<int>(output))
                << static_cast<int>(CellKind::Gru) << static_cast<int>(output);
            QTest::addRow("lstm %d", static_cast<int>(output))
                << static_cast<int>(CellKind::Lstm) << static_cast<int>(output);
        }
    }
    void itIsATapeStoppedThere() {
        QFETCH(int, cell);
        QFETCH(int, output);
        const Subject subject(small(static_cast<CellKind>(cell), static_cast<Output>(output)));
        TapeWalk walk(subject.description);
        walk.read(subject.parameters.span(), subject.pixels, 2);
        Model model(subject.description, 1, Pixels::Differentiable);
        const std::vector<float> seed{1};
        QVERIFY(walk.forwardStops() > 10 && walk.stops() > walk.forwardStops() + 5);
        for (int stop = 0; stop <= walk.stops(); ++stop) {
            Tape<float> tape(model.graph(), model.losses(), subject.parameters.span());
            std::ranges::copy(subject.pixels, tape.input(model.pixels()).column(0).begin());
            tape.labels(model.labels())[0] = 2;
            int ran = 0;
            std::vector<std::size_t> wentBackward;
            if (stop > 0)
                tape.forward([&](std::size_t) { return ++ran < stop; });
            tape.resetGradients();
            if (stop > walk.forwardStops())
                tape.backward(seed, [&](std::size_t node) {
                    wentBackward.push_back(node);
                    return ++ran < stop;
                });
            for (std::size_t place = 0; place < tape.order().size(); ++place) {
                const TapeState state = walk.stateAt(stop, static_cast<int>(place));
                QCOMPARE(state.stop, stop);
                const Node node = model.graph().node(tape.order()[place]);
                const NodeRecord& record = model.graph().record(node);
                if (record.kind == NodeKind::Labels)
                    continue;
                const bool computed = walk.nodes()[place].forwardStep <= stop;
                QCOMPARE(state.value, computed ? numbersOf(tape.value(node)) : std::vector<float>());
                QCOMPARE(std::isnan(state.valueNorms[place]), !computed);
                bool arrived = place + 1 == tape.order().size() && stop > walk.forwardStops();
                for (const std::size_t consumer : wentBackward)
                    for (const std::size_t operand : model.graph().record(consumer).operands)
                        arrived = arrived || operand == node.index();
                if (!record.needsGradient)
                    arrived = false;
                QCOMPARE(state.gradient, arrived ? numbersOf(tape.gradient(node)) : std::vector<float>());
            }
        }
    }

    // Gradients of parameters add up cell by cell.
    void gradientsAddUp() {
        const Subject subject(small(CellKind::Lstm));
        TapeWalk walk(subject.description);
        walk.read(subject.parameters.span(), subject.pixels, 1);
        const auto place = std::ranges::find(walk.nodes(), std::string("rnn.weight_hh_l0"), &TapeNode::name);
        QVERIFY(place != walk.nodes().end());
        const int number = static_cast<int>(place - walk.nodes().begin());
        int changes = 0;
        std::vector<float> before;
        for (int stop = walk.forwardStops(); stop <= walk.stops(); ++stop) {
            const TapeState state = walk.stateAt(stop, number);
            changes += state.gradient != before ? 1 : 0;
            before = state.gradient;
        }
        QCOMPARE(changes, 2); // once a cell, but for the first: the state before it is zero
    }

    void whatComesFirstIsThereFirst() {
        const Subject subject(small(CellKind::Gru));
        TapeWalk walk(subject.description);
        walk.read(subject.parameters.span(), subject.pixels, 0);
        const TapeNodes& nodes = walk.nodes();
        for (const TapeNode& node : nodes)
            for (const int operand : node.operands) {
                QVERIFY(nodes[static_cast<std::size_t>(operand)].forwardStep < node.forwardStep);
                QVERIFY(operand < &node - nodes.data());
            }
        QCOMPARE(nodes.back().name, std::string("loss"));
        QCOMPARE(nodes.back().backwardStep, walk.forwardStops() + 1);
        QCOMPARE(walk.stateAt(-1).stop, walk.stops());
        QCOMPARE(walk.stateAt(1'000'000).stop, walk.stops());
        QCOMPARE(walk.stateAt(0).current, -1);
        QVERIFY(walk.stateAt(0).value.empty());
    }

    // Each line's operation, by hand, of the numbers that go into it, for every cell, layer and unit.
    void theNumbersOfACellAreItsFormula_data() { cells(); }
    void theNumbersOfACellAreItsFormula() {
        QFETCH(int, cell);
        const Subject subject(small(static_cast<CellKind>(cell)));
        TapeWalk walk(subject.description);
        walk.read(subject.parameters.span(), subject.pixels, 0);
        for (std::int64_t layer = 1; layer <= 2; ++layer)
            for (std::int64_t at = 1; at <= 3; ++at)
                for (std::int64_t unit = 1; unit <= 5; ++unit) {
                    const CellAnatomy anatomy = walk.anatomyOf(layer, at, unit);
                    QCOMPARE(anatomy.layer, layer);
                    QCOMPARE(anatomy.cell, at);
                    QVERIFY(anatomy.lines.size() >= 2);
                    for (const AnatomyLine& line : anatomy.lines) {
                        const double expected = byHand(line);
                        QVERIFY2(std::abs(line.value - expected) < 1e-5, (line.name + " " + line.op).c_str());
                    }
                    // What comes out is the state that a whole pass has there.
                    const TapeState state = walk.stateAt(-1, stateNode(walk, layer, at));
                    QCOMPARE(anatomy.lines.back().value,
                             static_cast<double>(state.value[static_cast<std::size_t>(unit - 1)]));
                    QCOMPARE(anatomy.lines.back().gradient,
                             static_cast<double>(state.gradient[static_cast<std::size_t>(unit - 1)]));
                }
        QCOMPARE(walk.anatomyOf(9, 9, 9).unit, 5);
    }

    void gatesHaveTheirNames() {
        const Subject subject(small(CellKind::Lstm));
        TapeWalk walk(subject.description);
        walk.read(subject.parameters.span(), subject.pixels, 0);
        QStringList names;
        for (const AnatomyLine& line : walk.anatomyOf(1, 2, 1).lines)
            if (line.op == "affine")
                names.append(QString::fromStdString(line.name));
        QCOMPARE(names, (QStringList{"cell 2: input gate", "cell 2: forget gate", "cell 2: candidate",
                                     "cell 2: output gate"}));
        const Subject gru(small(CellKind::Gru));
        TapeWalk other(gru.description);
        other.read(gru.parameters.span(), gru.pixels, 0);
        QStringList of;
        for (const AnatomyLine& line : other.anatomyOf(1, 1, 1).lines)
            if (line.op == "sigmoid")
                of.append(QString::fromStdString(line.name));
        QCOMPARE(of, (QStringList{"cell 1: reset gate", "cell 1: update gate"}));
    }

    // Times and bytes of the operations are those of the whole.
    void theLedgerAddsUp() {
        for (const CellKind cell : {CellKind::Vanilla, CellKind::Indrnn, CellKind::Gru, CellKind::Lstm}) {
            const Subject subject(small(cell));
            TapeWalk walk(subject.description);
            walk.read(subject.parameters.span(), subject.pixels, 0);
            const TapeLedger ledger = walk.ledger();
            double forward = 0;
            double backward = 0;
            std::int64_t bytes = 0;
            std::int64_t count = 0;
            for (const LedgerRow& row : ledger.rows) {
                forward += row.forwardSeconds;
                backward += row.backwardSeconds;
                bytes += row.bytes;
                count += row.count;
                QVERIFY(row.bytes >= 0);
            }
            QVERIFY(std::abs(forward - ledger.forwardSeconds) < 1e-9);
            QVERIFY(std::abs(backward - ledger.backwardSeconds) < 1e-9);
            const Model model(subject.description, 1, Pixels::Differentiable);
            QCOMPARE(bytes, tapeBytes<float>(model.graph(), model.losses(), Passes::ForwardAndBackward));
            QCOMPARE(count, walk.forwardStops());
        }
    }

private:
    static void cells() {
        QTest::addColumn<int>("cell");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla);
        QTest::newRow("indrnn") << static_cast<int>(CellKind::Indrnn);
        QTest::newRow("gru") << static_cast<int>(CellKind::Gru);
        QTest::newRow("lstm") << static_cast<int>(CellKind::Lstm);
    }

    static double byHand(const AnatomyLine& line) {
        const auto from = [&line](std::size_t i) { return line.from.at(i).value; };
        double sum = 0;
        for (const AnatomyNumber& number : line.from)
            sum += number.value;
        if (line.op == "affine" || line.op == "add" || line.op == "matrix_product")
            return sum;
        if (line.op == "sigmoid")
            return 1 / (1 + std::exp(-from(0)));
        if (line.op == "tanh")
            return std::tanh(from(0));
        if (line.op == "multiply")
            return from(0) * from(1);
        if (line.op == "multiply_add")
            return from(0) * from(1) + (line.from.size() > 3 ? from(2) * from(3) : from(2));
        if (line.op == "lerp")
            return from(0) + from(2) * (from(1) - from(0));
        return std::nan("");
    }

    // The state after a cell: the last operation there.
    static int stateNode(const TapeWalk& walk, std::int64_t layer, std::int64_t cell) {
        int found = -1;
        for (std::size_t i = 0; i < walk.nodes().size(); ++i)
            if (walk.nodes()[i].layer == layer && walk.nodes()[i].cell == cell && walk.nodes()[i].forwardStep > 0)
                found = static_cast<int>(i);
        return found;
    }
};

QTEST_GUILESS_MAIN(TestTapeWalk)
#include "tst_tape_walk.moc"
