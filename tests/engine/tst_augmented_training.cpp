// Trainings on images that are moved anew in every epoch: the same for the same seed and epoch, and nothing of it where
// neither shift nor rotate is set.
#include "engine/data/augmentation.h"
#include "engine/session/fresh_images.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <functional>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Data = std::shared_ptr<const Dataset>;

Hyperparameters movingSetting() {
    Hyperparameters h = tinySetting();
    h.shift = 1;
    h.rotate = 10;
    h.seed = 7;
    return h;
}

Data shared(Dataset data) { return std::make_shared<const Dataset>(std::move(data)); }

// The bytes of the images that are trained on in an epoch; of sets that are read as they are.
Bytes pixelsOf(const Data& data, const Hyperparameters& h, std::int64_t epoch) {
    const auto prepared = std::make_shared<const PreparedImages>(data, h);
    const auto images = FreshImages::wanted(data, prepared, h);
    images->take(epoch, nullptr);
    return images->reader().set().pixels;
}

// By the definition, of these originals.
Bytes movedBytes(const Dataset& data, const ImageSet& originals, const Hyperparameters& h, std::int64_t epoch) {
    ImageMover mover(data.width, data.height);
    Bytes all;
    Bytes image(originals.pixelsPerImage());
    Bytes buffer = image;
    for (std::size_t i = 0; i < static_cast<std::size_t>(originals.count); ++i) {
        const Augmentation augmentation{h.shift, h.rotate, static_cast<std::uint64_t>(h.seed)};
        mover.move(originals.image(i, buffer), motionOf(augmentation, epoch, static_cast<std::int64_t>(i)), image);
        all.insert(all.end(), image.begin(), image.end());
    }
    return all;
}

Outcome trained(const Data& data, const Hyperparameters& h) {
    TrainingSession session(data, h, {});
    return outcomeOf(session);
}

// Sets that are stored and read in every way.
void addSets() {
    QTest::addColumn<std::function<Dataset()>>("make");
    const auto packed = [](Dataset data) {
        data.train.pack();
        data.test.pack();
        return data;
    };
    const auto add = [](const char* name, std::function<Dataset()> make) { QTest::newRow(name) << make; };
    add("read as it is", [] { return tinyDataset(); });
    add("without its paper", [] { return tinyHandwriting(); });
    add("packed", [packed] { return packed(tinyHandwriting()); });
    add("drawn", [] { return redrawnDataset(); });
}

} // namespace

class TestAugmentedTraining : public QObject {
    Q_OBJECT

private slots:
    void everyEpochMovesTheOriginals() {
        const Data data = shared(tinyDataset());
        const Hyperparameters h = movingSetting();
        for (const int epoch : {1, 2, 3}) {
            const Bytes pixels = pixelsOf(data, h, epoch);
            QCOMPARE(pixels, movedBytes(*data, data->train, h, epoch));
            QVERIFY(pixels != data->train.pixels);
        }
    }

    void freshImagesAreMovedAsWell() {
        const Data data = shared(redrawnDataset());
        Hyperparameters h = movingSetting();
        h.fresh = true;
        QCOMPARE(pixelsOf(data, h, 1), movedBytes(*data, data->train, h, 1));
        const ImageSet second = data->redraw({.epoch = 2, .images = 120});
        QCOMPARE(pixelsOf(data, h, 2), movedBytes(*data, second, h, 2));
    }

    void aLimitTakesTheFirst() {
        const Data data = shared(tinyDataset());
        Hyperparameters h = movingSetting();
        const Bytes all = pixelsOf(data, h, 2);
        h.trainLimit = 70;
        QCOMPARE(pixelsOf(data, h, 2), Bytes(all.begin(), all.begin() + 70 * 16));
    }

    // Moved images have more ink than their set; the network is made for the set's.
    void imagesOnTheEdgeOfSparseOnesAreReadAlike() {
        Dataset data = tinyHandwriting();
        for (std::size_t i = 0; i < data.train.pixels.size(); i += 4)
            data.train.pixels[i] = 99;
        const PreparedImages prepared(shared(data), movingSetting());
        QCOMPARE(prepared.trainPixels(), Pixels::Sparse);
        Hyperparameters h = movingSetting();
        h.rotate = 0;
        h.shift = 0.7;
        ImageSet moved{.count = 120, .pixels = movedBytes(data, data.train, h, 1), .labels = data.train.labels};
        QCOMPARE(ImageReader::fastestWay(moved, describeModel(h, 112, 4)), Pixels::Dense);
        trained(shared(data), h);
    }

