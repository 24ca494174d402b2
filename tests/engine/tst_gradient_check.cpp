// Every operation, backward and tangent, against central differences in double, by one table that the list of
// operations drives: an operation without a row fails.

#include "engine/autodiff/gradient_check.h"

#include "engine/tensor/random.h"
#include "tests/support/op_cases.h"

#include <QTest>

#include <set>

using namespace unroll;

namespace {

bool isInputWithGradient(const Graph& graph, std::size_t index) {
    return graph.record(index).kind == NodeKind::Input && graph.record(index).needsGradient;
}

// Column by column.
std::vector<double> elements(Tensor<const double> tensor) {
    std::vector<double> all;
    for (Index column = 0; column < tensor.columns(); ++column)
        for (const double element : tensor.column(column))
            all.push_back(element);
    return all;
}

double product(Tensor<const double> a, const std::vector<double>& b) {
    double sum = 0;
    const std::vector<double> elementsOfA = elements(a);
    for (std::size_t i = 0; i < b.size(); ++i)
        sum += elementsOfA[i] * b[i];
    return sum;
}

// A case with numbers in it.
struct Filled {
    explicit Filled(const OpCase& c)
        : root(c.build(graph))
        , parameters(graph.parameterBlockSize()) {
        Random random(7);
        fillWithNumbers(parameters.span(), random);
        tape.emplace(graph, root, parameters.span(), Passes::All);
        tape->setDraw(5);
        fillInputs(graph, *tape, random);
        cotangent.resize(static_cast<std::size_t>(root.shape().size()));
        fillWithNumbers(cotangent, random);
    }

    Graph graph;
    Node root;
    Arena<double> parameters;
    std::optional<Tape<double>> tape;
    std::vector<double> cotangent;
};

} // namespace

class TestGradientCheck : public QObject {
    Q_OBJECT

    void rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < opCases().size(); ++i)
            QTest::addRow("%s %s", name(opCases()[i].kind).data(), opCases()[i].what.c_str()) << static_cast<int>(i);
    }

    static const OpCase& row() {
        QFETCH(int, index);
        return opCases()[static_cast<std::size_t>(index)];
    }

