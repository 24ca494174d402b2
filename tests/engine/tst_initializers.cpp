#include "engine/nn/initializers.h"

#include "engine/nn/dense.h"
#include "engine/nn/lstm_cell.h"
#include "engine/nn/model.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace unroll;

namespace {

constexpr ModelDescription small{.pixels = 12, .cells = 3, .hidden = 5, .classes = 4, .activation = Activation::Tanh};

// The initial value of a parameter.
Eigen::MatrixXf initialValue(const ModelDescription& description, Initialization initialization,
                             const std::string& parameter, std::uint64_t seed = 1) {
    const Model model(description, 1);
    std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
    initializeParameters(model.graph(), block, initialization, seed, description.cells);
    for (const Node node : model.graph().parameters()) {
        const NodeRecord& record = model.graph().record(node);
        if (record.name == parameter)
            return Tensor<const float>(block.data() + record.parameterOffset, record.shape).matrix();
    }
    throw std::logic_error("no such parameter");
}

ModelDescription withCell(CellKind cell) {
    ModelDescription description = small;
    description.cell = cell;
    return description;
}

// A stack of two LSTM layers of different size, with a read-out.
struct TwoSizes {
    TwoSizes()
        : lower(graph, 3, 8, 0)
        , upper(graph, 8, 4, 1)
        , readOut(graph, "out", 4, 2) {}

    Graph graph;
    LstmCell lower;
    LstmCell upper;
    Dense readOut;
};

Eigen::MatrixXf valueOf(const Graph& graph, std::span<float> block, const std::string& parameter) {
    for (const Node node : graph.parameters())
        if (node.name() == parameter)
            return parameterIn(block, node).matrix();
    throw std::logic_error("no such parameter");
}

// FNV-1a of all bits.
std::uint64_t hashOf(const ModelDescription& description, Initialization initialization) {
    const Model model(description, 1);
    std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
    initializeParameters(model.graph(), block, initialization, 1, description.cells);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::byte byte : std::as_bytes(std::span(block)))
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3;
    return hash;
}

ModelDescription longSequence(CellKind cell) {
    return {.pixels = 201, .cells = 201, .hidden = 100, .classes = 4, .cell = cell};
}

} // namespace

