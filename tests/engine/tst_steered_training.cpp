// A training whose hyperparameters change on the way: the same changes give the same bits, it can be stopped anywhere
// and go on, and its log tells what happened.
#include "engine/files/checkpoint_file.h"
#include "engine/session/version.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

namespace {

void trainBatches(Session& session, int batches) {
    for (int i = 0; i < batches; ++i)
        if (session.step().epochFinished)
            while (!session.evaluate()) {
            }
}

// Another eta within the first epoch, another batch size for the second.
void steer(Session& session) {
    trainBatches(session, 1);
    Hyperparameters changed = session.hyperparameters();
    changed.eta = 0.1;
    changed.batch = 30;
    changed.clip = 1;
    session.change(changed);
}

// On the tiny data set, in a system with so much memory, which may change.
TrainingSession sessionWith(const std::uint64_t& available) {
    SessionOrigin origin;
    origin.availableMemory = [&available] { return available; };
    return TrainingSession(std::make_shared<const Dataset>(tinyDataset()), tinySetting(), std::move(origin));
}

} // namespace

class TestSteeredTraining : public QObject {
    Q_OBJECT

private slots:
    void batchSizeHoldsFromTheNextEpochOn() {
        auto session = sessionOf(tinySetting());
        const std::int64_t images = session.info().trainImages;
        QCOMPARE(session.step().batch.images, 50);
        Hyperparameters changed = session.hyperparameters();
        changed.batch = 30;
        session.change(changed);
        const StepResult second = session.step();
        QCOMPARE(second.batch.images, 50);
        QCOMPARE(second.batch.batches, (images + 49) / 50);
        trainBatches(session, static_cast<int>(second.batch.batches) - 2);
        const StepResult next = session.step();
        QCOMPARE(next.batch.epoch, 2);
        QCOMPARE(next.batch.images, 30);
        QCOMPARE(next.batch.batches, (images + 29) / 30);
        QCOMPARE(session.info().batchesPerEpoch, next.batch.batches);
        QCOMPARE(session.changes().size(), 1U);
        const HyperparameterChange change = session.changes().front();
        QCOMPARE(change, (HyperparameterChange{second.batch.batches, 1, "batch", std::int64_t{50}, std::int64_t{30}}));
    }

    void batchesThatDoNotFitAreRefusedAndChangeNothing() {
        auto reference = sessionOf(tinySetting());
        const Outcome expected = outcomeOf(reference);
        std::uint64_t available = 1 << 30;
        auto session = sessionWith(available);
        session.step();
        const Checkpoint before = session.checkpoint();
        available = 1000;
        Hyperparameters changed = session.hyperparameters();
        changed.batch = 30;
        changed.eta = 0.1;
        changed.clip = 1e-3;
        try {
            session.change(changed);
            QFAIL("accepted");
        } catch (const HyperparameterError& error) {
            const QString sentence = error.what();
            QVERIFY2(sentence.startsWith("Batches of 30 images need about "), error.what());
            QVERIFY2(sentence.endsWith("take a smaller batch."), error.what());
        }
        QCOMPARE(session.hyperparameters(), tinySetting());
        QVERIFY(session.changes().empty());
        QVERIFY(session.checkpoint() == before);
        QVERIFY(outcomeOf(session) == expected);
    }

    void otherChangesNeedNoMemory() {
        std::uint64_t available = 1 << 30;
        auto session = sessionWith(available);
        session.step();
        available = 0;
        Hyperparameters changed = session.hyperparameters();
        changed.eta = 0.1;
        session.change(changed);
        QCOMPARE(session.hyperparameters().eta, 0.1);
        run(session);
    }

    void memoryThatIsGoneWhenTheEpochBeginsStopsNothingForGood() {
        auto reference = sessionOf(tinySetting());
        steer(reference);
        const Outcome expected = outcomeOf(reference);
        std::uint64_t available = 1 << 30;
        auto session = sessionWith(available);
        steer(session);
        trainBatches(session, 2); // the first epoch's last
        available = 1000;
        const Checkpoint before = session.checkpoint();
        for (int attempt = 0; attempt < 2; ++attempt) {
            QVERIFY_EXCEPTION_THROWN(session.step(), HyperparameterError);
            QVERIFY(session.checkpoint() == before);
            QCOMPARE(session.info().batchesPerEpoch, 3);
        }
        available = 1 << 30;
        run(session);
        QCOMPARE(session.weights(), expected.weights);
    }

    void aCheckpointWhoseBatchesDoNotFitIsRefusedAndChangesNothing() {
        auto steered = sessionOf(tinySetting());
        steer(steered);
        trainBatches(steered, 3); // one with batches of 30
        auto reference = sessionOf(tinySetting());
        const Outcome expected = outcomeOf(reference);
        std::uint64_t available = 1 << 30;
        auto session = sessionWith(available);
        session.step();
        available = 1000;
        const Checkpoint before = session.checkpoint();
        QVERIFY_EXCEPTION_THROWN(session.restore(steered.checkpoint()), HyperparameterError);
        QVERIFY(session.checkpoint() == before);
        QVERIFY(outcomeOf(session) == expected);
    }

