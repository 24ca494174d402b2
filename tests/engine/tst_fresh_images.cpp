// Images that are new in every epoch: the same for the same epoch, drawn beside the training, given up when nobody
// waits.
#include "engine/session/fresh_images.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#ifdef __linux__
#include <sys/resource.h>
#endif

using namespace unroll;

namespace {

Hyperparameters freshSetting() {
    Hyperparameters h = tinySetting();
    h.fresh = true;
    return h;
}

// What a test hands to FreshImages, and a record of what was asked of it.
struct Studio {
    explicit Studio(std::function<void(const Redrawing&)> beforeDrawing = {}, Hyperparameters h = freshSetting()) {
        Dataset drawable = redrawnDataset();
        drawable.redraw = [this, draw = drawable.redraw, beforeDrawing](const Redrawing& redrawing) {
            {
                const std::lock_guard lock(mutex);
                asked.push_back(redrawing.epoch);
            }
            if (beforeDrawing)
                beforeDrawing(redrawing);
            return draw(redrawing);
        };
        data = std::make_shared<const Dataset>(std::move(drawable));
        prepared = std::make_shared<const PreparedImages>(data, h);
        fresh.emplace(data, prepared, h);
    }

    // The bytes of the present epoch's images.
    std::vector<std::uint8_t> pixels() const { return fresh->reader().set().unpacked().pixels; }
    std::vector<std::uint8_t> expected(std::int64_t epoch) const {
        return redrawnDataset().redraw({.epoch = epoch, .images = 120}).pixels;
    }

    std::mutex mutex;
    std::vector<std::int64_t> asked;
    std::shared_ptr<const Dataset> data;
    std::shared_ptr<const PreparedImages> prepared;
    std::optional<FreshImages> fresh;
};

TrainingSession freshSession(const Hyperparameters& h) {
    return TrainingSession(std::make_shared<const Dataset>(redrawnDataset()), h, {});
}

void waitForStop(const Redrawing& redrawing) {
    while (!redrawing.stop.stop_requested())
        std::this_thread::yield();
}

} // namespace

class TestFreshImages : public QObject {
    Q_OBJECT

private slots:
    void theFirstEpochHasTheSetsOwn() {
        Studio studio;
        QVERIFY(studio.fresh->take(1, nullptr));
        QCOMPARE(&studio.fresh->reader(), studio.prepared->train());
    }

    void everyOtherEpochHasItsOwn_data() {
        QTest::addColumn<std::vector<int>>("epochs");
        QTest::newRow("one after the other") << std::vector{1, 2, 3};
        QTest::newRow("a training that goes on") << std::vector{3};
        QTest::newRow("from the start again") << std::vector{1, 2, 1, 2, 3, 1};
        QTest::newRow("asked for twice") << std::vector{1, 1, 2, 2, 3, 3};
        QTest::newRow("backwards") << std::vector{3, 2, 1};
    }
    void everyOtherEpochHasItsOwn() {
        QFETCH(std::vector<int>, epochs);
        Studio studio;
        for (const int epoch : epochs) {
            QVERIFY(studio.fresh->take(epoch, nullptr));
            QCOMPARE(studio.pixels(), epoch == 1 ? studio.data->train.pixels : studio.expected(epoch));
        }
    }

    void drawingGivesWayToTraining() {
#ifndef __linux__
        QSKIP("Threads have priorities of their own on Linux alone.");
#else
        // Whatever the program was started with, and it may have been told to give way itself.
        std::thread([] {
            constexpr int lowest = 19;
            for (const int more : {0, 3, 12}) {
                const int own = std::min(getpriority(PRIO_PROCESS, 0) + more, lowest);
                QCOMPARE(setpriority(PRIO_PROCESS, 0, own), 0);
                std::atomic<int> niceness = -1;
                Studio studio([&](const Redrawing&) { niceness = getpriority(PRIO_PROCESS, 0); });
                QVERIFY(studio.fresh->take(2, nullptr));
                QCOMPARE(niceness.load(), std::min(own + 10, lowest));
            }
        }).join();
#endif
    }

    void nothingIsDrawnBeyondTheLastEpoch() {
        Studio studio;
        for (int epoch = 1; epoch <= 3; ++epoch)
            QVERIFY(studio.fresh->take(epoch, nullptr));
        studio.fresh.reset();
        QCOMPARE(studio.asked, (std::vector<std::int64_t>{2, 3}));
    }

