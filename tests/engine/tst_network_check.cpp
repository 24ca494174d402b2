#include "engine/training/network_check.h"

#include "engine/autodiff/gradient_check.h"
#include "engine/nn/initializers.h"
#include "engine/nn/recurrence.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/tensor/random.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

constexpr ModelDescription small{.pixels = 16, .cells = 4, .hidden = 6, .classes = 4, .activation = Activation::Tanh};

std::vector<float> initialParameters(const ModelDescription& d, Initialization initialization) {
    const Model model(d, 1);
    std::vector<float> parameters(static_cast<std::size_t>(model.graph().parameterBlockSize()));
    initializeParameters(model.graph(), parameters, initialization, 3);
    return parameters;
}

NetworkCheck check(const ModelDescription& d, const NetworkCheckOptions& options = {.elements = 0},
                   Initialization initialization = Initialization::Pytorch) {
    const std::vector<std::uint32_t> images{0, 5, 7, 30};
    return checkNetwork(d, initialParameters(d, initialization), tinyDataset().test, images, {}, options);
}

// tanh whose backward adds more than it should, to its operand's gradient.
class WrongTanh : public OpFor<WrongTanh> {
public:
    WrongTanh()
        : OpFor(OpKind::Tanh) {}

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output.matrix() = call.inputs[0].matrix().array().tanh();
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        if (call.inputGradients[0])
            call.inputGradients[0].matrix().array() +=
                call.outputGradient.matrix().array() * (T(1.001) - call.output.matrix().array().square());
    }
    template <typename T>
    void runTangent(const OpCall<T>&) const {}
};

// w x whose backward is wrong for w alone.
class WrongProduct : public OpFor<WrongProduct> {
public:
    WrongProduct()
        : OpFor(OpKind::MatrixProduct) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        return {operands[0].rows, operands[1].columns};
    }

    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output.matrix() = call.inputs[0].matrix() * call.inputs[1].matrix();
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        call.inputGradients[0].matrix() +=
            T(1.001) * (call.outputGradient.matrix() * call.inputs[1].matrix().transpose());
        if (call.inputGradients[1])
            call.inputGradients[1].matrix() += call.inputs[0].matrix().transpose() * call.outputGradient.matrix();
    }
    template <typename T>
    void runTangent(const OpCall<T>&) const {}
};

enum class Fault { None, Tanh, Product };

// A vanilla cell that can be wrong.
class FaultyCell : public Cell {
public:
    FaultyCell(Graph& graph, Fault fault)
        : input_(graph.parameter("input", {3, 2}))
        , recurrent_(graph.parameter("recurrent", {3, 3}))
        , fault_(fault) {}

    CellState initialState(Graph& graph, Index columns) const override {
        return {graph.constant("start", {3, columns}, 0.5)};
    }
    CellState step(Node input, const CellState& before) const override {
        Graph& graph = input.graph();
        const Node operands[] = {recurrent_, before[0]};
        const Node product = fault_ == Fault::Product ? graph.apply(std::make_unique<WrongProduct>(), operands)
                                                      : matrixProduct(recurrent_, before[0]);
        const Node sum[] = {add(matrixProduct(input_, input), product)};
        return {fault_ == Fault::Tanh ? graph.apply(std::make_unique<WrongTanh>(), sum) : tanh(sum[0])};
    }

private:
    Node input_;
    Node recurrent_;
    Fault fault_;
};

// Five cells, each with its own parameters, of which the third may be wrong. The shares whose gradient is.
QStringList wrongShares(Fault fault) {
    Graph graph;
    std::vector<Node> inputs;
    std::vector<std::unique_ptr<Cell>> cells;
    for (Index t = 1; t <= 5; ++t) {
        inputs.push_back(graph.input("x", {2, 2}));
        graph.writeAt({1, t});
        cells.push_back(std::make_unique<FaultyCell>(graph, t == 3 ? fault : Fault::None));
    }
    graph.writeAt({1, 0});
    const Node root = mean(square(unrollCells(cells, inputs).back()));
    Arena<double> parameters(graph.parameterBlockSize());
    Tape<double> tape(graph, root, parameters.span());
    Random random(4);
    for (double& parameter : parameters.span())
        parameter = random.uniform(-0.8, 0.8);
    for (const Node input : inputs)
        for (Index i = 0; i < 4; ++i)
            tape.input(input).data()[i] = random.uniform();
    const double seed[] = {1};
    QStringList wrong;
    for (const GradientCheck& c : checkGradients(graph, tape, root, parameters.span(), seed))
        if (c.error > gradientCheckLimit)
            wrong << QStringLiteral("%1 %2").arg(QString::fromStdString(c.node)).arg(c.place.cell);
    wrong.sort();
    return wrong;
}

} // namespace

