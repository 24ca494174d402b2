// One step of every cell against its formula, written out once more.

#include "engine/nn/cell.h"

#include "engine/autodiff/tape.h"
#include "engine/nn/gru_cell.h"
#include "engine/nn/indrnn_cell.h"
#include "engine/nn/lstm_cell.h"
#include "engine/nn/recurrence.h"
#include "engine/nn/vanilla_cell.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <functional>

using namespace unroll;

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr Index inputs = 3;
constexpr Index hidden = 4;

struct Weights {
    Matrix input, recurrent;
    Vector bias, recurrentBias;
};

Vector sigma(const Vector& v) { return (1 + (-v.array()).exp()).inverse(); }
Vector tangens(const Vector& v) { return v.array().tanh(); }
Vector times(const Vector& a, const Vector& b) { return a.cwiseProduct(b); }

using State = std::vector<Vector>;
using Step = std::function<State(const Weights&, const Vector&, const State&)>;

struct Case {
    const char* name;
    std::function<std::unique_ptr<Cell>(Graph&)> make;
    std::size_t parts; // of the state
    Step step;
};

State lstmStep(const Weights& w, const Vector& x, const State& s) {
    const Vector sums = w.input * x + w.recurrent * s[0] + w.bias;
    const auto gate = [&](Index i) -> Vector { return sums.segment(i * hidden, hidden); };
    const Vector c = times(sigma(gate(1)), s[1]) + times(sigma(gate(0)), tangens(gate(2)));
    return {times(sigma(gate(3)), tangens(c)), c};
}

State gruStep(const Weights& w, const Vector& x, const State& s) {
    const Vector a = w.input * x + w.bias;
    const Vector b = w.recurrent * s[0] + w.recurrentBias;
    const Vector r = sigma(a.head(hidden) + b.head(hidden));
    const Vector z = sigma(a.segment(hidden, hidden) + b.segment(hidden, hidden));
    const Vector n = tangens(a.tail(hidden) + times(r, b.tail(hidden)));
    return {times(Vector::Ones(hidden) - z, n) + times(z, s[0])};
}

const std::vector<Case>& cases() {
    static const std::vector<Case> table{
        {"vanilla, tanh", [](Graph& g) { return std::make_unique<VanillaCell>(g, inputs, hidden, Activation::Tanh); },
         1,
         [](const Weights& w, const Vector& x, const State& s) -> State {
             return {tangens(w.input * x + w.recurrent * s[0] + w.bias)};
         }},
        {"vanilla, relu", [](Graph& g) { return std::make_unique<VanillaCell>(g, inputs, hidden, Activation::Relu); },
         1,
         [](const Weights& w, const Vector& x, const State& s) -> State {
             return {(w.input * x + w.recurrent * s[0] + w.bias).cwiseMax(0)};
         }},
        {"IndRNN, identity",
         [](Graph& g) { return std::make_unique<IndrnnCell>(g, inputs, hidden, Activation::Identity); }, 1,
         [](const Weights& w, const Vector& x, const State& s) -> State {
             return {w.input * x + times(w.recurrent.col(0), s[0]) + w.bias};
         }},
        {"LSTM", [](Graph& g) { return std::make_unique<LstmCell>(g, inputs, hidden); }, 2, lstmStep},
        {"GRU", [](Graph& g) { return std::make_unique<GruCell>(g, inputs, hidden); }, 1, gruStep},
    };
    return table;
}

Matrix parameterNamed(const Graph& graph, const Tape<double>& tape, const char* name) {
    for (const Node node : graph.parameters())
        if (node.name() == name)
            return tape.value(node).matrix();
    return {};
}

} // namespace

class TestCell : public QObject {
    Q_OBJECT

private slots:
    void unrolledIsTheFormulaOverAndOver_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << static_cast<int>(i);
    }
    void unrolledIsTheFormulaOverAndOver() {
        QFETCH(int, index);
        const Case& c = cases()[static_cast<std::size_t>(index)];
        Graph graph;
        const auto cell = c.make(graph);
        std::vector<Node> pieces;
        for (int t = 0; t < 3; ++t)
            pieces.push_back(graph.input("x", {inputs, 2}));
        const std::vector<Node> outputs = unrollCell(*cell, pieces);
        QCOMPARE(outputs.size(), 3U);
        QCOMPARE(cell->initialState(graph, 2).size(), c.parts);

        Arena<double> parameters(graph.parameterBlockSize());
        Random random(4);
        for (double& p : parameters.span())
            p = random.uniform(-1, 1);
        Tape<double> tape(graph, outputs.back(), parameters.span(), Passes::Forward);
        for (const Node piece : pieces)
            for (double* x = tape.input(piece).data(); x < tape.input(piece).data() + 2 * inputs; ++x)
                *x = random.uniform(-1, 1);
        tape.forward();

        Weights w{parameterNamed(graph, tape, "rnn.weight_ih_l0"),
                  parameterNamed(graph, tape, "rnn.weight_hh_l0"),
                  parameterNamed(graph, tape, "rnn.bias_ih_l0"),
                  {}};
        if (const Matrix bias = parameterNamed(graph, tape, "rnn.bias_hh_l0"); bias.size() > 0)
            w.recurrentBias = bias;
        for (Index sample = 0; sample < 2; ++sample) {
            State state(c.parts, Vector::Zero(hidden));
            for (std::size_t t = 0; t < 3; ++t) {
                state = c.step(w, tape.value(pieces[t]).matrix().col(sample), state);
                const Vector output = tape.value(outputs[t]).matrix().col(sample);
                QVERIFY((output - state[0]).cwiseAbs().maxCoeff() < 1e-12);
            }
        }
    }

    void aCellThatThrowsLeavesTheGraphsPlace() {
        class Failing : public Cell {
        public:
            CellState initialState(Graph& graph, Index columns) const override {
                return {zeroState(graph, hidden, columns)};
            }
            CellState step(Node, const CellState&) const override { throw std::runtime_error("no step"); }
        };
        Graph graph;
        graph.writeAt({2, 0});
        const Node input = graph.input("x", {inputs, 2});
        QVERIFY_EXCEPTION_THROWN(unrollCell(Failing(), std::array{input}), std::runtime_error);
        QCOMPARE(graph.place(), (NodePlace{2, 0}));
    }

    void nothingUnrollsToNothing() {
        Graph graph;
        const VanillaCell cell(graph, inputs, hidden, Activation::Tanh);
        QVERIFY(unrollCell(cell, {}).empty());
    }
};

QTEST_APPLESS_MAIN(TestCell)
#include "tst_cell.moc"