private slots:
    void everyOperationHasARow() {
        std::set<OpKind> checked;
        for (const OpCase& c : opCases()) {
            // The row really uses the operation it is filed under.
            Graph graph;
            c.build(graph);
            bool used = false;
            for (std::size_t i = 0; i < graph.size(); ++i)
                used |= graph.record(i).op && graph.record(i).op->kind() == c.kind;
            QVERIFY2(used, c.what.c_str());
            checked.insert(c.kind);
        }
        for (int kind = 0; kind < static_cast<int>(OpKind::Count); ++kind)
            QVERIFY2(checked.contains(static_cast<OpKind>(kind)), name(static_cast<OpKind>(kind)).data());
    }

    void backwardAgreesWithDifferences_data() { rows(); }
    void backwardAgreesWithDifferences() {
        Filled filled(row());
        const auto checks =
            checkGradients(filled.graph, *filled.tape, filled.root, filled.parameters.span(), filled.cotangent);
        QVERIFY(!checks.empty());
        for (const GradientCheck& check : checks)
            QVERIFY2(check.error <= 1e-6, qPrintable(QStringLiteral("%1[%2]: backward %3, differences %4, error %5")
                                                         .arg(QString::fromStdString(check.node))
                                                         .arg(check.element)
                                                         .arg(check.backward)
                                                         .arg(check.difference)
                                                         .arg(check.error)));
    }

    void backwardAddsToWhatIsThere_data() { rows(); }
    void backwardAddsToWhatIsThere() {
        Filled filled(row());
        Tape<double>& tape = *filled.tape;
        tape.forward();
        tape.backward(filled.cotangent);
        const std::span<double> block = tape.parameterGradients();
        const std::vector<double> once(block.begin(), block.end());
        std::fill(block.begin(), block.end(), 1000.0);
        tape.backward(filled.cotangent);
        for (const Node parameter : filled.graph.parameters()) {
            const auto offset = static_cast<std::size_t>(filled.graph.record(parameter).parameterOffset);
            for (std::size_t i = offset; i < offset + static_cast<std::size_t>(parameter.shape().size()); ++i)
                QVERIFY(std::abs(block[i] - 1000 - once[i]) < 1e-9);
        }
    }

    void tangentIsTheOtherSideOfBackward_data() { rows(); }
    void tangentIsTheOtherSideOfBackward() {
        // <v, J u> = <J^T v, u> for a direction u of everything that has a gradient.
        Filled filled(row());
        Tape<double>& tape = *filled.tape;
        Random random(8);
        fillWithNumbers(tape.parameterTangents(), random);
        for (const std::size_t index : tape.order())
            if (isInputWithGradient(filled.graph, index)) {
                auto direction = tape.inputTangent(filled.graph.node(index));
                fillWithNumbers({direction.data(), static_cast<std::size_t>(direction.shape().size())}, random);
            }
        tape.forward();
        tape.backward(filled.cotangent);
        tape.jvp();

        const double left = product(tape.tangent(filled.root), filled.cotangent);
        double right = 0;
        for (const std::size_t index : tape.order()) {
            const Node node = filled.graph.node(index);
            if (filled.graph.record(index).kind == NodeKind::Parameter || isInputWithGradient(filled.graph, index))
                right += product(tape.gradient(node), elements(tape.tangent(node)));
        }
        QVERIFY2(std::abs(left - right) <= 1e-12 * std::max(1.0, std::abs(left)),
                 qPrintable(QStringLiteral("%1 and %2").arg(left).arg(right)));
        QVERIFY(left != 0);
    }

    void tangentAgreesWithDifferences_data() { rows(); }
    void tangentAgreesWithDifferences() {
        Filled filled(row());
        Tape<double>& tape = *filled.tape;
        Random random(9);
        fillWithNumbers(tape.parameterTangents(), random);
        tape.forward();
        tape.jvp();
        const std::vector<double> tangent = elements(tape.tangent(filled.root));
        const std::vector<double> start(filled.parameters.span().begin(), filled.parameters.span().end());
        const auto valueAt = [&](double h) {
            for (std::size_t i = 0; i < start.size(); ++i)
                filled.parameters.span()[i] = start[i] + h * tape.parameterTangents()[i];
            tape.forward();
            return elements(tape.value(filled.root));
        };
        constexpr double h = 1e-4;
        const auto far = valueAt(2 * h), near = valueAt(h), nearBehind = valueAt(-h), farBehind = valueAt(-2 * h);
        for (std::size_t i = 0; i < tangent.size(); ++i) {
            const double difference = (8 * (near[i] - nearBehind[i]) - (far[i] - farBehind[i])) / (12 * h);
            QVERIFY(std::abs(tangent[i] - difference) <= 1e-6 * std::max(1.0, std::abs(difference)));
        }
    }

    void aWrongGradientIsFound() {
        // The parameters the check moves are not the ones the tape reads: the differences are zero.
        Filled filled(opCases().front());
        Arena<double> others(filled.graph.parameterBlockSize());
        const auto checks = checkGradients(filled.graph, *filled.tape, filled.root, others.span(), filled.cotangent);
        QVERIFY(checks.front().error > 0.5);
    }

    void aGradientThatIsNotFiniteIsFound() {
        Filled filled(opCases().front());
        filled.parameters.span()[0] = std::numeric_limits<double>::quiet_NaN();
        const auto checks =
            checkGradients(filled.graph, *filled.tape, filled.root, filled.parameters.span(), filled.cotangent);
        QVERIFY(std::isinf(checks.front().error) || std::isinf(checks.back().error));
    }
};

QTEST_APPLESS_MAIN(TestGradientCheck)
#include "tst_gradient_check.moc"
