// A training that was stopped anywhere and goes on in another session ends with the same bits.
#include "engine/session/checkpoint.h"

#include "engine/tensor/simd.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace unroll;

namespace {

// Enough test images for an evaluation in several parts.
TrainingSession longerEvaluated(const Hyperparameters& h) {
    return TrainingSession(std::make_shared<const Dataset>(tinyDataset(120, 400)), h, {});
}

// The rows of metrics.csv without what a clock measures.
std::vector<EpochMetrics> withoutTimes(std::vector<EpochMetrics> epochs) {
    for (EpochMetrics& epoch : epochs)
        epoch.seconds = epoch.samplesPerSecond = 0;
    return epochs;
}

// Calls of step() and evaluate(), each the next that is due, at most `calls` of them. Returns how many there were.
int goOn(Session& session, std::vector<EpochMetrics>& epochs, int calls = 1000000) {
    int done = 0;
    bool evaluating = session.checkpoint().progress.batch == session.info().batchesPerEpoch;
    for (; done < calls && !session.finished(); ++done) {
        if (!evaluating) {
            evaluating = session.step().epochFinished;
        } else if (const auto metrics = session.evaluate()) {
            epochs.push_back(*metrics);
            evaluating = false;
        }
    }
    return done;
}

Checkpoint checkpointAfter(const Hyperparameters& h, int calls) {
    auto session = longerEvaluated(h);
    std::vector<EpochMetrics> epochs;
    goOn(session, epochs, calls);
    return session.checkpoint();
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void aStopAnywhereDoesNotChangeTheBits_data() {
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        for (const char* optimizer : {"sgd", "momentum", "nesterov", "adam"})
            for (const int before : {1, 2})
                for (const int after : {1, 2})
                    QTest::addRow("%s, %d threads, then %d", optimizer, before, after)
                        << optimizer << "constant" << before << after;
        for (const char* schedule : {"cosine", "one-cycle"})
            QTest::addRow("%s", schedule) << "adam" << schedule << 2 << 1;
    }
    void aStopAnywhereDoesNotChangeTheBits() {
        QFETCH(QString, optimizer);
        QFETCH(QString, schedule);
        Hyperparameters h = tinySetting();
        h.optimizer = optimizer.toStdString();
        h.schedule = schedule.toStdString();
        h.eta = optimizer == "adam" ? 0.02 : 0.05;
        h.batch = 60; // two shards
        h.clip = 1;
        QFETCH(int, before);
        QFETCH(int, after);
        h.threads = before;
        auto whole = longerEvaluated(h);
        std::vector<EpochMetrics> expected;
        const int calls = goOn(whole, expected);
        QCOMPARE(expected.size(), 3U);
        const int anEpoch = calls / 3;
        // At first, within an epoch, before its evaluation, within that, between two epochs, within the second, at
        // last.
        for (const int stop : {0, 1, 2, 3, anEpoch, anEpoch + 1, calls}) {
            h.threads = before;
            auto stopped = longerEvaluated(h);
            std::vector<EpochMetrics> epochs;
            QCOMPARE(goOn(stopped, epochs, stop), stop);
            h.threads = after;
            auto resumed = longerEvaluated(h);
            resumed.restore(stopped.checkpoint());
            QCOMPARE(resumed.checkpoint(), stopped.checkpoint());
            goOn(resumed, epochs);
            QVERIFY2(withoutTimes(epochs) == withoutTimes(expected), qPrintable(QString("stop %1").arg(stop)));
            QCOMPARE(resumed.weights(), whole.weights());
        }
    }

    void anotherProcessorsBitsAreTold_data() {
        QTest::addColumn<std::vector<std::string>>("trainedOn");
        QTest::addColumn<std::vector<std::string>>("before");
        const std::string own(simd());
        using Names = std::vector<std::string>;
        QTest::newRow("this one") << Names{own} << Names{};
        QTest::newRow("not known") << Names{} << Names{};
        QTest::newRow("another one") << Names{"VAX"} << Names{"VAX"};
        QTest::newRow("another one, and then this one") << Names{"VAX", own} << Names{"VAX"};
        QTest::newRow("there and back") << Names{own, "VAX"} << Names{own, "VAX"};
    }
    void anotherProcessorsBitsAreTold() {
        QFETCH(std::vector<std::string>, trainedOn);
        QFETCH(std::vector<std::string>, before);
        auto session = sessionOf(tinySetting());
        session.step();
        Checkpoint checkpoint = session.checkpoint();
        QCOMPARE(checkpoint.simd, std::vector<std::string>{std::string(simd())});
        checkpoint.simd = trainedOn;
        session.restore(checkpoint);
        QCOMPARE(session.info().simdBefore, before);
        before.emplace_back(simd());
        QCOMPARE(session.checkpoint().simd, before);
        session.rewind();
        QVERIFY(session.info().simdBefore.empty());
    }

    void theClockGoesOn() {
        auto stopped = sessionOf(tinySetting());
        std::vector<EpochMetrics> epochs;
        goOn(stopped, epochs, 6); // one epoch and two batches of the next
        Checkpoint checkpoint = stopped.checkpoint();
        QVERIFY(checkpoint.progress.seconds > 0 && checkpoint.progress.sums.seconds > 0);
        checkpoint.progress.seconds = 1000;
        checkpoint.progress.sums.seconds = 100;
        auto resumed = sessionOf(tinySetting());
        resumed.restore(checkpoint);
        epochs.clear();
        goOn(resumed, epochs, 2);
        QVERIFY(epochs.at(0).seconds > 1100 && epochs.at(0).seconds < 1100.0 + 60);
    }

    void moreEpochsContinueATraining() {
        Hyperparameters h = tinySetting();
        auto first = sessionOf(h);
        std::vector<EpochMetrics> epochs;
        goOn(first, epochs);
        h.epochs = 5;
        auto more = sessionOf(h);
        more.restore(first.checkpoint());
        QVERIFY(!more.finished());
        goOn(more, epochs);
        auto whole = sessionOf(h);
        std::vector<EpochMetrics> expected;
        goOn(whole, expected);
        QVERIFY(withoutTimes(epochs) == withoutTimes(expected));
        QCOMPARE(more.weights(), whole.weights());
    }

    void restoringAfterRewindingAndTrainingElsewhere() {
        auto session = sessionOf(tinySetting());
        std::vector<EpochMetrics> epochs;
        goOn(session, epochs, 5);
        const Checkpoint checkpoint = session.checkpoint();
        goOn(session, epochs);
        const auto expected = session.weights();
        session.rewind();
        goOn(session, epochs, 2);
        session.restore(checkpoint);
        goOn(session, epochs);
        QCOMPARE(session.weights(), expected);
    }

    void aDivergedTrainingStaysDiverged() {
        Hyperparameters h = tinySetting();
        h.activation = "identity";
        h.eta = 1000;
        h.epochs = 100;
        auto session = sessionOf(h);
        std::vector<EpochMetrics> epochs;
        goOn(session, epochs);
        QVERIFY(session.checkpoint().progress.diverged);
        auto restored = sessionOf(h);
        restored.restore(session.checkpoint());
        QVERIFY(restored.finished());
    }

    void givenWeightsAreTheInitialOnes() {
        auto trained = sessionOf(tinySetting());
        run(trained);
        auto session = sessionOf(tinySetting());
        QVERIFY(session.checkpoint().start.empty());
        session.step();
        session.startFrom(trained.weights());
        QCOMPARE(session.weights(), trained.weights());
        QCOMPARE(session.checkpoint().progress, TrainingProgress());
        QCOMPARE(session.checkpoint().updates, 0);
        const Outcome expected = outcomeOf(session);
        QVERIFY(expected.weights != trained.weights());
        session.rewind();
        QCOMPARE(session.weights(), trained.weights());
        QVERIFY(outcomeOf(session) == expected);

        auto resumed = sessionOf(tinySetting());
        resumed.restore(session.checkpoint());
        resumed.rewind(); // knows what the other began with
        QVERIFY(outcomeOf(resumed) == expected);
    }

    void anotherNetworksWeightsAreRefused() {
        auto session = sessionOf(tinySetting());
        std::vector<NamedTensor> weights = session.weights();
        session.step();
        const Checkpoint before = session.checkpoint();
        weights.back().shape = {5};
        weights.back().values.resize(5);
        QVERIFY_EXCEPTION_THROWN(session.startFrom(weights), std::invalid_argument);
        weights.pop_back();
        QVERIFY_EXCEPTION_THROWN(session.startFrom(weights), std::invalid_argument);
        QCOMPARE(session.checkpoint(), before);
    }

    void whatDoesNotFitIsRefused_data() {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        QTest::newRow("another network") << "another number of weights"
                                         << "hidden" << 9;
        QTest::newRow("fewer batches") << "another number of batches"
                                       << "batch" << 120;
        QTest::newRow("fewer images") << "another number of batches"
                                      << "train_limit" << 50;
        QTest::newRow("fewer test images") << "more test images than there are"
                                           << "test_limit" << 100;
    }
    void whatDoesNotFitIsRefused() {
        QFETCH(QString, sentence);
        QFETCH(QString, key);
        QFETCH(int, value);
        Hyperparameters h = tinySetting();
        h.threads = 1;
        const Checkpoint checkpoint = checkpointAfter(h, 4); // with 125 test images evaluated
        QCOMPARE(checkpoint.progress.sums.evaluated, 125);
        setValue(h, *findHyperparameter(key.toStdString()), std::int64_t{value});
        auto other = longerEvaluated(h);
        const Checkpoint before = other.checkpoint();
        try {
            other.restore(checkpoint);
            QFAIL("was accepted");
        } catch (const std::invalid_argument& error) {
            QVERIFY2(QString(error.what()).contains(sentence), error.what());
        }
        QCOMPARE(other.checkpoint(), before);
    }

    void nonsenseIsRefused_data() {
        QTest::addColumn<std::function<void(Checkpoint&)>>("spoil");
        const auto add = [](const char* name, const std::function<void(Checkpoint&)>& spoil) {
            QTest::newRow(name) << spoil;
        };
        add("no epoch", [](Checkpoint& c) { c.progress.epoch = 0; });
        add("an absurd epoch", [](Checkpoint& c) { c.progress.epoch = std::numeric_limits<std::int64_t>::max(); });
        add("an absurd step", [](Checkpoint& c) { c.progress.step = std::numeric_limits<std::int64_t>::min(); });
        add("too many batches", [](Checkpoint& c) { c.progress.batch = c.progress.step = 4; });
        add("negative batch", [](Checkpoint& c) { c.progress.batch = c.progress.step = -1; });
        add("another step", [](Checkpoint& c) { ++c.progress.step; });
        add("no weights", [](Checkpoint& c) { c.parameters.clear(); });
        add("a part of the start", [](Checkpoint& c) { c.start.resize(3); });
        add("an optimizer's memory", [](Checkpoint& c) { c.optimizer.resize(3); });
        add("negative updates", [](Checkpoint& c) { c.updates = -1; });
        add("negative evaluated", [](Checkpoint& c) { c.progress.sums.evaluated = -1; });
    }
    void nonsenseIsRefused() {
        QFETCH(std::function<void(Checkpoint&)>, spoil);
        Checkpoint checkpoint = checkpointAfter(tinySetting(), 2);
        auto session = longerEvaluated(tinySetting());
        session.restore(checkpoint);
        const Checkpoint before = session.checkpoint();
        spoil(checkpoint);
        QVERIFY_EXCEPTION_THROWN(session.restore(checkpoint), std::invalid_argument);
        QCOMPARE(session.checkpoint(), before);
    }

    void aResumedTrainingAllocatesNothing() {
        const Checkpoint checkpoint = checkpointAfter(tinySetting(), 2);
        auto session = longerEvaluated(tinySetting());
        if (!session.info().countsAllocations)
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        session.restore(checkpoint);
        session.step();
        while (!session.evaluate()) {
        }
        while (!session.finished()) {
            const StepResult result = session.step();
            QCOMPARE(result.batch.allocatedBytes, 0);
            const Checkpoint now = session.checkpoint(); // taking one does not count as training
            QCOMPARE(now.progress.step, result.batch.step);
            while (result.epochFinished && !session.evaluate()) {
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
