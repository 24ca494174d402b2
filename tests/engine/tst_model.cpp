#include "engine/nn/model.h"

#include "engine/autodiff/gradient_check.h"
#include "engine/nn/initializers.h"
#include "engine/tensor/random.h"
#include "engine/training/allocation_counter.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace unroll;

namespace {

constexpr ModelDescription small{.pixels = 12, .cells = 3, .hidden = 5, .classes = 4, .activation = Activation::Tanh};

template <typename T>
void initialize(const Graph& graph, Arena<T>& parameters) {
    std::vector<float> block(static_cast<std::size_t>(graph.parameterBlockSize()));
    initializeParameters(graph, block, Initialization::Xavier, 1);
    std::copy(block.begin(), block.end(), parameters.span().begin());
}

template <typename T>
void fillInputs(const Model& model, Tape<T>& tape, std::uint64_t seed) {
    Random random(seed);
    auto pixels = tape.input(model.pixels());
    for (Index j = 0; j < pixels.columns(); ++j)
        for (T& pixel : pixels.column(j))
            pixel = static_cast<T>(random.uniform());
    for (std::int32_t& label : tape.labels(model.labels()))
        label = static_cast<std::int32_t>(random.below(4));
}

} // namespace

Q_DECLARE_METATYPE(ModelDescription)

class TestModel : public QObject {
    Q_OBJECT

private slots:
    void theDefaultIsThePapersNetwork() {
        const Model model({}, 100);
        QCOMPARE(model.graph().parameterCount(), 196 * 64 + 64 * 64 + 64 + 64 * 10 + 10);
        QCOMPARE(model.states().size(), 4U);
        QCOMPARE(model.pixels().shape(), (Shape{784, 100}));
        QCOMPARE(model.states()[3].shape(), (Shape{64, 100}));
        QCOMPARE(model.logits().shape(), (Shape{10, 100}));
        QCOMPARE(model.losses().shape(), (Shape{1, 100}));
    }

    void forwardIsTheFormula_data() {
        QTest::addColumn<int>("activation");
        QTest::newRow("tanh") << static_cast<int>(Activation::Tanh);
        QTest::newRow("relu") << static_cast<int>(Activation::Relu);
        QTest::newRow("identity") << static_cast<int>(Activation::Identity);
    }
    void forwardIsTheFormula() {
        QFETCH(int, activation);
        ModelDescription description = small;
        description.activation = static_cast<Activation>(activation);
        Model model(description, 2);
        Arena<double> parameters(model.graph().parameterBlockSize());
        initialize(model.graph(), parameters);
        for (double& p : parameters.span())
            p += 0.05; // biases that are not zero
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        fillInputs(model, tape, 2);
        tape.forward();

        const auto at = [&](const char* name) {
            for (const Node node : model.graph().parameters())
                if (node.name() == name)
                    return tape.value(node);
            throw std::logic_error("no such parameter");
        };
        const auto wxh = at("rnn.weight_ih_l0"), whh = at("rnn.weight_hh_l0"), b = at("rnn.bias_ih_l0");
        const auto why = at("out.weight"), by = at("out.bias");
        const auto f = [&](double v) {
            if (description.activation == Activation::Tanh)
                return std::tanh(v);
            return description.activation == Activation::Relu ? std::max(v, 0.0) : v;
        };
        const auto x = tape.value(model.pixels());
        for (Index image = 0; image < 2; ++image) {
            std::vector<double> h(5, 0.0);
            for (Index t = 0; t < 3; ++t) {
                std::vector<double> next(5);
                for (Index i = 0; i < 5; ++i) {
                    double sum = b(i, 0);
                    for (Index k = 0; k < 4; ++k)
                        sum += wxh(i, k) * x(t * 4 + k, image);
                    for (Index k = 0; k < 5; ++k)
                        sum += whh(i, k) * h[static_cast<std::size_t>(k)];
                    next[static_cast<std::size_t>(i)] = f(sum);
                }
                h = next;
                for (Index i = 0; i < 5; ++i)
                    QVERIFY(std::abs(tape.value(model.states()[static_cast<std::size_t>(t)])(i, image) -
                                     h[static_cast<std::size_t>(i)]) < 1e-12);
            }
            double sumOfExponentials = 0;
            std::vector<double> z(4);
            for (Index c = 0; c < 4; ++c) {
                double& logit = z[static_cast<std::size_t>(c)];
                logit = by(c, 0);
                for (Index k = 0; k < 5; ++k)
                    logit += why(c, k) * h[static_cast<std::size_t>(k)];
                sumOfExponentials += std::exp(logit);
                QVERIFY(std::abs(tape.value(model.logits())(c, image) - logit) < 1e-12);
            }
            const auto label = static_cast<std::size_t>(tape.labels(model.labels())[static_cast<std::size_t>(image)]);
            const double loss = std::log(sumOfExponentials) - z[label];
            QVERIFY(std::abs(tape.value(model.losses())(0, image) - loss) < 1e-12);
        }
    }

