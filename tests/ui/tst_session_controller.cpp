#include "tests/support/fake_session.h"
#include "tests/support/gate.h"
#include "tests/support/signal_recorder.h"
#include "ui/session/session_controller.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace unroll;

using State = SessionController::State;

// Waits for a state, in which the event loop turns.
#define AWAIT(controller, wanted) QTRY_COMPARE_WITH_TIMEOUT(nameOf((controller).state()), nameOf(wanted), 20000)

namespace {

Hyperparameters withEpochs(std::int64_t epochs, std::int64_t seed = 1) {
    Hyperparameters hyperparameters;
    hyperparameters.epochs = epochs;
    hyperparameters.seed = seed;
    return hyperparameters;
}

FakeScript shortScript(std::int64_t batchesPerEpoch = 10) {
    FakeScript script;
    script.batchesPerEpoch = batchesPerEpoch;
    return script;
}

// The steps of a script wait at the gate from `step` on.
std::shared_ptr<Gate> holdAt(FakeScript& script, std::int64_t step) {
    auto gate = std::make_shared<Gate>();
    script.beforeStep = [gate, step](std::int64_t present) {
        if (present == step)
            gate->pass();
    };
    return gate;
}

std::vector<std::int64_t> stepsOf(const std::vector<BatchMetrics>& batches) {
    std::vector<std::int64_t> steps;
    for (const BatchMetrics& batch : batches)
        steps.push_back(batch.step);
    return steps;
}

std::vector<std::int64_t> oneTo(std::int64_t last) {
    std::vector<std::int64_t> numbers;
    for (std::int64_t number = 1; number <= last; ++number)
        numbers.push_back(number);
    return numbers;
}

} // namespace

