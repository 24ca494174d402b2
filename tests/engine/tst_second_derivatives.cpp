// Every operation's second derivatives, by the table of operations: against differences of gradients in double, and by
// the symmetry of the Hessian.
#include "engine/autodiff/tape.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduction.h"
#include "engine/tensor/random.h"
#include "tests/support/op_cases.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <optional>

using namespace unroll;

namespace {

using Values = std::vector<double>;

std::span<double> spanOf(Tensor<double> tensor) {
    return {tensor.data(), static_cast<std::size_t>(tensor.shape().size())};
}

double product(const Values& a, const Values& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

// A case with numbers in it, and all that it has gradients for as one vector.
class Case {
public:
    explicit Case(const std::function<Node(Graph&)>& build)
        : root_(build(graph_))
        , parameters_(graph_.parameterBlockSize()) {
        Random random(7);
        fillWithNumbers(parameters_.span(), random);
        tape_.emplace(graph_, root_, parameters_.span(), Passes::Second);
        tape_->setDraw(5);
        fillInputs(graph_, *tape_, random);
        for (const std::size_t index : tape_->order())
            if (const NodeRecord& record = graph_.record(index); record.kind == NodeKind::Input && record.needsGradient)
                inputs_.push_back(graph_.node(index));
        cotangent_.resize(static_cast<std::size_t>(root_.shape().size()));
        fillWithNumbers(cotangent_, random);
    }

    void setCotangent(const Values& cotangent) { cotangent_ = cotangent; }

    Values point() {
        return joined(parameters_.span(), [this](Node node) { return spanOf(tape_->input(node)); });
    }
    void moveTo(const Values& point) {
        part(point, parameters_.span(), [this](Node node) { return spanOf(tape_->input(node)); });
    }

    Values gradient() {
        tape_->resetGradients();
        tape_->forward();
        tape_->backward(cotangent_);
        return joined(tape_->parameterGradients(), [this](Node node) { return tape_->gradient(node); });
    }

    // After gradient().
    Values hessianTimes(const Values& direction) {
        part(direction, tape_->parameterTangents(), [this](Node node) { return spanOf(tape_->inputTangent(node)); });
        tape_->hvp();
        return joined(tape_->parameterGradientTangents(), [this](Node node) { return tape_->gradientTangent(node); });
    }

private:
    template <typename Of>
    Values joined(std::span<const double> parameters, Of of) {
        Values all(parameters.begin(), parameters.end());
        for (const Node input : inputs_) {
            const auto tensor = of(input);
            const auto size = static_cast<std::size_t>(input.shape().size());
            all.insert(all.end(), tensor.data(), tensor.data() + size);
        }
        return all;
    }
    template <typename Of>
    void part(const Values& all, std::span<double> parameters, Of of) {
        std::copy_n(all.begin(), parameters.size(), parameters.begin());
        auto next = all.begin() + static_cast<std::ptrdiff_t>(parameters.size());
        for (const Node input : inputs_) {
            const std::span<double> to = of(input);
            std::copy_n(next, to.size(), to.begin());
            next += static_cast<std::ptrdiff_t>(to.size());
        }
    }

    Graph graph_;
    Node root_;
    Arena<double> parameters_;
    std::optional<Tape<double>> tape_;
    std::vector<Node> inputs_;
    Values cotangent_;
};

Values directionFor(std::size_t size, std::uint64_t seed) {
    Random random(seed);
    Values direction(size);
    fillWithNumbers(direction, random);
    return direction;
}

Values moved(const Values& from, const Values& direction, double h) {
    Values to = from;
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] += h * direction[i];
    return to;
}

// y = a^3, and nothing about its second derivative.
class Cube : public OpFor<Cube> {
public:
    Cube()
        : OpFor("cube") {}
    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }
    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output.array() = call.inputs[0].array().cube();
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        call.inputGradients[0].array() += 3 * call.inputs[0].array().square() * call.outputGradient.array();
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.array() = 3 * call.inputs[0].array().square() * call.inputTangents[0].array();
    }
};

} // namespace

class TestSecondDerivatives : public QObject {
    Q_OBJECT