    void etaHoldsAtOnceAndIsNotedWhereItChanged() {
        auto session = sessionOf(tinySetting());
        trainBatches(session, 1);
        Hyperparameters changed = session.hyperparameters();
        for (const double eta : {0.2, 0.1}) {
            changed.eta = eta;
            session.change(changed);
        }
        const double position = 1.0 / static_cast<double>(session.info().batchesPerEpoch);
        QCOMPARE(session.changes().size(), 1U);
        QCOMPARE(session.changes().front(), (HyperparameterChange{1, position, "eta", 0.3, 0.1}));
        changed.eta = 0.3;
        session.change(changed);
        QVERIFY(session.changes().empty());
    }

    void changeBeforeTheFirstBatchIsTheSetting() {
        auto session = sessionOf(tinySetting());
        Hyperparameters changed = session.hyperparameters();
        changed.eta = 0.1;
        changed.batch = 30;
        session.change(changed);
        QCOMPARE(session.step().batch.images, 30);
        QVERIFY(session.changes().empty());
        auto plain = sessionOf(changed);
        plain.step();
        QCOMPARE(session.weights(), plain.weights());
    }

    void sameChangesGiveTheSameBits() {
        Hyperparameters h = tinySetting();
        Outcome outcomes[2];
        for (const int threads : {1, 2}) {
            h.threads = threads;
            auto session = sessionOf(h);
            steer(session);
            outcomes[threads - 1] = outcomeOf(session);
        }
        QVERIFY(outcomes[0] == outcomes[1]);
        auto plain = sessionOf(h);
        QVERIFY(!(outcomeOf(plain) == outcomes[0]));
    }

    void stopAnywhereDoesNotChangeTheBits_data() {
        QTest::addColumn<int>("batches"); // after which it stops
        for (int batches = 0; batches < 9; ++batches)
            QTest::addRow("%d", batches) << batches;
    }
    void stopAnywhereDoesNotChangeTheBits() {
        QFETCH(int, batches);
        Hyperparameters h = tinySetting();
        h.optimizer = "adam";
        h.schedule = "cosine";
        auto whole = sessionOf(h);
        steer(whole);
        trainBatches(whole, batches);
        const SavedRun saved{.config = {.version = std::string(version()),
                                        .hyperparameters = whole.hyperparameters(),
                                        .dataName = "tiny",
                                        .dataSha256 = "",
                                        .from = std::nullopt,
                                        .changes = whole.checkpoint().changes},
                             .epochs = epochsUpTo(whole.checkpoint().progress.epoch),
                             .checkpoint = whole.checkpoint()};
        const SavedRun read = parseCheckpoint(checkpointBytes(saved), "checkpoint");
        QCOMPARE(read.checkpoint, saved.checkpoint);

        auto resumed = sessionOf(read.config.hyperparameters);
        resumed.restore(read.checkpoint);
        QCOMPARE(resumed.info().batchesPerEpoch, whole.info().batchesPerEpoch);
        const Outcome end = outcomeOf(whole);
        QVERIFY(outcomeOf(resumed) == end);
        QVERIFY(std::ranges::equal(resumed.changes(), whole.changes()));
    }

    void rewindForgetsTheChanges() {
        auto session = sessionOf(tinySetting());
        steer(session);
        session.rewind();
        QVERIFY(session.changes().empty());
        const Outcome rewound = outcomeOf(session);
        Hyperparameters h = tinySetting();
        h.eta = 0.1;
        h.batch = 30;
        h.clip = 1;
        auto plain = sessionOf(h);
        QVERIFY(outcomeOf(plain) == rewound);
    }

    void checkpointOfAnotherBatchSizeIsRefused() {
        auto session = sessionOf(tinySetting());
        trainBatches(session, 2);
        Checkpoint checkpoint = session.checkpoint();
        checkpoint.progress.images = 7;
        checkpoint.progress.step += 1;
        QVERIFY_EXCEPTION_THROWN(session.restore(checkpoint), std::invalid_argument);
        checkpoint.progress.images = -1;
        QVERIFY_EXCEPTION_THROWN(session.restore(checkpoint), std::invalid_argument);
    }

    void abandonedCallsDoNothing() {
        auto session = sessionOf(tinySetting());
        auto undisturbed = sessionOf(tinySetting());
        std::atomic<bool> abandon = true;
        session.abandonWhen(&abandon);
        const auto disturb = [&](auto call) {
            abandon = true;
            call();
            abandon = false;
        };
        while (!session.finished()) {
            disturb([&] { QVERIFY(session.step().abandoned); });
            if (!session.step().epochFinished)
                continue;
            disturb([&] { QVERIFY(!session.evaluate()); });
            while (!session.evaluate()) {
            }
        }
        run(undisturbed);
        QCOMPARE(session.weights(), undisturbed.weights());
        QCOMPARE(session.checkpoint().progress.step, undisturbed.checkpoint().progress.step);
    }

private:
    static std::vector<EpochMetrics> epochsUpTo(std::int64_t present) {
        std::vector<EpochMetrics> epochs;
        for (std::int64_t epoch = 1; epoch < present; ++epoch)
            epochs.push_back({.epoch = epoch, .step = epoch});
        return epochs;
    }
};

QTEST_GUILESS_MAIN(TestSteeredTraining)
#include "tst_steered_training.moc"