class TestSessionController : public QObject {
    Q_OBJECT

private slots:
    void signalsOfAWholeTrainingComeInOrder() {
        SessionController controller(fakeFactory(shortScript()));
        SignalRecorder recorder(controller);
        controller.watch({0, 1, 2});
        controller.configure(withEpochs(1));
        QCOMPARE(controller.state(), State::Preparing);
        QCOMPARE(recorder.order, QStringList{"Preparing"});
        AWAIT(controller, State::Ready);
        QCOMPARE(recorder.order, (QStringList{"Preparing", "configured", "images", "predictions", "Ready"}));

        recorder.clear();
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.order.first(), QString("Running"));
        QCOMPARE(recorder.order.last(), QString("Finished"));
        QCOMPARE(recorder.order.at(recorder.order.size() - 2), QString("predictions"));
        QVERIFY(recorder.order.indexOf("batches") < recorder.order.indexOf("epochs"));
    }

    void everyBatchAndEpochArrivesOnce() {
        SessionController controller(fakeFactory(shortScript(700)));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(4, 3));
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), oneTo(2800));
        QCOMPARE(recorder.batches.back().loss, FakeSession::lossAt(2800, 3));
        QCOMPARE(recorder.epochs.size(), 4U);
        QCOMPARE(recorder.epochs.back().epoch, 4);
        QVERIFY(controller.epochs() == recorder.epochs);
        QCOMPARE(controller.hyperparameters().seed, 3);
        QCOMPARE(controller.info().batchesPerEpoch, 700);
    }

    void pausesBetweenTwoStepsAndGoesOn() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        gate->awaitArrival();
        controller.pause();
        gate->open();
        AWAIT(controller, State::Paused);
        QCOMPARE(stepsOf(recorder.batches), oneTo(5));
        QCOMPARE(script.log->steps.load(), 5);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), oneTo(20));
        QCOMPARE(recorder.order.count("rewound"), 0);
    }

    void stepsOneBatch() {
        SessionController controller(fakeFactory(shortScript(3)));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        AWAIT(controller, State::Ready);
        for (std::int64_t step = 1; step <= 3; ++step) {
            controller.stepBatch();
            QTRY_COMPARE(recorder.batches.size(), static_cast<std::size_t>(step));
            AWAIT(controller, step < 3 ? State::Paused : State::Finished);
        }
        QCOMPARE(recorder.epochs.size(), 1U);
    }

    void stepsToTheEndOfTheEpoch() {
        SessionController controller(fakeFactory(shortScript(4)));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.stepBatch();
        AWAIT(controller, State::Paused);
        controller.stepEpoch();
        QTRY_COMPARE(recorder.epochs.size(), 1U);
        AWAIT(controller, State::Paused);
        QCOMPARE(stepsOf(recorder.batches), oneTo(4));
        controller.stepEpoch();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), oneTo(8));
        QCOMPARE(recorder.epochs.size(), 2U);
    }

    void stopKeepsWhatWasTrained() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 12);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        gate->awaitArrival();
        controller.stop();
        gate->open();
        AWAIT(controller, State::Stopped);
        QCOMPARE(controller.epochs().size(), 1U);
        QCOMPARE(stepsOf(recorder.batches), oneTo(12));
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), oneTo(20));
    }

    void stopEndsAPauseAndNothingElse() {
        SessionController controller(fakeFactory(shortScript()));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        controller.stop();
        AWAIT(controller, State::Ready);
        controller.stepBatch();
        AWAIT(controller, State::Paused);
        controller.stop();
        AWAIT(controller, State::Stopped);
        controller.train();
        AWAIT(controller, State::Finished);
        controller.stop();
        controller.pause();
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 1U);
        QCOMPARE(controller.state(), State::Finished);
    }

    void trainAfterTheEndStartsAnew_data() {
        QTest::addColumn<bool>("diverges");
        QTest::newRow("finished") << false;
        QTest::newRow("diverged") << true;
    }
    void trainAfterTheEndStartsAnew() {
        QFETCH(bool, diverges);
        FakeScript script = shortScript();
        if (diverges)
            script.divergesAtStep = 7;
        const State end = diverges ? State::Diverged : State::Finished;
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        AWAIT(controller, end);
        const auto first = stepsOf(recorder.batches);
        const auto epochs = recorder.epochs;
        recorder.clear();
        controller.train();
        QTRY_VERIFY(recorder.order.endsWith(nameOf(end)));
        QCOMPARE(recorder.order.mid(0, 2), (QStringList{"rewound", "Running"}));
        QCOMPARE(stepsOf(recorder.batches), first);
        QVERIFY(recorder.epochs == epochs);
        QVERIFY(controller.epochs() == epochs);
        QCOMPARE(script.log->rewinds.load(), 1);
    }

    void rewindStopsFirst() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        gate->awaitArrival();
        controller.rewind();
        gate->open();
        QTRY_VERIFY(recorder.order.contains("rewound"));
        AWAIT(controller, State::Ready);
        QVERIFY(controller.epochs().empty());
        QCOMPARE(script.log->steps.load(), 15);
        recorder.clear();
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), oneTo(20));
    }

    void configureMidRunDropsTheOldRun() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        SessionController controller(fakeFactory(script));
        controller.configure(withEpochs(2, 1));
        controller.train();
        gate->awaitArrival();
        controller.configure(withEpochs(2, 2));
        SignalRecorder recorder(controller);
        gate->open();
        AWAIT(controller, State::Ready);
        QCOMPARE(controller.hyperparameters().seed, 2);
        QCOMPARE(recorder.order, (QStringList{"configured", "images", "predictions", "Ready"}));
        QCOMPARE(script.log->steps.load(), 15);
        QCOMPARE(script.log->alive.load(), 1);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.batches.front().loss, FakeSession::lossAt(1, 2));
        QCOMPARE(recorder.batches.size(), 20U);
    }

    void ofManyConfigurationsOnlyTheLastIsTrained() {
        FakeScript script = shortScript();
        auto gate = std::make_shared<Gate>();
        script.beforeSetup = [gate](const Hyperparameters&) { gate->pass(); };
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1, 0));
        controller.train();
        gate->awaitArrival();
        for (std::int64_t seed = 1; seed <= 50; ++seed) {
            controller.configure(withEpochs(1, seed));
            controller.train();
        }
        gate->open();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.order.count("configured"), 1);
        QCOMPARE(controller.hyperparameters().seed, 50);
        QCOMPARE(script.log->built.load(), 2);
        QCOMPARE(script.log->steps.load(), 10);
    }

    void slotMayConfigure() {
        SessionController controller(fakeFactory(shortScript()));
        QObject::connect(&controller, &SessionController::batchesFinished, &controller, [&] {
            if (controller.hyperparameters().seed == 1)
                controller.configure(withEpochs(1, 2));
        });
        controller.configure(withEpochs(1, 1));
        controller.stepBatch();
        QTRY_COMPARE(controller.hyperparameters().seed, 2);
        SignalRecorder recorder(controller);
        AWAIT(controller, State::Ready);
        QCOMPARE(recorder.batches.size(), 0U);
        QVERIFY(controller.epochs().empty());
    }

    void slotMayTurnTheEventLoop() {
        FakeScript script = shortScript();
        script.stepMilliseconds = 20;
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        QObject::connect(&controller, &SessionController::batchesFinished, &controller, [] { QTest::qWait(60); });
        controller.configure(withEpochs(2));
        controller.train();
        AWAIT(controller, State::Finished);
        QTRY_COMPARE(recorder.order.last(), QString("Finished"));
        QCOMPARE(stepsOf(recorder.batches), oneTo(20));
    }

    void failingSetupLeavesNothingConfigured() {
        FakeScript script;
        script.setupError = "There is no data set 'x'; choose another.";
        const auto factory = [script](const Hyperparameters& hyperparameters) mutable {
            if (hyperparameters.seed == 2)
                script.setupError.clear();
            return fakeFactory(script)(hyperparameters);
        };
        SessionController controller(factory);
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1, 1));
        AWAIT(controller, State::Empty);
        QCOMPARE(recorder.failures, QStringList{"There is no data set 'x'; choose another."});
        controller.train();
        controller.stepBatch();
        controller.rewind();
        controller.stop();
        controller.requestWeights();
        controller.configure(withEpochs(1, 2));
        AWAIT(controller, State::Ready);
        QCOMPARE(recorder.order, (QStringList{"Preparing", "failed", "Empty", "Preparing", "configured", "images",
                                              "predictions", "Ready"}));
    }

    void failedConfigurationForgetsTheOldRun() {
        FakeScript script = shortScript();
        script.beforeSetup = [](const Hyperparameters& hyperparameters) {
            if (hyperparameters.hidden > 64)
                throw HyperparameterError("hidden is too large.");
        };
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        controller.train();
        AWAIT(controller, State::Finished);
        Hyperparameters large = withEpochs(1);
        large.hidden = 65;
        controller.configure(large);
        AWAIT(controller, State::Empty);
        QCOMPARE(recorder.failures, QStringList{"hidden is too large."});
        QVERIFY(controller.epochs().empty());
        QVERIFY(controller.info() == SessionInfo{});
        QCOMPARE(script.log->alive.load(), 0);
    }

    void failingStepStopsAndKeepsWhatWasTrained() {
        FakeScript script = shortScript();
        script.failsAtStep = 14;
        script.stepError = "The disk is full; make room.";
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        AWAIT(controller, State::Stopped);
        QCOMPARE(recorder.failures, QStringList{"The disk is full; make room."});
        QVERIFY(recorder.order.indexOf("failed") < recorder.order.indexOf("Stopped"));
        QCOMPARE(controller.epochs().size(), 1U);
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 1U);
        QCOMPARE(recorder.records.front().weights.front().values.front(), 13.0F);
    }

    void divergenceEndsTheTraining() {
        FakeScript script = shortScript();
        script.divergesAtStep = 13;
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        controller.train();
        AWAIT(controller, State::Diverged);
        QCOMPARE(recorder.divergences.size(), 1U);
        QCOMPARE(recorder.divergences.front().epoch, 2);
        QCOMPARE(recorder.divergences.front().batch, 3);
        QVERIFY(std::isnan(recorder.batches.back().loss));
        QVERIFY(recorder.order.indexOf("diverged") < recorder.order.indexOf("Diverged"));
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 1U);
        QCOMPARE(recorder.records.front().status, RunStatus::Diverged);
        QVERIFY(recorder.records.front().divergence == recorder.divergences.front());
    }

    void destroyedInEveryState_data() {
        QTest::addColumn<int>("state");
        for (int state = 0; state <= static_cast<int>(State::Diverged); ++state)
            QTest::newRow(qPrintable(nameOf(State{state}))) << state;
    }
    void destroyedInEveryState() {
        QFETCH(int, state);
        const State wanted{state};
        FakeScript script = shortScript();
        if (wanted == State::Preparing)
            script.setupMilliseconds = 50;
        if (wanted == State::Running)
            script.stepMilliseconds = 50;
        if (wanted == State::Diverged)
            script.divergesAtStep = 3;
        {
            SessionController controller(fakeFactory(script));
            if (wanted != State::Empty)
                controller.configure(withEpochs(wanted == State::Finished ? 1 : 100000));
            if (wanted == State::Paused || wanted == State::Stopped)
                controller.stepBatch();
            if (wanted == State::Running || wanted == State::Finished || wanted == State::Diverged)
                controller.train();
            if (wanted == State::Stopped)
                controller.stop();
            AWAIT(controller, wanted);
        }
        QCOMPARE(script.log->alive.load(), 0);
        QVERIFY(script.log->steps.load() < 1000);
    }

    void destructionWaitsForOneStepOnly() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 2);
        auto controller = std::make_unique<SessionController>(fakeFactory(script));
        controller->configure(withEpochs(100000));
        controller->train();
        gate->awaitArrival();
        std::thread opener([gate] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            gate->open();
        });
        controller.reset();
        opener.join();
        QCOMPARE(script.log->steps.load(), 2);
        QCOMPARE(script.log->alive.load(), 0);
    }

    void destroyedWhileAnEvaluationIsUnderWay() {
        FakeScript script = shortScript(1);
        script.evaluationParts = 1000000;
        script.evaluationMilliseconds = 1;
        {
            SessionController controller(fakeFactory(script));
            controller.configure(withEpochs(1));
            controller.train();
            QTRY_VERIFY(script.log->evaluations.load() > 0);
        }
        QVERIFY(script.log->evaluations.load() < 1000000);
        QCOMPARE(script.log->alive.load(), 0);
    }

    void pausesWithinAnEvaluation() {
        FakeScript script = shortScript(1);
        script.evaluationParts = 100;
        script.evaluationMilliseconds = 2;
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        controller.train();
        QTRY_VERIFY(script.log->evaluations.load() > 0);
        controller.pause();
        AWAIT(controller, State::Paused);
        QVERIFY(recorder.epochs.empty());
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.epochs.size(), 1U);
        QCOMPARE(script.log->evaluations.load(), 100);
    }

    void commandsReturnWhileAStepHangs() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 1);
        SessionController controller(fakeFactory(script));
        controller.configure(withEpochs(1));
        controller.train();
        gate->awaitArrival();
        controller.pause();
        controller.stepBatch();
        controller.stepEpoch();
        controller.stop();
        controller.rewind();
        controller.watch({1, 2});
        controller.requestWeights();
        controller.train();
        QTest::qWait(50); // the event loop turns although the step hangs
        QCOMPARE(script.log->steps.load(), 0);
        gate->open();
        AWAIT(controller, State::Finished);
    }

    // A busy machine may stretch the loop once; a controller that waits does it every time.
    void eventLoopKeepsTurningDuringLongSteps() {
        FakeScript script = shortScript(2);
        script.stepMilliseconds = 250;
        qint64 longest = 0;
        for (int attempt = 0; attempt < 3; ++attempt) {
            SessionController controller(fakeFactory(script));
            controller.configure(withEpochs(1));
            QElapsedTimer sinceTurn;
            longest = 0;
            QTimer turn;
            QObject::connect(&turn, &QTimer::timeout, &turn, [&] { longest = std::max(longest, sinceTurn.restart()); });
            sinceTurn.start();
            turn.start(5);
            controller.train();
            AWAIT(controller, State::Finished);
            longest = std::max(longest, sinceTurn.elapsed());
            if (longest <= 100)
                return;
        }
        QFAIL(qPrintable(QString("The event loop did not turn for %1 ms.").arg(longest)));
    }

    void watchedDigitsAreThoseOfTheTestSet() {
        FakeScript script = shortScript();
        script.testImages = 5;
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.watch({-1, 4, 5, 0});
        controller.configure(withEpochs(1));
        AWAIT(controller, State::Ready);
        QCOMPARE(recorder.images.size(), 2U);
        QCOMPARE(recorder.images.front().index, 4);
        QCOMPARE(recorder.predictions.back().index, 0);
        recorder.clear();
        controller.watch({3});
        QTRY_COMPARE(recorder.predictions.size(), 1U);
        QCOMPARE(recorder.images.front().index, 3);
        QCOMPARE(controller.state(), State::Ready);
    }

    void predictionsFollowTheTraining() {
        SessionController controller(fakeFactory(shortScript(200)));
        SignalRecorder recorder(controller);
        controller.watch({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        controller.configure(withEpochs(1));
        AWAIT(controller, State::Ready);
        const auto atStart = recorder.predictions;
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.predictions.front().probability, static_cast<float>(FakeSession::accuracyAt(200, 1)));
        controller.rewind();
        AWAIT(controller, State::Ready);
        QVERIFY(recorder.predictions == atStart);
    }

    void weightsComeWithTheMetricsOfTheSameMoment() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 12);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2, 4));
        controller.train();
        gate->awaitArrival();
        controller.requestWeights();
        gate->open();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.records.size(), 1U);
        const RunRecord& record = recorder.records.front();
        QCOMPARE(record.weights.front().values.front(), 12.0F);
        QCOMPARE(record.epochs.size(), 1U);
        QCOMPARE(record.status, RunStatus::Interrupted);
        QCOMPARE(record.hyperparameters.seed, 4);
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 2U);
        QCOMPARE(recorder.records.back().status, RunStatus::Done);
        QVERIFY(recorder.records.back().epochs == controller.epochs());
    }

    void sessionsLiveOnAThreadOfTheirOwnWithALargeStack() {
        FakeScript script = shortScript();
        script.beforeStep = [](std::int64_t) {
            volatile char block[12 << 20]; // more than a thread has by default
            for (std::size_t i = 0; i < sizeof block; i += 4096)
                block[i] = 1;
        };
        SessionController controller(fakeFactory(script));
        controller.configure(withEpochs(1));
        controller.train();
        AWAIT(controller, State::Finished);
        QVERIFY(script.log->thread.load() != std::this_thread::get_id());
    }
};

QTEST_GUILESS_MAIN(TestSessionController)
#include "tst_session_controller.moc"