Q_DECLARE_METATYPE(ModelDescription)

class TestNetworkCheck : public QObject {
    Q_OBJECT

private slots:
    // An image that the network is sure of has a loss near zero, though the numbers it is the difference of are not:
    // what they are rounded to is no error of the gradient.
    void aSureAnswerIsNoWrongGradient_data() {
        QTest::addColumn<double>("bias");
        for (const double bias : {4.0, 8.0, 12.0, 16.0, 25.0})
            QTest::addRow("%g", bias) << bias;
    }
    void aSureAnswerIsNoWrongGradient() {
        QFETCH(double, bias);
        for (const CellKind cell : {CellKind::Vanilla, CellKind::Gru, CellKind::Lstm}) {
            ModelDescription d = small;
            d.cell = cell;
            std::vector<float> parameters = initialParameters(d, Initialization::Xavier);
            const Model model(d, 1);
            const std::uint32_t image = 5;
            for (const Node node : model.graph().parameters()) {
                const NodeRecord& record = model.graph().record(node);
                if (record.name == "out.bias")
                    parameters[static_cast<std::size_t>(record.parameterOffset) + tinyDataset().test.labels[image]] =
                        static_cast<float>(bias);
            }
            const NetworkCheck found =
                checkNetwork(d, parameters, tinyDataset().test, std::span(&image, 1), {}, {.elements = 0});
            QVERIFY(found.loss < 0.2);
            for (const ParameterCheck& parameter : found.parameters)
                QVERIFY2(parameter.error <= largestShareError && parameter.singleError <= largestSingleError,
                         qPrintable(QStringLiteral("%1: %2, single %3")
                                        .arg(parameter.name.c_str())
                                        .arg(parameter.error)
                                        .arg(parameter.singleError)));
        }
    }

    void everyNetworkAgrees_data() {
        QTest::addColumn<ModelDescription>("description");
        const auto row = [](const char* name, auto change) {
            ModelDescription description = small;
            change(description);
            QTest::newRow(name) << description;
        };
        row("vanilla", [](auto&) {});
        row("vanilla, identity", [](auto& d) { d.activation = Activation::Identity; });
        row("vanilla, relu", [](auto& d) { d.activation = Activation::Relu; });
        row("IndRNN", [](auto& d) { d.cell = CellKind::Indrnn; });
        row("IndRNN, relu", [](auto& d) {
            d.cell = CellKind::Indrnn;
            d.activation = Activation::Relu;
        });
        row("GRU", [](auto& d) { d.cell = CellKind::Gru; });
        row("LSTM", [](auto& d) { d.cell = CellKind::Lstm; });
        row("one pixel a cell", [](auto& d) { d.cells = 16; });
        row("GRU, two layers, many to many", [](auto& d) {
            d.cell = CellKind::Gru;
            d.layers = 2;
            d.output = Output::Every;
        });
        row("LSTM, two layers", [](auto& d) {
            d.cell = CellKind::Lstm;
            d.layers = 2;
        });
    }
    void everyNetworkAgrees() {
        QFETCH(ModelDescription, description);
        const NetworkCheck result = check(description);
        QCOMPARE(firstDisagreement(result), std::string());
        const Model model(description, 1);
        QCOMPARE(result.parameters.size(), model.graph().parameters().size());
        QCOMPARE(result.images, 4);
        QVERIFY(std::abs(result.loss - std::log(4)) < 1);
        for (const ParameterCheck& parameter : result.parameters) {
            const bool readOut = parameter.name.starts_with("out.");
            const bool once = readOut && description.output == Output::Last;
            QCOMPARE(parameter.shares.size(), once ? 1U : static_cast<std::size_t>(description.cells));
            QCOMPARE(parameter.shares.back().cell, description.cells);
            QVERIFY(parameter.error < 1e-6 && parameter.sumError < 1e-12 && parameter.singleError < 1e-5);
            QVERIFY2(parameter.shares.back().norm > 0, parameter.name.c_str());
            for (const GradientShare& share : parameter.shares)
                QVERIFY2(share.kinks < parameter.elements, parameter.name.c_str());
        }
    }

    void kinksAreLeftOutAndCounted() {
        // With biases of zero a black piece of an image leaves relu at its corner.
        ModelDescription d = small;
        d.activation = Activation::Relu;
        Dataset data = tinyDataset();
        std::fill_n(data.test.pixels.begin(), 4, std::uint8_t{0});
        const std::vector<std::uint32_t> images{0};
        const auto parameters = initialParameters(d, Initialization::Xavier);
        const NetworkCheck result = checkNetwork(d, parameters, data.test, images, {}, {.elements = 0});
        QCOMPARE(firstDisagreement(result), std::string());
        QCOMPARE(result.parameters[2].name, std::string("rnn.bias_ih_l0"));
        QVERIFY(result.parameters[2].shares[0].kinks > 0);
        QCOMPARE(result.parameters[2].shares[3].kinks, 0);
    }

