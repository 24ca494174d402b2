#include "engine/nn/model.h"

#include "engine/autodiff/gradient_check.h"
#include "engine/tensor/random.h"

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
    initializeParameters(graph, block, 1);
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

NamedTensor& tensorNamed(std::vector<NamedTensor>& tensors, const std::string& name) {
    return *std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.name == name; });
}

} // namespace

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
        QTest::addColumn<int>("cells");
        QTest::addColumn<int>("activation");
        for (const int cells : {1, 3, 12})
            QTest::addRow("tanh, %d cells", cells) << cells << static_cast<int>(Activation::Tanh);
        QTest::newRow("identity") << 3 << static_cast<int>(Activation::Identity);
        QTest::newRow("relu") << 3 << static_cast<int>(Activation::Relu);
    }
    void everyGradientAgreesWithDifferences() {
        QFETCH(int, cells);
        QFETCH(int, activation);
        ModelDescription description = small;
        description.cells = cells;
        description.activation = static_cast<Activation>(activation);
        Model model(description, 3);
        Arena<double> parameters(model.graph().parameterBlockSize());
        initialize(model.graph(), parameters);
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        fillInputs(model, tape, 5);
        const std::vector<double> weight(3, 1.0 / 3);
        // Small steps, so that no unit of relu changes sides.
        const auto checks = checkGradients(model.graph(), tape, model.losses(), parameters.span(), weight, 1e-4);
        QCOMPARE(checks.size(), 5U);
        for (const GradientCheck& check : checks)
            QVERIFY2(check.error <= 1e-6,
                     qPrintable(QString::fromStdString(check.node) + QStringLiteral(": %1").arg(check.error)));
    }

    void initialWeightsAreGlorots() {
        Model model({}, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, 11);
        for (const Node parameter : model.graph().parameters()) {
            const NodeRecord& record = model.graph().record(parameter);
            const auto values = std::span(block).subspan(static_cast<std::size_t>(record.parameterOffset),
                                                         static_cast<std::size_t>(record.shape.size()));
            const auto [least, most] = std::minmax_element(values.begin(), values.end());
            if (record.name.find("bias") != std::string::npos) {
                QCOMPARE(*least, 0.0F);
                QCOMPARE(*most, 0.0F);
                continue;
            }
            const double range = std::sqrt(6.0 / static_cast<double>(record.shape.rows + record.shape.columns));
            QVERIFY(*most <= range && *most > 0.95 * range);
            QVERIFY(*least >= -range && *least < -0.95 * range);
            double squares = 0;
            for (const float value : values)
                squares += static_cast<double>(value) * static_cast<double>(value);
            const double variance = squares / static_cast<double>(values.size());
            QVERIFY(std::abs(variance / (range * range / 3) - 1) < 0.1);
        }
    }

    void theSeedDecidesTheWeights() {
        Model model(small, 1);
        const auto weights = [&](std::uint64_t seed) {
            std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
            initializeParameters(model.graph(), block, seed);
            return block;
        };
        QCOMPARE(weights(1), weights(1));
        QVERIFY(weights(1) != weights(2));
    }

    void weightsAreExportedAsPyTorchNamesThem() {
        Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, 1);
        auto tensors = exportWeights(model.graph(), block);
        std::vector<std::string> names;
        for (const NamedTensor& tensor : tensors)
            names.push_back(tensor.name);
        QCOMPARE(names, (std::vector<std::string>{"rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0",
                                                  "rnn.bias_hh_l0", "out.weight", "out.bias"}));
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l0").shape, (std::vector<std::int64_t>{5, 4}));
        QCOMPARE(tensorNamed(tensors, "rnn.bias_hh_l0").shape, (std::vector<std::int64_t>{5}));
        QCOMPARE(tensorNamed(tensors, "out.weight").shape, (std::vector<std::int64_t>{4, 5}));
        // Row-major: the second number is row 0, column 1, one column further in the column-major block.
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l0").values[1], block[5]);
    }

    void aWeightOfOneColumnIsNoBias() {
        // 784 cells read one pixel each.
        Model model({.pixels = 4, .cells = 4, .hidden = 3, .classes = 2, .activation = Activation::Tanh}, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, 1);
        auto tensors = exportWeights(model.graph(), block);
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l0").shape, (std::vector<std::int64_t>{3, 1}));
        QVERIFY(tensorNamed(tensors, "rnn.weight_ih_l0").values[0] != 0);
    }

    void importUndoesExport() {
        Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, 4);
        block[static_cast<std::size_t>(model.graph().record(model.graph().parameters()[2]).parameterOffset)] = 3;
        auto tensors = exportWeights(model.graph(), block);
        std::vector<float> again(block.size(), 9.0F);
        importWeights(model.graph(), tensors, again);
        QCOMPARE(again, block);

        tensorNamed(tensors, "rnn.bias_hh_l0").values[0] = 0.5F; // PyTorch's second bias
        importWeights(model.graph(), tensors, again);
        QCOMPARE(exportWeights(model.graph(), again)[2].values[0], 3.5F);
    }

    void weightsThatDoNotFitAreNamed() {
        Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        const auto whole = exportWeights(model.graph(), block);
        const auto messageFor = [&](const std::vector<NamedTensor>& tensors) -> std::string {
            try {
                importWeights(model.graph(), tensors, block);
            } catch (const std::invalid_argument& error) {
                return error.what();
            }
            return "accepted";
        };
        auto missing = whole;
        missing.erase(missing.begin() + 3);
        QVERIFY(messageFor(missing).find("'rnn.bias_hh_l0'") != std::string::npos);
        auto misshapen = whole;
        misshapen[4].shape = {5, 4};
        QVERIFY(messageFor(misshapen).find("'out.weight'") != std::string::npos);
        auto superfluous = whole;
        superfluous.push_back({"rnn.weight_ih_l1", {1}, {0}});
        QVERIFY(messageFor(superfluous).find("7 tensors") != std::string::npos);
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

    void activationsHaveNames() {
        for (const auto activation : {Activation::Tanh, Activation::Relu, Activation::Identity})
            QCOMPARE(activationNamed(name(activation)), activation);
        QVERIFY_EXCEPTION_THROWN(activationNamed("softplus"), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestModel)
#include "tst_model.moc"