    void everyGradientAgreesWithDifferences_data() {
        QTest::addColumn<ModelDescription>("description");
        const auto row = [](const char* name, auto change) {
            ModelDescription description = small;
            change(description);
            QTest::newRow(name) << description;
        };
        row("one cell", [](auto& d) { d.cells = 1; });
        row("three cells", [](auto&) {});
        row("one pixel a cell", [](auto& d) { d.cells = 12; });
        row("identity", [](auto& d) { d.activation = Activation::Identity; });
        row("relu", [](auto& d) { d.activation = Activation::Relu; });
        row("two layers", [](auto& d) { d.layers = 2; });
        row("many to many", [](auto& d) { d.output = Output::Every; });
        row("IndRNN", [](auto& d) { d.cell = CellKind::Indrnn; });
        row("GRU", [](auto& d) { d.cell = CellKind::Gru; });
        row("LSTM", [](auto& d) { d.cell = CellKind::Lstm; });
        row("LSTM, three layers, many to many", [](auto& d) {
            d.cell = CellKind::Lstm;
            d.layers = 3;
            d.output = Output::Every;
        });
        row("GRU, two layers", [](auto& d) {
            d.cell = CellKind::Gru;
            d.layers = 2;
        });
    }
    void everyGradientAgreesWithDifferences() {
        QFETCH(ModelDescription, description);
        Model model(description, 3);
        Arena<double> parameters(model.graph().parameterBlockSize());
        initialize(model.graph(), parameters);
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        fillInputs(model, tape, 5);
        const std::vector<double> weight(3, 1.0 / 3);
        // Smaller steps where a unit of relu could change sides.
        const double h = description.activation == Activation::Relu ? 1e-4 : 1e-3;
        const auto checks = checkGradients(model.graph(), tape, model.losses(), parameters.span(), weight, {.h = h});
        QCOMPARE(checks.size(), model.graph().parameters().size());
        for (const GradientCheck& check : checks)
            QVERIFY2(check.error <= 1e-6,
                     qPrintable(QString::fromStdString(check.node) + QStringLiteral(": %1").arg(check.error)));
    }

    void impossibleNetworksAreRefused() {
        const auto refused = [](ModelDescription description) {
            try {
                const Model model(description, 1);
            } catch (const std::invalid_argument&) {
                return true;
            }
            return false;
        };
        QVERIFY(refused({.pixels = 784, .cells = 5}));
        QVERIFY(refused({.pixels = 784, .cells = 0}));
        QVERIFY(refused({.pixels = 784, .cells = 4, .hidden = 0}));
        QVERIFY(refused({.pixels = 784, .cells = 4, .hidden = 4, .classes = 1}));
        QVERIFY(!refused({.pixels = 784, .cells = 784, .hidden = 1, .classes = 2}));
    }

    void nodesCarryTheirTimeStep() {
        const Model model(small, 1);
        QCOMPARE(model.states()[2].name(), std::string("cell 3: tanh"));
    }