    void theBitsAreTheSameOnAnyNumberOfThreads_data() { addSets(); }
    void theBitsAreTheSameOnAnyNumberOfThreads() {
        QFETCH(std::function<Dataset()>, make);
        const Data data = shared(make());
        Hyperparameters h = movingSetting();
        h.fresh = data->redraw != nullptr;
        const Outcome expected = trained(data, h);
        for (const int threads : {1, 2, 3}) {
            h.threads = threads;
            QVERIFY(trained(data, h) == expected);
        }
        for (double Hyperparameters::*limit : {&Hyperparameters::shift, &Hyperparameters::rotate}) {
            Hyperparameters other = h;
            other.*limit = 0;
            QVERIFY(trained(data, other).weights != expected.weights);
        }
    }

    void theBitsAreThoseOfASetThatWasMovedBefore() {
        const Data data = shared(tinyHandwriting());
        Hyperparameters h = movingSetting();
        h.epochs = 1;
        Dataset moved = *data;
        moved.train.pixels = movedBytes(*data, data->train, h, 1);
        const Outcome expected = trained(data, h);
        h.shift = 0;
        h.rotate = 0;
        QVERIFY(trained(shared(moved), h) == expected);
    }

    void testImagesAreNeverMoved_data() { addSets(); }
    void testImagesAreNeverMoved() {
        QFETCH(std::function<Dataset()>, make);
        const Data data = shared(make());
        Hyperparameters h = movingSetting();
        h.eta = 0; // the weights stay as they are drawn
        h.epochs = 1;
        TrainingSession moving(data, h, {});
        const EpochMetrics moved = run(moving).back();
        h.shift = 0;
        h.rotate = 0;
        TrainingSession still(data, h, {});
        const EpochMetrics expected = run(still).back();
        QCOMPARE(moved.testLoss, expected.testLoss);
        QCOMPARE(moved.testAccuracy, expected.testAccuracy);
        QVERIFY(moved.trainLoss != expected.trainLoss);
    }

    void itGoesOnFromACheckpoint_data() {
        QTest::addColumn<int>("steps");
        QTest::newRow("the beginning") << 0;
        QTest::newRow("in the first epoch") << 2;
        QTest::newRow("in the second") << 4;
        QTest::newRow("in the last") << 8;
    }
    void itGoesOnFromACheckpoint() {
        QFETCH(int, steps);
        const Data data = shared(tinyHandwriting());
        const Outcome expected = trained(data, movingSetting());
        TrainingSession first(data, movingSetting(), {});
        for (int step = 0; step < steps; ++step)
            if (first.step().epochFinished)
                while (!first.evaluate()) {
                }
        TrainingSession second(data, movingSetting(), {});
        second.restore(first.checkpoint());
        run(second);
        QCOMPARE(second.weights(), expected.weights);
        second.rewind();
        QVERIFY(outcomeOf(second) == expected);
    }

    void nothingIsAllocatedAfterTheFirstBatch_data() { addSets(); }
    void nothingIsAllocatedAfterTheFirstBatch() {
        QFETCH(std::function<Dataset()>, make);
        TrainingSession session(shared(make()), movingSetting(), {});
        if (!session.info().countsAllocations)
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        QCOMPARE(allocatedAfterTheFirstBatch(session), 0);
    }

    void anAbandonedFirstStepLeavesTheTrainingAsItWas() {
        const Data data = shared(tinyHandwriting());
        TrainingSession session(data, movingSetting(), {});
        std::atomic<bool> abandon = true;
        session.abandonWhen(&abandon);
        QVERIFY(session.step().abandoned);
        abandon = false;
        QVERIFY(outcomeOf(session) == trained(data, movingSetting()));
    }

    void withoutItNothingIsDrawn() {
        const Data data = shared(tinyDataset());
        const auto prepared = std::make_shared<const PreparedImages>(data, tinySetting());
        QVERIFY(!FreshImages::wanted(data, prepared, tinySetting()));
    }
};

QTEST_GUILESS_MAIN(TestAugmentedTraining)
#include "tst_augmented_training.moc"