class TestInitializers : public QObject {
    Q_OBJECT

private slots:
    void initialWeightsAreGlorots() {
        Model model({}, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, Initialization::Xavier, 11);
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
            initializeParameters(model.graph(), block, Initialization::Xavier, seed);
            return block;
        };
        QCOMPARE(weights(1), weights(1));
        QVERIFY(weights(1) != weights(2));
    }

    void gatesAreInitializedEachByItself() {
        const auto weight = initialValue(withCell(CellKind::Lstm), Initialization::Xavier, "rnn.weight_hh_l0");
        const double range = std::sqrt(6.0 / 10);
        QVERIFY(static_cast<double>(weight.cwiseAbs().maxCoeff()) <= range);
        QVERIFY(static_cast<double>(weight.cwiseAbs().maxCoeff()) > 0.9 * range);
    }

    void aForgetGateBeginsOpen() {
        const auto bias = initialValue(withCell(CellKind::Lstm), Initialization::Xavier, "rnn.bias_ih_l0");
        for (Index i = 0; i < 20; ++i)
            QCOMPARE(bias(i, 0), i >= 5 && i < 10 ? 1.0F : 0.0F);
    }

    void orthogonalMatricesKeepLengths() {
        for (const CellKind cell : {CellKind::Vanilla, CellKind::Gru, CellKind::Lstm}) {
            const auto weight = initialValue(withCell(cell), Initialization::Orthogonal, "rnn.weight_hh_l0");
            for (Index gate = 0; gate < weight.rows() / 5; ++gate) {
                const auto q = weight.middleRows(gate * 5, 5);
                QVERIFY((q * q.transpose() - Eigen::MatrixXf::Identity(5, 5)).cwiseAbs().maxCoeff() < 1e-6F);
            }
        }
        // What does not lead from state to state is as with Xavier.
        const auto input = initialValue(small, Initialization::Orthogonal, "rnn.weight_ih_l0");
        QVERIFY(static_cast<double>(input.cwiseAbs().maxCoeff()) <= std::sqrt(6.0 / 9));
    }

    void pytorchsRangeIsThatOfTheHiddenSize() {
        const double range = 1 / std::sqrt(5.0);
        for (const char* name : {"rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "out.weight", "out.bias"}) {
            const auto value = initialValue(withCell(CellKind::Gru), Initialization::Pytorch, name);
            QVERIFY(static_cast<double>(value.cwiseAbs().maxCoeff()) <= range);
            QVERIFY(static_cast<double>(value.cwiseAbs().maxCoeff()) > 0.5 * range);
        }
    }

    void indrnnRemembersToDifferentDegrees() {
        ModelDescription description = withCell(CellKind::Indrnn);
        description.hidden = 200;
        const auto u = initialValue(description, Initialization::Xavier, "rnn.weight_hh_l0");
        QVERIFY(u.minCoeff() >= 0 && u.minCoeff() < 0.05F);
        QVERIFY(u.maxCoeff() <= 1 && u.maxCoeff() > 0.95F);
    }

    void aChronoMemoryIsAsLongAsTheSequence() {
        const ModelDescription description = longSequence(CellKind::Lstm);
        const auto bias = initialValue(description, Initialization::Chrono, "rnn.bias_ih_l0");
        const Eigen::MatrixXf forget = bias.middleRows(100, 100);
        const Eigen::ArrayXXf length = forget.array().exp();
        QVERIFY(length.minCoeff() >= 1 && length.minCoeff() < 10);
        QVERIFY(length.maxCoeff() <= 200 && length.maxCoeff() > 190);
        QVERIFY(std::abs(length.mean() - 100) < 15);
        QVERIFY(bias.topRows(100) == -forget);
        QVERIFY(bias.bottomRows(200).isZero(0));
    }

    void chronoOpensAGrusUpdateGateOnce() {
        const ModelDescription description = longSequence(CellKind::Gru);
        const auto bias = initialValue(description, Initialization::Chrono, "rnn.bias_ih_l0");
        QVERIFY(bias.topRows(100).isZero(0));
        QVERIFY(bias.middleRows(100, 100).minCoeff() >= 0);
        QVERIFY(bias.middleRows(100, 100).maxCoeff() > std::log(190.0F));
        QVERIFY(bias.bottomRows(100).isZero(0));
        QVERIFY(initialValue(description, Initialization::Chrono, "rnn.bias_hh_l0").isZero(0));
    }

    void chronoKeepsTheSizeOfAnIndrnnsState() {
        const ModelDescription description = longSequence(CellKind::Indrnn);
        const Eigen::MatrixXf u = initialValue(description, Initialization::Chrono, "rnn.weight_hh_l0");
        QVERIFY(u.minCoeff() >= 0.5F && u.minCoeff() < 0.9F);
        QVERIFY(u.maxCoeff() <= 200.0F / 201 && u.maxCoeff() > 190.0F / 191);
        const Eigen::MatrixXf drawn = initialValue(description, Initialization::Xavier, "rnn.weight_ih_l0");
        const Eigen::MatrixXf input = initialValue(description, Initialization::Chrono, "rnn.weight_ih_l0");
        for (Index unit = 0; unit < 100; ++unit)
            QVERIFY(std::abs(input(unit, 0) - drawn(unit, 0) * std::sqrt(1 - u(unit, 0) * u(unit, 0))) < 1e-5F);
    }

    void chronoIsXavierWhereNothingRemembers() {
        for (const char* name : {"rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "out.weight"})
            QVERIFY(initialValue(small, Initialization::Chrono, name) ==
                    initialValue(small, Initialization::Xavier, name));
    }

    void chronoMemoryOfTheShortestSequences() {
        for (const Index cells : {1, 2}) {
            ModelDescription description = withCell(CellKind::Lstm);
            description.cells = cells;
            QVERIFY(initialValue(description, Initialization::Chrono, "rnn.bias_ih_l0").isZero(0));
        }
    }

    void chronoAsksForTheNumberOfCells() {
        const Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        QVERIFY_EXCEPTION_THROWN(initializeParameters(model.graph(), block, Initialization::Chrono, 1),
                                 std::invalid_argument);
    }

    void chronoIsTheFormulaWrittenElsewhere() {
        // From a program of a few lines in Python: the published generator, as many numbers as the matrices take, and
        // then log(1 + 10 u), or t / (1 + t) and sqrt(1 - u^2) for t = 1 + 10 u.
        const auto description = [](CellKind cell) {
            return ModelDescription{.pixels = 12, .cells = 12, .hidden = 5, .classes = 4, .cell = cell};
        };
        const auto is = [](const Eigen::MatrixXf& value, const std::array<double, 5>& expected) {
            for (Index i = 0; i < 5; ++i)
                if (std::abs(static_cast<double>(value(i, 0)) - expected[static_cast<std::size_t>(i)]) > 1e-7 * 3)
                    return false;
            return true;
        };
        const std::array lstm{1.3152301011896481, 1.395869086133847, 2.14708932860306, 0.5526886219486405,
                              1.666810135082705};
        const std::array gru{1.265520059101776, 1.0340785772391872, 0.6923712971754512, 2.3212009364721586,
                             1.9734860637819465};
        const std::array recurrent{0.8953835041165272, 0.8738270019898644, 0.7804838083692651, 0.9131911112489133,
                                   0.9104001646649151};
        const std::array input{-0.2762567942310191, -0.38080627368585634, 0.20665232550657178, 0.3186913521854831,
                               0.3764146486376282};
        const auto bias = [&](CellKind cell) {
            return initialValue(description(cell), Initialization::Chrono, "rnn.bias_ih_l0");
        };
        QVERIFY(is(bias(CellKind::Lstm).middleRows(5, 5), lstm));
        QVERIFY(is(-bias(CellKind::Lstm).topRows(5), lstm));
        QVERIFY(is(bias(CellKind::Gru).middleRows(5, 5), gru));
        const ModelDescription indrnn = description(CellKind::Indrnn);
        QVERIFY(is(initialValue(indrnn, Initialization::Chrono, "rnn.weight_hh_l0"), recurrent));
        QVERIFY(is(initialValue(indrnn, Initialization::Chrono, "rnn.weight_ih_l0"), input));
    }

    void theBitsAreTheSameOnEveryProcessor_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("initialization");
        QTest::addColumn<quint64>("hash");
        const auto row = [](const char* name, CellKind cell, Initialization initialization, quint64 hash) {
            QTest::newRow(name) << static_cast<int>(cell) << static_cast<int>(initialization) << hash;
        };
        row("xavier, LSTM", CellKind::Lstm, Initialization::Xavier, 0x7ff99a3e2211fa38);
        row("orthogonal, LSTM", CellKind::Lstm, Initialization::Orthogonal, 0x7e4035b115230107);
        row("orthogonal, GRU", CellKind::Gru, Initialization::Orthogonal, 0x29d2d4301bf5a66b);
        row("pytorch, GRU", CellKind::Gru, Initialization::Pytorch, 0xd33e2da1b9b408be);
        row("chrono, LSTM", CellKind::Lstm, Initialization::Chrono, 0x68b997760285be36);
        row("chrono, GRU", CellKind::Gru, Initialization::Chrono, 0x1433d46f086528fe);
        row("chrono, IndRNN", CellKind::Indrnn, Initialization::Chrono, 0xd72555e4ffdd3313);
    }
    void theBitsAreTheSameOnEveryProcessor() {
        QFETCH(int, cell);
        QFETCH(int, initialization);
        QFETCH(quint64, hash);
        // Large enough for whole vectors, with something left behind them.
        const ModelDescription description{
            .pixels = 21 * 5, .cells = 21, .hidden = 45, .classes = 4, .cell = static_cast<CellKind>(cell)};
        const std::uint64_t found = hashOf(description, static_cast<Initialization>(initialization));
        QVERIFY2(found == hash, qPrintable(QString::number(found, 16)));
    }

    void layersMayBeOfDifferentSize_data() {
        QTest::addColumn<int>("initialization");
        for (const auto& [name, kind] : {std::pair{"xavier", Initialization::Xavier},
                                         {"orthogonal", Initialization::Orthogonal},
                                         {"chrono", Initialization::Chrono},
                                         {"pytorch", Initialization::Pytorch}})
            QTest::newRow(name) << static_cast<int>(kind);
    }
    void layersMayBeOfDifferentSize() {
        QFETCH(int, initialization);
        const auto kind = static_cast<Initialization>(initialization);
        TwoSizes network;
        std::vector<float> block(static_cast<std::size_t>(network.graph.parameterBlockSize()));
        initializeParameters(network.graph, block, kind, 1, 20);
        for (const auto& [layer, hidden] : {std::pair<std::string, Index>{"_l0", 8}, {"_l1", 4}}) {
            const auto weight = valueOf(network.graph, block, "rnn.weight_hh" + layer);
            const auto bias = valueOf(network.graph, block, "rnn.bias_ih" + layer);
            const double range = kind == Initialization::Pytorch ? 1 / std::sqrt(static_cast<double>(hidden))
                                                                 : std::sqrt(6.0 / static_cast<double>(2 * hidden));
            if (kind == Initialization::Orthogonal) {
                for (Index gate = 0; gate < 4; ++gate) {
                    const auto q = weight.middleRows(gate * hidden, hidden);
                    QVERIFY((q * q.transpose()).isIdentity(1e-6F));
                }
            } else {
                QVERIFY(static_cast<double>(weight.cwiseAbs().maxCoeff()) <= range);
                QVERIFY(static_cast<double>(weight.cwiseAbs().maxCoeff()) > 0.9 * range);
            }
            if (kind == Initialization::Xavier || kind == Initialization::Orthogonal) {
                QVERIFY(bias.middleRows(hidden, hidden).isOnes(0));
                QVERIFY(bias.topRows(hidden).isZero(0) && bias.bottomRows(2 * hidden).isZero(0));
            } else if (kind == Initialization::Chrono) {
                QVERIFY(bias.middleRows(hidden, hidden).minCoeff() >= 0);
                QVERIFY(bias.topRows(hidden) == -bias.middleRows(hidden, hidden));
                QVERIFY(bias.bottomRows(2 * hidden).isZero(0));
            }
        }
    }

    void parametersThatDoNotFitTheirLayerAreRefused() {
        const auto messageOf = [](auto declare) -> QString {
            Graph graph;
            declare(graph);
            Dense(graph, "out", 4, 2);
            std::vector<float> block(static_cast<std::size_t>(graph.parameterBlockSize()));
            try {
                initializeParameters(graph, block, Initialization::Xavier, 1);
            } catch (const std::invalid_argument& error) {
                return error.what();
            }
            return {};
        };
        QCOMPARE(messageOf([](Graph& g) {
                     g.parameter("rnn.weight_ih_l3", {8, 3});
                 }),
                 "The layer of 'rnn.weight_ih_l3' has no recurrent weights 'rnn.weight_hh_l3'.");
        QCOMPARE(messageOf([](Graph& g) {
                     g.parameter("rnn.weight_ih_l0", {9, 3});
                     g.parameter("rnn.weight_hh_l0", {8, 4});
                 }),
                 "'rnn.weight_ih_l0' has 9 rows, which are not those of whole gates of 4 units, as 'rnn.weight_hh_l0' "
                 "has them.");
        QVERIFY(messageOf([](Graph& g) { g.parameter("rnn.strange", {8, 3}); }).contains("no recurrent weights"));
    }

    void choicesHaveNames() {
        QCOMPARE(initializationNamed("xavier"), Initialization::Xavier);
        QCOMPARE(initializationNamed("orthogonal"), Initialization::Orthogonal);
        QCOMPARE(initializationNamed("pytorch"), Initialization::Pytorch);
        QCOMPARE(initializationNamed("chrono"), Initialization::Chrono);
        QVERIFY_EXCEPTION_THROWN(initializationNamed("glorot"), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestInitializers)
#include "tst_initializers.moc"