    void everyReadOutIsPartOfTheLoss() {
        ModelDescription description = small;
        description.output = Output::Every;
        Model model(description, 2);
        Arena<double> parameters(model.graph().parameterBlockSize());
        initialize(model.graph(), parameters);
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        fillInputs(model, tape, 2);
        tape.forward();
        // The mean over the cells, from the states, the dense layer and the definition.
        const auto parameterNamed = [&](const char* name) {
            for (const Node node : model.graph().parameters())
                if (node.name() == name)
                    return tape.value(node).matrix();
            throw std::logic_error("no such parameter");
        };
        for (Index image = 0; image < 2; ++image) {
            double loss = 0;
            for (const Node state : model.states()) {
                const Eigen::VectorXd z = parameterNamed("out.weight") * tape.value(state).matrix().col(image) +
                                          parameterNamed("out.bias").col(0);
                const auto label = tape.labels(model.labels())[static_cast<std::size_t>(image)];
                loss += (std::log(z.array().exp().sum()) - z(label)) / 3;
            }
            QVERIFY(std::abs(tape.value(model.losses())(0, image) - loss) < 1e-12);
        }
    }

    void hundredsOfCellsCostNoMoreThanTheirNumber() {
        const auto nodes = [](Index cells) {
            return Model({.pixels = 784, .cells = cells, .hidden = 2, .classes = 2}, 1).graph().size();
        };
        const std::size_t perCell = (nodes(784) - nodes(392)) / 392;
        QCOMPARE(nodes(392) - nodes(196), 196 * perCell);
    }

    void hundredsOfCellsTakeMemoryInProportion_data() {
        QTest::addColumn<int>("cell");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla);
        QTest::newRow("IndRNN") << static_cast<int>(CellKind::Indrnn);
        QTest::newRow("GRU") << static_cast<int>(CellKind::Gru);
        QTest::newRow("LSTM") << static_cast<int>(CellKind::Lstm);
    }
    void hundredsOfCellsTakeMemoryInProportion() {
        QFETCH(int, cell);
        const auto bytes = [&](Index cells) {
            const std::int64_t before = allocatedBytesOnThisThread();
            const Model model({.pixels = cells,
                               .cells = cells,
                               .hidden = 4,
                               .classes = 2,
                               .cell = static_cast<CellKind>(cell),
                               .output = Output::Every},
                              2, Pixels::Differentiable);
            Arena<float> parameters(model.graph().parameterBlockSize());
            Tape<float> tape(model.graph(), model.losses(), parameters.span());
            tape.forward();
            tape.backward(std::vector<float>(2, 0.5F));
            return static_cast<double>(allocatedBytesOnThisThread() - before);
        };
        const double few = bytes(392);
        const double many = bytes(784);
        if (!countsAllocations())
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        QVERIFY2(many > few && many < 2.2 * few, qPrintable(QStringLiteral("%1 and %2").arg(few).arg(many)));
    }

    void choicesHaveNames() {
        for (const auto activation : {Activation::Tanh, Activation::Relu, Activation::Identity})
            QCOMPARE(activationNamed(name(activation)), activation);
        QVERIFY_EXCEPTION_THROWN(activationNamed("softplus"), std::invalid_argument);
        QCOMPARE(cellNamed("vanilla"), CellKind::Vanilla);
        QCOMPARE(cellNamed("indrnn"), CellKind::Indrnn);
        QCOMPARE(cellNamed("gru"), CellKind::Gru);
        QCOMPARE(cellNamed("lstm"), CellKind::Lstm);
        QVERIFY_EXCEPTION_THROWN(cellNamed("rnn"), std::invalid_argument);
        QCOMPARE(outputNamed("last"), Output::Last);
        QCOMPARE(outputNamed("every"), Output::Every);
        QVERIFY_EXCEPTION_THROWN(outputNamed("all"), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestModel)
#include "tst_model.moc"
