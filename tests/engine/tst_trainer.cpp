#include "engine/training/trainer.h"

#include "engine/nn/initializers.h"
#include "engine/training/allocation_counter.h"
#include "engine/training/evaluation.h"
#include "engine/training/image_reader.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

constexpr ModelDescription description{
    .pixels = 16, .cells = 4, .hidden = 8, .classes = 4, .activation = Activation::Tanh};

constexpr ModelDescription sparseDescription{
    .pixels = 112, .cells = 4, .hidden = 8, .classes = 4, .activation = Activation::Tanh};

ImageReader sparseReader(const ImageSet& set) { return ImageReader::fastest(set, set.count, sparseDescription, {}); }

std::vector<std::uint32_t> firstImages(std::size_t count) {
    std::vector<std::uint32_t> indices(count);
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

// Weights after some steps on handwriting, each with the next batch announced.
std::vector<float> trainedOnHandwriting(const ImageReader& reader, int threads, Index batchSize, int steps) {
    WorkerPool pool(threads);
    Trainer trainer(sparseDescription, batchSize, pool, {}, reader.pixels());
    initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
    const auto indices = firstImages(static_cast<std::size_t>(batchSize));
    for (int i = 0; i < steps; ++i)
        trainer.step(reader, indices, 0.1, std::span(indices).first(static_cast<std::size_t>(batchSize / 2 + 1)));
    trainer.step(reader, std::span(indices).first(static_cast<std::size_t>(batchSize / 2 + 1)), 0.1);
    return {trainer.parameters().begin(), trainer.parameters().end()};
}

// Weights after some steps on batches of one size, with a smaller one at the end.
std::vector<float> trained(int threads, Index batchSize, int steps) {
    const Dataset data = tinyDataset();
    WorkerPool pool(threads);
    Trainer trainer(description, batchSize, pool);
    initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
    for (int i = 0; i < steps; ++i)
        trainer.step(data.train, firstImages(static_cast<std::size_t>(batchSize)), 0.1);
    trainer.step(data.train, firstImages(static_cast<std::size_t>(batchSize / 2 + 1)), 0.1);
    return {trainer.parameters().begin(), trainer.parameters().end()};
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private slots:
    void aStepIsGradientDescentOnTheMeanLoss() {
        // The same step written out on one tape in double.
        const Dataset data = tinyDataset();
        const auto indices = firstImages(110); // three shards
        WorkerPool pool(1);
        Trainer trainer(description, 120, pool);
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        const std::vector<float> before(trainer.parameters().begin(), trainer.parameters().end());

        Model model(description, 110);
        Arena<double> parameters(model.graph().parameterBlockSize());
        std::copy(before.begin(), before.end(), parameters.span().begin());
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        double right = 0;
        for (Index j = 0; j < 110; ++j) {
            for (Index i = 0; i < 16; ++i)
                tape.input(model.pixels())(i, j) = data.train.pixels[static_cast<std::size_t>(j * 16 + i)] / 255.0;
            tape.labels(model.labels())[static_cast<std::size_t>(j)] = data.train.labels[static_cast<std::size_t>(j)];
        }
        tape.forward();
        tape.backward(std::vector<double>(110, 1.0 / 110));
        double loss = 0;
        double squares = 0;
        for (Index j = 0; j < 110; ++j) {
            loss += tape.value(model.losses())(0, j) / 110;
            Index row = 0;
            tape.value(model.logits()).matrix().col(j).maxCoeff(&row);
            right += row == data.train.labels[static_cast<std::size_t>(j)];
        }
        for (const double g : tape.parameterGradients())
            squares += g * g;

        const TrainingStep step = trainer.step(data.train, indices, 0.1);
        QVERIFY(std::abs(step.loss - loss) < 1e-5);
        QCOMPARE(static_cast<double>(step.right), right);
        QVERIFY(std::abs(step.gradientNorm / std::sqrt(squares) - 1) < 1e-4);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const double expected = static_cast<double>(before[i]) - 0.1 * tape.parameterGradients()[i];
            QVERIFY(std::abs(static_cast<double>(trainer.parameters()[i]) - expected) < 1e-5);
        }
    }

    void theBitsDoNotDependOnTheNumberOfThreads_data() {
        QTest::addColumn<int>("batchSize");
        for (const int size : {1, 7, 50, 51, 100, 120})
            QTest::addRow("batch of %d", size) << size;
    }
    void theBitsDoNotDependOnTheNumberOfThreads() {
        QFETCH(int, batchSize);
        const auto one = trained(1, batchSize, 5);
        QCOMPARE(trained(2, batchSize, 5), one);
        QCOMPARE(trained(4, batchSize, 5), one);
    }

    void theBitsOfSparsePixelsDoNotDependOnTheNumberOfThreads() {
        const Dataset data = tinyHandwriting();
        const ImageReader reader = sparseReader(data.train);
        QCOMPARE(reader.pixels(), Pixels::Sparse);
        for (const Index batchSize : {1, 7, 51, 120}) {
            const auto one = trainedOnHandwriting(reader, 1, batchSize, 5);
            QCOMPARE(trainedOnHandwriting(reader, 2, batchSize, 5), one);
            QCOMPARE(trainedOnHandwriting(reader, 4, batchSize, 5), one);
        }
    }

    void sparsePixelsGiveTheSameStepAsDenseOnes() {
        const Dataset data = tinyHandwriting();
        const auto dense = trainedOnHandwriting(ImageReader(data.train), 2, 120, 1);
        const auto sparse = trainedOnHandwriting(sparseReader(data.train), 2, 120, 1);
        QCOMPARE(sparse.size(), dense.size());
        double difference = 0;
        double size = 0;
        for (std::size_t i = 0; i < dense.size(); ++i) {
            difference = std::max(difference, std::abs(static_cast<double>(sparse[i]) - static_cast<double>(dense[i])));
            size = std::max(size, std::abs(static_cast<double>(dense[i])));
        }
        QVERIFY2(difference <= 1e-5 * size, qPrintable(QString::number(difference / size)));
        QVERIFY(size > 0.1);
    }

    void aSmallerBatchCountsItsImagesAlone() {
        // What a larger batch left in the shards has no part in it.
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Trainer used(description, 100, pool);
        initializeParameters(used.graph(), used.parameters(), Initialization::Xavier, 1);
        used.step(data.train, firstImages(100), 0);
        used.step(data.train, firstImages(30), 0.1);
        Trainer fresh(description, 100, pool);
        initializeParameters(fresh.graph(), fresh.parameters(), Initialization::Xavier, 1);
        fresh.step(data.train, firstImages(30), 0.1);
        QVERIFY(std::ranges::equal(used.parameters(), fresh.parameters())); // QCOMPARE of floats is not exact
    }

    void itLearns() {
        const Dataset data = tinyDataset();
        WorkerPool pool(2);
        Trainer trainer(description, 120, pool);
        Evaluator evaluator(description, trainer.parameters(), pool);
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        const double firstLoss = trainer.step(data.train, firstImages(120), 0.5).loss;
        double lastLoss = firstLoss;
        for (int i = 0; i < 150; ++i)
            lastLoss = trainer.step(data.train, firstImages(120), 0.5).loss;
        QVERIFY(firstLoss > 1.0);
        QVERIFY(lastLoss < 0.1);
        std::vector<ImageOutcome> outcomes(40);
        evaluator.evaluate(data.test, firstImages(40), outcomes);
        for (std::size_t i = 0; i < 40; ++i)
            QCOMPARE(outcomes[i].prediction, static_cast<int>(data.test.labels[i]));
    }

    void stepsAllocateNothing_data() {
        QTest::addColumn<bool>("sparse");
        QTest::newRow("dense") << false;
        QTest::newRow("sparse") << true;
    }
    void stepsAllocateNothing() {
        QFETCH(bool, sparse);
        const Dataset data = sparse ? tinyHandwriting() : tinyDataset();
        const ImageReader reader = sparse ? sparseReader(data.train) : ImageReader(data.train);
        QCOMPARE(reader.pixels() == Pixels::Sparse, sparse);
        WorkerPool pool(2);
        Trainer trainer(sparse ? sparseDescription : description, 120, pool, {}, reader.pixels());
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        const auto indices = firstImages(120);
        const std::int64_t before = allocatedBytesOnThisThread();
        for (int i = 0; i < 10; ++i)
            trainer.step(reader, indices, 0.1, indices);
        const std::int64_t allocated = allocatedBytesOnThisThread() - before + pool.allocatedBytes();
        QCOMPARE(allocated, 0);
        if (!countsAllocations())
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
    }

    void aStepThatIsNotFiniteLeavesTheWeights() {
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Trainer trainer(description, 120, pool);
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        trainer.parameters()[3] = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> before(trainer.parameters().begin(), trainer.parameters().end());
        const TrainingStep step = trainer.step(data.train, firstImages(120), 0.1);
        QVERIFY(!step.finite());
        QCOMPARE(trainer.firstNonFinite()->node, std::string("rnn.weight_ih_l0"));
        QVERIFY(std::ranges::equal(trainer.parameters().subspan(4), std::span(before).subspan(4)));
    }

    void whatIsNotFiniteIsFoundBehindSparsePixels() {
        const Dataset data = tinyHandwriting();
        WorkerPool pool(1);
        Trainer trainer(sparseDescription, 120, pool, {}, Pixels::Sparse);
        initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
        const NodeRecord& weights = trainer.graph().record(trainer.graph().parameters()[0]);
        std::fill_n(trainer.parameters().begin() + weights.parameterOffset, weights.shape.size(), 3e38F);
        QVERIFY(trainer.step(sparseReader(data.train), firstImages(120), 0.1).finite()); // tanh of infinity is 1
        std::fill_n(trainer.parameters().begin() + weights.parameterOffset, weights.shape.size(),
                    std::numeric_limits<float>::quiet_NaN());
        QVERIFY(!trainer.step(sparseReader(data.train), firstImages(120), 0.1).finite());
        QCOMPARE(trainer.firstNonFinite()->node, std::string("rnn.weight_ih_l0"));
    }

    void aGradientThatOverflowsIsPlaced_data() {
        QTest::addColumn<int>("batch");
        QTest::newRow("one shard") << 20;
        QTest::newRow("two shards") << 100;
        QTest::newRow("a batch smaller than the largest") << 7;
    }
    void aGradientThatOverflowsIsPlaced() {
        // All states are zero: the loss is finite. Each cell, going backward, multiplies its gradient by 1e20.
        QFETCH(int, batch);
        const Dataset data = tinyDataset();
        WorkerPool pool(2);
        Trainer trainer(description, 120, pool);
        trainer.step(data.train, firstImages(120), 0);
        const auto fill = [&](std::size_t parameter, float value) {
            const NodeRecord& record = trainer.graph().record(trainer.graph().parameters()[parameter]);
            std::fill_n(trainer.parameters().begin() + record.parameterOffset, record.shape.size(), value);
        };
        fill(1, 1e20F);
        trainer.parameters()[static_cast<std::size_t>(
            trainer.graph().record(trainer.graph().parameters()[3]).parameterOffset)] = 1;
        const TrainingStep step = trainer.step(data.train, firstImages(static_cast<std::size_t>(batch)), 0.1);
        QVERIFY(std::isfinite(step.loss) && !step.finite());
        const auto found = trainer.firstNonFinite();
        QVERIFY(found);
        QCOMPARE(found->place, (NodePlace{1, 3}));
        QCOMPARE(found->gradientOf, std::string("cell 2: tanh"));
        QVERIFY(!trainer.firstNonFiniteParameter());
    }

    void aSumOfGradientsThatOverflowsIsNamed() {
        // All states are zero, so an image whose label is not 0 has the gradient 3e38 / 4 at the first unit's last
        // state, and 1.2 times as much at each cell before. The bias gets 0.67 * 3e38 from a shard, and a float
        // holds 3.4e38.
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Trainer trainer(description, 100, pool);
        const auto firstOf = [&](std::size_t parameter) -> float& {
            const NodeRecord& record = trainer.graph().record(trainer.graph().parameters()[parameter]);
            return trainer.parameters()[static_cast<std::size_t>(record.parameterOffset)];
        };
        firstOf(1) = 1.2F;
        firstOf(3) = 3e38F;
        std::vector<std::uint32_t> indices;
        for (std::uint32_t i = 0; indices.size() < 100; i = (i + 1) % 120)
            if (data.train.labels[i] != 0)
                indices.push_back(i);
        QVERIFY(!trainer.step(data.train, indices, 0).finite());
        const auto found = trainer.firstNonFinite();
        QVERIFY(found);
        QCOMPARE(found->op, std::string("gradient_sum"));
        QCOMPARE(found->node, std::string("rnn.bias_ih_l0"));
    }

    void batchesThatDoNotFitAreRefused() {
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Trainer trainer(description, 10, pool);
        QVERIFY_EXCEPTION_THROWN(trainer.step(data.train, firstImages(11), 0.1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(trainer.step(data.train, {}, 0.1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(Trainer(description, 0, pool), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(Trainer(description, -1, pool), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
