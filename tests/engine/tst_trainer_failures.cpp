// What a trainer does where numbers are not finite or memory does not suffice.
#include "engine/nn/initializers.h"
#include "engine/training/allocation_counter.h"
#include "engine/training/image_reader.h"
#include "engine/training/trainer.h"
#include "tests/support/memory_limit.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>

using namespace unroll;

namespace {

constexpr std::uint8_t ink = 255;

// Images of four rows, of which each network's cell reads one.
ImageSet blankImages(std::size_t count, std::size_t pixels) {
    ImageSet set;
    set.count = static_cast<std::int64_t>(count);
    set.pixels.resize(count * pixels);
    set.labels.resize(count);
    return set;
}

ModelDescription fourCells(Activation activation, Index pixels = 16) {
    return {.pixels = pixels, .cells = 4, .hidden = 8, .classes = 4, .activation = activation};
}

enum Parameter : std::size_t { InputWeight, StateWeight, Bias, OutWeight };

// The first element of a parameter.
float& firstOf(Trainer& trainer, Parameter parameter) {
    const NodeRecord& record = trainer.graph().record(trainer.graph().parameters()[parameter]);
    return trainer.parameters()[static_cast<std::size_t>(record.parameterOffset)];
}

std::vector<std::uint32_t> firstImages(std::size_t count) {
    std::vector<std::uint32_t> indices(count);
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

} // namespace

class TestTrainerFailures : public QObject {
    Q_OBJECT

private slots:
    void theParameterIsNamedWhoseSumOverflowed() {
        // All states are zero, so an image has the gradient 3e38 / 4 at the first unit's last state, and 1.2 times as
        // much at each cell before. Of two shards the bias gets 4.0e38, more than a float holds, and the input weights,
        // which come before it, 0.7 times as much.
        ImageSet set = blankImages(100, 16);
        std::ranges::fill(set.pixels, std::uint8_t{179});
        std::ranges::fill(set.labels, std::uint8_t{1});
        WorkerPool pool(1);
        Trainer trainer(fourCells(Activation::Tanh), 100, pool);
        firstOf(trainer, StateWeight) = 1.2F;
        firstOf(trainer, OutWeight) = 3e38F;
        QVERIFY(!trainer.step(set, firstImages(100), 0).finite());
        const std::vector<float> gradients(trainer.gradients().begin(), trainer.gradients().end());
        const auto found = trainer.firstNonFinite();
        QVERIFY(found);
        QCOMPARE(found->op, std::string("gradient_sum"));
        QCOMPARE(found->node, std::string("rnn.bias_ih_l0"));
        QVERIFY(std::ranges::equal(trainer.gradients(), gradients)); // they are the step's still
    }

    void theFirstOfAllImagesIsNamed() {
        // A bright row overflows in the cell behind it; the second image's is earlier than the first's.
        ImageSet set = blankImages(3, 16);
        set.pixels[2 * 4] = ink;
        set.pixels[16 + 1 * 4] = ink;
        WorkerPool pool(1);
        Trainer trainer(fourCells(Activation::Relu), 3, pool);
        for (const Parameter parameter : {InputWeight, StateWeight, OutWeight})
            firstOf(trainer, parameter) = 1e30F;
        QVERIFY(!trainer.step(set, firstImages(3), 0).finite());
        const auto found = trainer.firstNonFinite();
        QVERIFY(found);
        QCOMPARE(found->place.cell, 3);
        QVERIFY(!found->inBackward());
    }

    void theSearchTakesLittleMemory() {
        if (!countsAllocations())
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        ImageSet set = blankImages(50, 784);
        WorkerPool pool(1);
        const std::int64_t before = allocatedBytesOnThisThread();
        Trainer trainer({.pixels = 784, .cells = 28, .hidden = 128, .cell = CellKind::Lstm}, 50, pool);
        const std::int64_t training = allocatedBytesOnThisThread() - before;
        firstOf(trainer, InputWeight) = std::nanf("");
        QVERIFY(!trainer.step(set, firstImages(50), 0).finite());
        const std::int64_t begin = allocatedBytesOnThisThread();
        QCOMPARE(trainer.firstNonFinite()->op, std::string("parameter"));
        const std::int64_t searching = allocatedBytesOnThisThread() - begin;
        QVERIFY2(searching < training / 3, qPrintable(QString("%1 of %2").arg(searching).arg(training)));
    }

