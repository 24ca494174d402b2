#include "engine/nn/weights.h"

#include "engine/nn/initializers.h"
#include "engine/nn/model.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace unroll;

namespace {

constexpr ModelDescription small{.pixels = 12, .cells = 3, .hidden = 5, .classes = 4, .activation = Activation::Tanh};

NamedTensor& tensorNamed(std::vector<NamedTensor>& tensors, const std::string& name) {
    return *std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.name == name; });
}

} // namespace

class TestWeights : public QObject {
    Q_OBJECT

private slots:
    void weightsAreExportedAsPyTorchNamesThem() {
        Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, Initialization::Xavier, 1);
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
        initializeParameters(model.graph(), block, Initialization::Xavier, 1);
        auto tensors = exportWeights(model.graph(), block);
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l0").shape, (std::vector<std::int64_t>{3, 1}));
        QVERIFY(tensorNamed(tensors, "rnn.weight_ih_l0").values[0] != 0);
    }

    void importUndoesExport() {
        Model model(small, 1);
        std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        initializeParameters(model.graph(), block, Initialization::Xavier, 4);
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

    void eachCellHasPyTorchsShapes_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("gates");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla) << 1;
        QTest::newRow("GRU") << static_cast<int>(CellKind::Gru) << 3;
        QTest::newRow("LSTM") << static_cast<int>(CellKind::Lstm) << 4;
    }
    void eachCellHasPyTorchsShapes() {
        QFETCH(int, cell);
        QFETCH(int, gates);
        ModelDescription description = small;
        description.cell = static_cast<CellKind>(cell);
        description.layers = 2;
        const Model model(description, 1);
        const std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        auto tensors = exportWeights(model.graph(), block);
        QCOMPARE(tensors.size(), 10U);
        using Dimensions = std::vector<std::int64_t>;
        const std::int64_t rows = 5 * gates;
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l0").shape, (Dimensions{rows, 4}));
        QCOMPARE(tensorNamed(tensors, "rnn.weight_ih_l1").shape, (Dimensions{rows, 5}));
        QCOMPARE(tensorNamed(tensors, "rnn.weight_hh_l1").shape, (Dimensions{rows, 5}));
        QCOMPARE(tensorNamed(tensors, "rnn.bias_hh_l1").shape, (Dimensions{rows}));
    }

    void aReadOutKeepsTheRowsThatAreAskedFor() {
        const std::vector<NamedTensor> weights{{"rnn.weight_ih_l0", {3, 1}, {7, 8, 9}},
                                               {"out.weight", {3, 2}, {1, 2, 3, 4, 5, 6}},
                                               {"out.bias", {3}, {10, 20, 30}}};
        const std::vector<NamedTensor> picked = withReadOutRows(weights, std::vector<int>{2, 0});
        QCOMPARE(picked[0], weights[0]);
        QCOMPARE(picked[1], (NamedTensor{"out.weight", {2, 2}, {5, 6, 1, 2}}));
        QCOMPARE(picked[2], (NamedTensor{"out.bias", {2}, {30, 10}}));
        for (const int row : {-1, 3})
            QVERIFY_EXCEPTION_THROWN(withReadOutRows(weights, std::vector<int>{row}), std::invalid_argument);
    }

    void indrnnRemembersByAVector() {
        ModelDescription description = small;
        description.cell = CellKind::Indrnn;
        const Model model(description, 1);
        const std::vector<float> block(static_cast<std::size_t>(model.graph().parameterBlockSize()));
        auto tensors = exportWeights(model.graph(), block);
        QCOMPARE(tensorNamed(tensors, "rnn.weight_hh_l0").shape, (std::vector<std::int64_t>{5}));
    }
};

QTEST_APPLESS_MAIN(TestWeights)
#include "tst_weights.moc"
