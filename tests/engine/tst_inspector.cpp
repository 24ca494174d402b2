#include "engine/training/inspector.h"

#include "engine/data/reading_order.h"
#include "engine/nn/initializers.h"
#include "engine/training/evaluation.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

ModelDescription description(CellKind cell = CellKind::Vanilla, Index layers = 1) {
    return {.pixels = 16,
            .cells = 4,
            .hidden = 6,
            .classes = 4,
            .activation = Activation::Tanh,
            .cell = cell,
            .layers = layers};
}

std::vector<float> initialParameters(const ModelDescription& d, std::uint64_t seed = 1) {
    const Model model(d, 1);
    std::vector<float> parameters(static_cast<std::size_t>(model.graph().parameterBlockSize()));
    initializeParameters(model.graph(), parameters, Initialization::Xavier, seed);
    return parameters;
}

double norm(const std::vector<float>& values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

} // namespace

class TestInspector : public QObject {
    Q_OBJECT

private slots:
    void shapesAreThoseOfTheNetwork_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("gates");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla) << 0;
        QTest::newRow("IndRNN") << static_cast<int>(CellKind::Indrnn) << 0;
        QTest::newRow("GRU") << static_cast<int>(CellKind::Gru) << 2;
        QTest::newRow("LSTM") << static_cast<int>(CellKind::Lstm) << 3;
    }
    void shapesAreThoseOfTheNetwork() {
        QFETCH(int, cell);
        QFETCH(int, gates);
        const ModelDescription d = description(static_cast<CellKind>(cell), 2);
        const auto parameters = initialParameters(d);
        const Inspection inspection = Inspector(d, parameters).inspect(tinyDataset().test, 3);
        QCOMPARE(inspection.index, 3);
        QCOMPARE(inspection.label, static_cast<int>(tinyDataset().test.labels[3]));
        QCOMPARE(inspection.probabilitiesPerCell.size(), 4U);
        QCOMPARE(inspection.hidden.size(), 2U);
        QCOMPARE(inspection.hidden[1].size(), 4U);
        QCOMPARE(inspection.hidden[1][3].size(), 6U);
        QCOMPARE(inspection.gradientNormPerCell.size(), 2U);
        QCOMPARE(inspection.gradientNormPerCell[0].size(), 4U);
        QCOMPARE(inspection.saliency.size(), 16U);
        QCOMPARE(inspection.gates.size(), static_cast<std::size_t>(gates));
        for (const auto& [name, values] : inspection.gates) {
            QCOMPARE(values.size(), 2U);
            QCOMPARE(values[0].size(), 4U);
            QCOMPARE(values[0][0].size(), 6U);
            for (const float value : values[1][2])
                QVERIFY2(value > 0 && value < 1, name.c_str());
        }
    }

    void theLastAnswerIsThePrediction() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Evaluator evaluator(d, parameters, pool);
        Inspector inspector(d, parameters);
        for (const std::uint32_t index : {0U, 7U, 39U}) {
            std::vector<ImageOutcome> outcome(1);
            evaluator.evaluate(data.test, std::span(&index, 1), outcome);
            const Inspection inspection = inspector.inspect(data.test, index);
            QCOMPARE(inspection.prediction, outcome[0].prediction);
            const auto& last = inspection.probabilitiesPerCell.back();
            QVERIFY(std::abs(last[static_cast<std::size_t>(inspection.prediction)] - outcome[0].probability) < 1e-6F);
            for (const auto& answers : inspection.probabilitiesPerCell)
                QVERIFY(std::abs(std::accumulate(answers.begin(), answers.end(), 0.0) - 1) < 1e-6);
        }
    }

    void theGradientAtTheLastCellIsThatOfTheReadOut() {
        // d loss / d h = W^T (p - onehot)
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Inspection inspection = Inspector(d, parameters).inspect(tinyDataset().test, 5);
        const Model model(d, 1);
        const NodeRecord& record = model.graph().record(model.graph().parameters()[3]);
        QCOMPARE(record.name, std::string("out.weight"));
        const Tensor<const float> weight(parameters.data() + record.parameterOffset, record.shape);
        Eigen::VectorXf difference =
            Eigen::Map<const Eigen::VectorXf>(inspection.probabilitiesPerCell.back().data(), 4);
        difference(inspection.label) -= 1;
        const float expected = (weight.matrix().transpose() * difference).norm();
        QVERIFY(std::abs(inspection.gradientNormPerCell[0][3] - expected) < 1e-5F);
    }

    void aWeakMemoryLetsTheGradientVanish() {
        const ModelDescription d = description();
        auto parameters = initialParameters(d);
        const Model model(d, 1);
        const NodeRecord& recurrent = model.graph().record(model.graph().parameters()[1]);
        for (Index i = 0; i < recurrent.shape.size(); ++i)
            parameters[static_cast<std::size_t>(recurrent.parameterOffset + i)] *= 0.05F;
        const auto norms = Inspector(d, parameters).inspect(tinyDataset().test, 0).gradientNormPerCell[0];
        for (std::size_t cell = 0; cell < 3; ++cell)
            QVERIFY(norms[cell] < 0.2F * norms[cell + 1]);
    }

    void saliencyLiesWhereThePixelsAre() {
        // Columns in place of rows: the same weights read the transposed image alike.
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        Dataset data = tinyDataset();
        const Inspection rows = Inspector(d, parameters).inspect(data.test, 2);
        for (std::int64_t image = 0; image < data.test.count; ++image)
            for (int y = 0; y < 4; ++y)
                for (int x = 0; x < y; ++x)
                    std::swap(data.test.pixels[static_cast<std::size_t>(image * 16 + y * 4 + x)],
                              data.test.pixels[static_cast<std::size_t>(image * 16 + x * 4 + y)]);
        const auto places = pixelPlaces(ReadingOrder::Columns, 4, 4, 1);
        const Inspection columns = Inspector(d, parameters, places).inspect(data.test, 2);
        QCOMPARE(columns.hidden, rows.hidden);
        for (std::size_t y = 0; y < 4; ++y)
            for (std::size_t x = 0; x < 4; ++x)
                QCOMPARE(columns.saliency[x * 4 + y], rows.saliency[y * 4 + x]);
        QVERIFY(norm(rows.saliency) > 0);
    }

    void lookingTwiceShowsTheSame() {
        const ModelDescription d = description(CellKind::Lstm);
        const auto parameters = initialParameters(d);
        Inspector inspector(d, parameters);
        const Inspection first = inspector.inspect(tinyDataset().test, 1);
        inspector.inspect(tinyDataset().test, 2);
        QCOMPARE(inspector.inspect(tinyDataset().test, 1), first);
    }
};

QTEST_APPLESS_MAIN(TestInspector)
#include "tst_inspector.moc"