    void aDrawnPartIsLookedAt() {
        const NetworkCheck part = check(small, {.elements = 5});
        for (const ParameterCheck& parameter : part.parameters)
            QCOMPARE(parameter.elements, parameter.name == "out.bias" ? 4 : 5);
        QVERIFY(check(small, {.elements = 5}) == part);
        QVERIFY(!(check(small, {.elements = 5, .seed = 2}) == part));
        QCOMPARE(firstDisagreement(part), std::string());
    }

    void ofManyCellsSomeAreLookedAt() {
        const auto cellsOf = [](const ParameterCheck& parameter) {
            std::vector<std::int64_t> cells;
            for (const GradientShare& share : parameter.shares)
                if (share.elements > 0)
                    cells.push_back(share.cell);
            return cells;
        };
        const ModelDescription longer{
            .pixels = 16, .cells = 16, .hidden = 3, .classes = 4, .activation = Activation::Tanh};
        const NetworkCheck some = check(longer, {.elements = 1, .cells = 4});
        QCOMPARE(cellsOf(some.parameters[1]), (std::vector<std::int64_t>{1, 6, 11, 16}));
        QCOMPARE(cellsOf(check(longer, {.elements = 1, .cells = 1}).parameters[1]), (std::vector<std::int64_t>{1, 16}));
        QCOMPARE(cellsOf(check(longer, {.elements = 1}).parameters[1]).size(), 16U);
        QCOMPARE(cellsOf(some.parameters.back()).size(), 1U); // the read-out
        for (const GradientShare& share : some.parameters[1].shares)
            QVERIFY(share.norm > 0 || share.cell == 1); // which has no state before it
        QVERIFY(some.parameters[1].sumError < 1e-12);
        QCOMPARE(firstDisagreement(some), std::string());
    }

    void aWeakMemoryLetsTheSharesVanish() {
        auto parameters = initialParameters(small, Initialization::Pytorch);
        const Model model(small, 1);
        const NodeRecord& recurrent = model.graph().record(model.graph().parameters()[1]);
        for (Index i = 0; i < recurrent.shape.size(); ++i)
            parameters[static_cast<std::size_t>(recurrent.parameterOffset + i)] *= 0.02F;
        const std::vector<std::uint32_t> images{1, 2};
        const NetworkCheck result = checkNetwork(small, parameters, tinyDataset().test, images);
        QCOMPARE(firstDisagreement(result), std::string());
        const auto& shares = result.parameters[2].shares; // of the bias
        for (std::size_t cell = 0; cell < 3; ++cell)
            QVERIFY(shares[cell].norm < 0.1 * shares[cell + 1].norm);
    }

    void aWrongGradientIsLocated() {
        QCOMPARE(wrongShares(Fault::None), QStringList());
        // One parameter's in one cell; or everything from there back to the first cell.
        QCOMPARE(wrongShares(Fault::Product), QStringList{"recurrent 3"});
        const QStringList all{"input 1", "input 2", "input 3", "recurrent 1", "recurrent 2", "recurrent 3"};
        QCOMPARE(wrongShares(Fault::Tanh), all);
    }

    void theLastWrongCellIsNamed() {
        const auto share = [](std::int64_t cell, double error) { return GradientShare{.cell = cell, .error = error}; };
        NetworkCheck result;
        result.parameters.push_back({.name = "a", .shares = {share(1, 1), share(2, 0), share(3, 0)}});
        result.parameters.push_back({.name = "b", .shares = {share(1, 1), share(2, 0.1), share(3, 0)}});
        QCOMPARE(firstDisagreement(result), std::string("b, cell 2"));
        result.parameters[1].shares[2].error = std::nan("");
        QCOMPARE(firstDisagreement(result), std::string("b, cell 3"));
        result.parameters = {{.name = "a", .sumError = 1e-3}};
        QCOMPARE(firstDisagreement(result), std::string("a"));
        result.parameters = {{.name = "c", .singleError = 0.1}};
        QCOMPARE(firstDisagreement(result), std::string("c"));
    }

    void thereMustBeAnImage() {
        QVERIFY_EXCEPTION_THROWN(
            checkNetwork(small, initialParameters(small, Initialization::Xavier), tinyDataset().test, {}),
            std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestNetworkCheck)
#include "tst_network_check.moc"