    void asManyAreDrawnAsTheSettingTakes() {
        Hyperparameters h = freshSetting();
        h.trainLimit = 70;
        std::atomic<std::int64_t> images = 0;
        Studio studio([&](const Redrawing& redrawing) { images = redrawing.images; }, h);
        QVERIFY(studio.fresh->take(2, nullptr));
        QCOMPARE(images, 70);
        QCOMPARE(studio.fresh->reader().set().count, 70);
    }

    void whoWaitsGivesUpWhenTheTrainingIsAbandoned() {
        Studio studio(waitForStop);
        std::atomic<bool> abandon = true;
        QVERIFY(studio.fresh->take(1, &abandon)); // nothing to wait for
        QVERIFY(!studio.fresh->take(2, &abandon));
        QCOMPARE(&studio.fresh->reader(), studio.prepared->train());
    }

    // It would never end if the drawing were not stopped.
    void anotherEpochStopsTheDrawing() {
        Studio studio([](const Redrawing& redrawing) {
            if (redrawing.epoch == 2)
                waitForStop(redrawing);
        });
        QVERIFY(studio.fresh->take(1, nullptr));
        QVERIFY(studio.fresh->take(3, nullptr));
        QCOMPARE(studio.pixels(), studio.expected(3));
    }

    void theEndStopsTheDrawing() {
        std::atomic<bool> begun = false;
        Studio studio([&](const Redrawing& redrawing) {
            begun = true;
            waitForStop(redrawing);
        });
        QVERIFY(studio.fresh->take(1, nullptr));
        while (!begun)
            std::this_thread::yield();
        studio.fresh.reset();
    }

    void afterAFailureItIsTriedAgain() {
        std::atomic<int> drawings = 0;
        Studio studio([&](const Redrawing&) {
            if (++drawings == 1)
                throw std::runtime_error("There is no ink.");
        });
        QVERIFY(studio.fresh->take(1, nullptr));
        QVERIFY_EXCEPTION_THROWN(studio.fresh->take(2, nullptr), std::runtime_error);
        QVERIFY(studio.fresh->take(2, nullptr));
        QCOMPARE(studio.pixels(), studio.expected(2));
    }

    void onlyDrawnImagesCanBeFresh() {
        const auto files = std::make_shared<const Dataset>(tinyDataset());
        const auto prepared = std::make_shared<const PreparedImages>(files, tinySetting());
        QVERIFY(!FreshImages::wanted(files, prepared, tinySetting()));
        try {
            FreshImages::wanted(files, prepared, freshSetting());
            QFAIL("Images from files were drawn anew.");
        } catch (const HyperparameterError& error) {
            QCOMPARE(error.what(), "fresh draws new images for every epoch, and those of 'tiny' were not drawn: take "
                                   "the data set digits or leave out fresh.");
        }
    }

    void aTrainingOnThemHasTheSameBitsOnAnyNumberOfThreads() {
        Hyperparameters h = freshSetting();
        auto first = freshSession(h);
        const Outcome expected = outcomeOf(first);
        for (const int threads : {1, 2, 3}) {
            h.threads = threads;
            auto session = freshSession(h);
            QVERIFY(outcomeOf(session) == expected);
        }
        h.fresh = false;
        auto stale = freshSession(h);
        QVERIFY(outcomeOf(stale).weights != expected.weights);
    }

    void rewoundItSeesTheSameImages() {
        auto session = freshSession(freshSetting());
        const Outcome expected = outcomeOf(session);
        session.rewind();
        QVERIFY(outcomeOf(session) == expected);
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
        auto whole = freshSession(freshSetting());
        const auto expected = (run(whole), whole.weights());
        auto first = freshSession(freshSetting());
        for (int step = 0; step < steps; ++step)
            if (first.step().epochFinished)
                while (!first.evaluate()) {
                }
        auto second = freshSession(freshSetting());
        second.restore(first.checkpoint());
        run(second);
        QCOMPARE(second.weights(), expected);
    }

    void trainingOnThemAllocatesNothingAfterItsFirstBatch() {
        auto session = freshSession(freshSetting());
        if (!session.info().countsAllocations)
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        QCOMPARE(allocatedAfterTheFirstBatch(session), 0);
    }

    void anAbandonedStepLeavesTheTrainingAsItWas() {
        auto session = freshSession(freshSetting());
        const Outcome expected = outcomeOf(session);
        session.rewind();
        std::atomic<bool> abandon = true;
        session.abandonWhen(&abandon);
        QVERIFY(session.step().abandoned);
        abandon = false;
        QVERIFY(outcomeOf(session) == expected);
    }
};

QTEST_GUILESS_MAIN(TestFreshImages)
#include "tst_fresh_images.moc"