    void rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < opCases().size(); ++i)
            QTest::addRow("%s %s", name(opCases()[i].kind).data(), opCases()[i].what.c_str()) << static_cast<int>(i);
    }

    static Case row() {
        QFETCH(int, index);
        return Case(opCases()[static_cast<std::size_t>(index)].build);
    }

private slots:
    void hvpAgreesWithDifferencesOfGradients_data() { rows(); }
    void hvpAgreesWithDifferencesOfGradients() {
        Case c = row();
        const Values start = c.point();
        const Values direction = directionFor(start.size(), 11);
        c.gradient();
        const Values hv = c.hessianTimes(direction);
        constexpr double h = 1e-4;
        const auto at = [&](double step) {
            c.moveTo(moved(start, direction, step));
            return c.gradient();
        };
        const Values far = at(2 * h), near = at(h), nearBehind = at(-h), farBehind = at(-2 * h);
        double largest = 0;
        for (const double value : hv)
            largest = std::max(largest, std::abs(value));
        for (std::size_t i = 0; i < hv.size(); ++i) {
            const double difference = (8 * (near[i] - nearBehind[i]) - (far[i] - farBehind[i])) / (12 * h);
            QVERIFY2(std::abs(hv[i] - difference) <= 1e-6 * std::max({1.0, largest, std::abs(difference)}),
                     qPrintable(QStringLiteral("%1: hvp %2, differences %3").arg(i).arg(hv[i]).arg(difference)));
        }
    }

    void theHessianIsSymmetric_data() { rows(); }
    void theHessianIsSymmetric() {
        Case c = row();
        c.gradient();
        const std::size_t size = c.point().size();
        const Values u = directionFor(size, 12);
        const Values v = directionFor(size, 13);
        const Values hu = c.hessianTimes(u);
        const Values hv = c.hessianTimes(v);
        const double left = product(u, hv);
        const double right = product(v, hu);
        QVERIFY2(std::abs(left - right) <= 1e-11 * std::max(1.0, std::abs(left)),
                 qPrintable(QStringLiteral("%1 and %2").arg(left).arg(right)));
        QCOMPARE(c.hessianTimes(u), hu); // any number of directions
    }

    void aCurveHasItsKnownSecondDerivative() {
        Case c([](Graph& graph) {
            const Node x = graph.parameter("x", {1, 1});
            return sum(multiply(square(x), exp(x))); // x^2 e^x: (x^2 + 4 x + 2) e^x
        });
        c.setCotangent({1});
        c.moveTo({0.5});
        c.gradient();
        const Values hv = c.hessianTimes({2});
        const double known = 2 * (0.25 + 4 * 0.5 + 2) * std::exp(0.5);
        QVERIFY2(std::abs(hv.front() - known) < 1e-12, qPrintable(QString::number(hv.front(), 'g', 17)));
    }

    void whatHasNoSecondDerivativeSaysSo() {
        Case c([](Graph& graph) {
            const Node x = graph.parameter("x", {2, 2});
            return sum(graph.apply(std::make_unique<Cube>(), std::array{x}));
        });
        c.gradient();
        try {
            c.hessianTimes(c.point());
            QFAIL("It was not refused.");
        } catch (const std::logic_error& error) {
            QCOMPARE(error.what(), "'cube' has no second derivative: write its runCurvature(), or say isLinear.");
        }
    }

    void itNeedsATapeAndGradientsOfTheLastForward() {
        Graph graph;
        const Node x = graph.parameter("x", {1, 1});
        const Node root = sum(square(x));
        Arena<double> parameters(graph.parameterBlockSize());
        Tape<double> plain(graph, root, parameters.span(), Passes::All);
        plain.forward();
        plain.backward();
        QVERIFY_THROWS_EXCEPTION(std::logic_error, plain.hvp());
        Tape<double> tape(graph, root, parameters.span(), Passes::Second);
        tape.forward();
        QVERIFY_THROWS_EXCEPTION(std::logic_error, tape.hvp());
        tape.backward();
        tape.parameterTangents()[0] = 3;
        tape.hvp();
        QCOMPARE(tape.parameterGradientTangents()[0], 6.0);
        tape.forward();
        QVERIFY_THROWS_EXCEPTION(std::logic_error, tape.hvp());
    }
};

QTEST_APPLESS_MAIN(TestSecondDerivatives)
#include "tst_second_derivatives.moc"