    void theSearchIsGivenUp() {
        const ImageSet set = blankImages(3, 16);
        WorkerPool pool(1);
        Trainer trainer(fourCells(Activation::Tanh), 3, pool);
        firstOf(trainer, InputWeight) = std::nanf("");
        QVERIFY(!trainer.step(set, firstImages(3), 0).finite());
        const std::atomic<bool> abandoned = true;
        trainer.abandonWhen(&abandoned);
        QVERIFY_EXCEPTION_THROWN(trainer.firstNonFinite(), Abandoned);
        trainer.abandonWhen(nullptr);
        QVERIFY(trainer.firstNonFinite());
    }

    void imagesOfTheBatchBeforeAreForgotten_data() {
        QTest::addColumn<bool>("sparse");
        QTest::addColumn<bool>("blankOverflows");
        QTest::newRow("dense, an inked image before") << false << false;
        QTest::newRow("dense, a blank image before") << false << true;
        QTest::newRow("sparse, nothing before") << true << true;
    }
    void imagesOfTheBatchBeforeAreForgotten() {
        // A batch smaller than its shards leaves columns. With these weights one of two images overflows, and the other
        // one's gradient is finite.
        QFETCH(bool, sparse);
        QFETCH(bool, blankOverflows);
        const Index pixels = sparse ? 112 : 16;
        const ModelDescription description = fourCells(Activation::Relu, pixels);
        ImageSet set = blankImages(2, static_cast<std::size_t>(pixels));
        for (Index row = 0; row < 4; ++row)
            set.pixels[static_cast<std::size_t>(pixels + row * pixels / 4)] = ink;
        const ImageReader reader = sparse ? ImageReader::fastest(set, 2, description, {}) : ImageReader(set);
        QCOMPARE(reader.pixels() == Pixels::Sparse, sparse);
        WorkerPool pool(1);
        Trainer trainer(description, 2, pool, {}, reader.pixels());
        const std::uint32_t stays = blankOverflows ? 1 : 0;
        QVERIFY(trainer.step(reader, std::vector<std::uint32_t>{stays, 1 - stays}, 0).finite());
        firstOf(trainer, InputWeight) = blankOverflows ? -1e30F : 1e30F;
        firstOf(trainer, Bias) = blankOverflows ? 1e30F : 0;
        firstOf(trainer, StateWeight) = 1e30F;
        firstOf(trainer, OutWeight) = 1;
        QVERIFY(trainer.step(reader, std::vector<std::uint32_t>{stays}, 0).finite());
        QVERIFY(!trainer.step(reader, std::vector<std::uint32_t>{1 - stays}, 0).finite());
    }

    void aSizeThatDoesNotFitLeavesEverythingAsItWas() {
        if (!MemoryLimit::works())
            QSKIP("A sanitizer maps more memory than any limit.");
        const ModelDescription description{.pixels = 784, .cells = 784, .hidden = 4, .cell = CellKind::Lstm};
        const ImageSet set = blankImages(60, 784);
        WorkerPool pool(2);
        Trainer trainer(description, 60, pool);
        Trainer reference(description, 60, pool);
        for (Trainer* each : {&trainer, &reference}) {
            initializeParameters(each->graph(), each->parameters(), Initialization::Xavier, 1);
            each->step(set, firstImages(60), 0.1);
        }
        {
            const MemoryLimit limit(100 << 20); // some shards, and not all
            QVERIFY_EXCEPTION_THROWN(trainer.resize(5000), std::bad_alloc);
        }
        QVERIFY(std::ranges::equal(trainer.gradients(), reference.gradients()));
        QVERIFY_EXCEPTION_THROWN(trainer.step(set, std::vector<std::uint32_t>(61), 0.1), std::invalid_argument);
        for (Trainer* each : {&trainer, &reference})
            each->step(set, firstImages(60), 0.1);
        QVERIFY(std::ranges::equal(trainer.parameters(), reference.parameters()));
        QVERIFY(std::ranges::equal(trainer.gradients(), reference.gradients()));
    }
};

QTEST_APPLESS_MAIN(TestTrainerFailures)
#include "tst_trainer_failures.moc"
