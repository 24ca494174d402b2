#include "engine/training/parameter_survey.h"

#include "engine/nn/initializers.h"
#include "engine/training/trainer.h"
#include "tests/support/drawn_images.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace unroll;

namespace {

ParameterStatistics statisticsOf(const ModelDescription& description, std::span<const float> parameters,
                                 const ImageSet& set, int bins = 16) {
    const ImageReader reader(set);
    std::vector<std::uint32_t> indices(static_cast<std::size_t>(set.count));
    std::iota(indices.begin(), indices.end(), 0U);
    ParameterSurvey survey(description, parameters, reader, indices, bins);
    while (!survey.done())
        survey.advance();
    return survey.statistics();
}

} // namespace

class TestParameterSurvey : public QObject {
    Q_OBJECT

private slots:
    void binsAreEvenAndSymmetric() {
        const std::vector<float> numbers{-2, -1.01F, -0.99F, 0, 0.01F, 1.99F, 2};
        const Histogram histogram = histogramOf(numbers, 4);
        QCOMPARE(histogram.least, -2.0);
        QCOMPARE(histogram.most, 2.0);
        QCOMPARE(histogram.counts, (std::vector<std::int64_t>{2, 1, 2, 2}));
        QCOMPARE(histogram.notFinite, 0);
        const std::vector<float> strange{1, std::nanf(""), std::numeric_limits<float>::infinity()};
        QCOMPARE(histogramOf(strange, 2).notFinite, 2);
        QCOMPARE(histogramOf(strange, 2).most, 1.0);
        QCOMPARE(histogramOf(std::vector<float>(3), 3).counts, (std::vector<std::int64_t>{0, 3, 0}));
    }

    // As a training computes it of one batch of all images.
    void theGradientIsThatOfTheMeanLoss_data() {
        QTest::addColumn<int>("cell");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla);
        QTest::newRow("indrnn") << static_cast<int>(CellKind::Indrnn);
        QTest::newRow("gru") << static_cast<int>(CellKind::Gru);
        QTest::newRow("lstm") << static_cast<int>(CellKind::Lstm);
    }
    void theGradientIsThatOfTheMeanLoss() {
        QFETCH(int, cell);
        const ModelDescription description{
            .pixels = 16, .cells = 4, .hidden = 6, .classes = 4, .cell = static_cast<CellKind>(cell), .layers = 2};
        const ImageSet set = drawnImages(40, 16, 4);
        WorkerPool pool(1);
        Trainer trainer(description, 40, pool);
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        const ParameterStatistics found = statisticsOf(description, trainer.parameters(), set);
        const ImageReader reader(set);
        std::vector<std::uint32_t> indices(40);
        std::iota(indices.begin(), indices.end(), 0U);
        const TrainingStep step = trainer.step(reader, indices, 0); // moves nothing
        QVERIFY(std::abs(found.loss - step.loss) < 1e-5);
        QCOMPARE(found.parameters.size(), trainer.graph().parameters().size());
        double squares = 0;
        for (const ParameterFigures& figures : found.parameters) {
            QVERIFY(figures.weightNorm > 0 || figures.name.find("bias") != std::string::npos);
            for (const Histogram* histogram : {&figures.weights, &figures.gradient})
                QCOMPARE(std::accumulate(histogram->counts.begin(), histogram->counts.end(), std::int64_t{0}),
                         figures.elements);
            squares += figures.gradientNorm * figures.gradientNorm;
        }
        QVERIFY(std::abs(std::sqrt(squares) - step.gradientNorm) < 1e-5 * step.gradientNorm);
    }

    // Units whose weights are nothing never move; those with huge ones sit at the ends of tanh.
    void stuckUnitsAreCounted() {
        const ModelDescription description{.pixels = 8, .cells = 2, .hidden = 4, .classes = 4};
        const ImageSet set = drawnImages(10, 8, 4);
        const Model model(description, 1);
        Arena<float> parameters(model.graph().parameterBlockSize());
        for (const Node node : model.graph().parameters()) {
            const NodeRecord& record = model.graph().record(node);
            if (record.name != "rnn.weight_ih_l0")
                continue;
            const auto first = static_cast<std::size_t>(record.parameterOffset);
            for (Index column = 0; column < record.shape.columns; ++column) {
                const auto of = first + static_cast<std::size_t>(column * record.shape.rows);
                parameters.span()[of + 1] = 1000;  // the second unit
                parameters.span()[of + 2] = 0.01F; // the third
            }
        }
        const ParameterStatistics found = statisticsOf(description, parameters.span(), set);
        QCOMPARE(found.layers.size(), 1U);
        QCOMPARE(found.layers[0].units, 4);
        QCOMPARE(found.layers[0].dead, 3); // two that are zero, and one that is always 1
        QVERIFY(std::abs(found.layers[0].saturated - 0.25) < 1e-9);
        ModelDescription unbounded = description;
        unbounded.activation = Activation::Relu;
        QCOMPARE(statisticsOf(unbounded, parameters.span(), set).layers[0].saturated, 0.0);
    }

    void refusesNothing() {
        const ModelDescription description{.pixels = 8, .cells = 2, .hidden = 4, .classes = 4};
        Arena<float> parameters(Model(description, 1).graph().parameterBlockSize());
        const ImageSet set = drawnImages(2, 8, 4);
        const ImageReader reader(set);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ParameterSurvey(description, parameters.span(), reader, {}, 3));
        const std::vector<std::uint32_t> one{0};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                                 ParameterSurvey(description, parameters.span(), reader, one, 0));
    }
};

QTEST_GUILESS_MAIN(TestParameterSurvey)
#include "tst_parameter_survey.moc"
