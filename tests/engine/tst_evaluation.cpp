#include "engine/training/evaluation.h"

#include "engine/nn/initializers.h"
#include "engine/training/image_reader.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

constexpr ModelDescription smallNetwork{
    .pixels = 16, .cells = 2, .hidden = 6, .classes = 4, .activation = Activation::Relu};

// A network with some weights, and what it says of all training images on so many threads.
struct Evaluated {
    explicit Evaluated(int threads, std::int64_t images = 1000, const ModelDescription& description = smallNetwork)
        : data(tinyDataset(images, 4))
        , model(description, 1)
        , parameters(static_cast<std::size_t>(model.graph().parameterBlockSize()))
        , pool(threads)
        , evaluator(description, parameters, pool)
        , indices(static_cast<std::size_t>(images))
        , outcomes(indices.size())
        , logits(indices.size() * 4) {
        initializeParameters(model.graph(), parameters, Initialization::Xavier, 1);
        std::iota(indices.begin(), indices.end(), 0U);
        evaluator.evaluate(data.train, indices, outcomes, logits);
    }

    Dataset data;
    Model model;
    std::vector<float> parameters;
    WorkerPool pool;
    Evaluator evaluator;
    std::vector<std::uint32_t> indices;
    std::vector<ImageOutcome> outcomes;
    std::vector<float> logits;
};

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT

private slots:
    void outcomesFollowFromTheLogits() {
        const Evaluated e(1);
        for (std::size_t i = 0; i < e.indices.size(); ++i) {
            const auto z = std::span(e.logits).subspan(4 * i, 4);
            const auto best = static_cast<std::size_t>(std::max_element(z.begin(), z.end()) - z.begin());
            double sum = 0;
            for (const float logit : z)
                sum += std::exp(static_cast<double>(logit));
            QCOMPARE(e.outcomes[i].prediction, static_cast<int>(best));
            QVERIFY(std::abs(static_cast<double>(e.outcomes[i].probability) -
                             std::exp(static_cast<double>(z[best])) / sum) < 1e-5);
            const double loss = std::log(sum) - static_cast<double>(z[e.data.train.labels[i]]);
            QVERIFY(std::abs(static_cast<double>(e.outcomes[i].loss) - loss) < 1e-5);
        }
    }

    void threadsDoNotChangeTheResult() {
        const Evaluated one(1);
        const Evaluated three(3);
        QCOMPARE(three.logits, one.logits);
    }

    void anImagesResultIsItsOwn_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("activation");
        QTest::addColumn<int>("hidden");
        for (const int hidden : {6, 50}) { // no whole number of vectors
            for (const char* activation : {"relu", "tanh"})
                for (const char* cell : {"vanilla", "indrnn"})
                    QTest::addRow("%s, %s, %d", cell, activation, hidden) << cell << activation << hidden;
            for (const char* cell : {"gru", "lstm"})
                QTest::addRow("%s, %d", cell, hidden) << cell << "tanh" << hidden;
        }
    }
    void anImagesResultIsItsOwn() {
        // The same image alone, behind others, and in another place.
        QFETCH(QString, cell);
        QFETCH(QString, activation);
        QFETCH(int, hidden);
        ModelDescription description = smallNetwork;
        description.cell = cellNamed(cell.toStdString());
        description.activation = activationNamed(activation.toStdString());
        description.hidden = hidden;
        Evaluated e(2, 300, description);
        std::vector<ImageOutcome> alone(1);
        std::vector<float> logits(4);
        for (const std::uint32_t index : {0U, 124U, 125U, 299U}) {
            e.evaluator.evaluate(e.data.train, std::span(&index, 1), alone, logits);
            QVERIFY(std::ranges::equal(logits, std::span(e.logits).subspan(index * 4, 4)));
        }
    }

    void newWeightsAreSeen() {
        Evaluated e(1, 10);
        const auto before = e.logits;
        initializeParameters(e.model.graph(), e.parameters, Initialization::Xavier, 2);
        e.evaluator.evaluate(e.data.train, e.indices, e.outcomes, e.logits);
        QVERIFY(e.logits != before);
    }

    void noImagesIsNoWork() {
        Evaluated e(1, 10);
        e.evaluator.evaluate(e.data.train, {}, {});
        QVERIFY(e.evaluator.imagesPerPass() > 0);
    }

    void accuracyIsTheShareOfRightPredictions() {
        Evaluated e(2);
        std::int64_t right = 0;
        for (std::size_t i = 0; i < e.indices.size(); ++i)
            right += e.outcomes[i].prediction == e.data.train.labels[i];
        QVERIFY(right > 0);
        QCOMPARE(e.evaluator.accuracy(e.data.train), static_cast<double>(right) / 1000);
        ImageSet one{.count = 1, .pixels = e.data.train.pixels, .labels = {}};
        one.pixels.resize(16);
        one.labels = {static_cast<std::uint8_t>(e.outcomes[0].prediction)};
        QCOMPARE(e.evaluator.accuracy(one), 1.0);
        one.labels = {static_cast<std::uint8_t>((e.outcomes[0].prediction + 1) % 4)};
        QCOMPARE(e.evaluator.accuracy(one), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
