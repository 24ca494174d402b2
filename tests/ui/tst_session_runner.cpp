#include "tests/support/session_scripts.h"
#include "ui/training/session_controller.h"

#include <cmath>

using namespace unroll;

using State = SessionController::State;

namespace {

// A run of two epochs of ten batches as it is after so many steps; `due`: before the evaluation that follows.
std::shared_ptr<const RunRecord> stoppedAt(std::int64_t steps, bool due = false) {
    FakeSession session(shortScript(), withEpochs(2));
    RunRecord record;
    record.hyperparameters = session.hyperparameters();
    record.info = session.info();
    for (std::int64_t step = 1; step <= steps; ++step) {
        const bool epochFinished = session.step().epochFinished;
        std::optional<EpochMetrics> epoch;
        while (epochFinished && !(due && step == steps) && !(epoch = session.evaluate())) {
        }
        if (epoch)
            record.epochs.push_back(*epoch);
    }
    record.checkpoint = session.checkpoint();
    return std::make_shared<const RunRecord>(record);
}

} // namespace

class TestSessionRunner : public QObject {
    Q_OBJECT

private slots:
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
        QCOMPARE(recorder.order, (QStringList{"Preparing", "failed", "Empty", "Preparing", "configured", "Ready"}));
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

    void goesOnWhereARunStopped() {
        const auto record = stoppedAt(15);
        SessionController controller(fakeFactory(shortScript()));
        SignalRecorder recorder(controller);
        controller.goOn(record);
        AWAIT(controller, State::Paused);
        QCOMPARE(recorder.order, (QStringList{"Preparing", "configured", "Paused"}));
        QVERIFY(controller.epochs() == record->epochs);
        QCOMPARE(controller.epochs().size(), 1U);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(stepsOf(recorder.batches), (std::vector<std::int64_t>{16, 17, 18, 19, 20}));
        QCOMPARE(controller.epochs().size(), 2U);
    }

    void goesOnWithAnEvaluationThatIsDue() {
        const auto record = stoppedAt(20, true);
        SessionController controller(fakeFactory(shortScript()));
        controller.goOn(record);
        AWAIT(controller, State::Paused);
        QCOMPARE(controller.epochs().size(), 1U);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(controller.epochs().size(), 2U);
    }

    void finishedRunGoesOnForMoreEpochs() {
        RunRecord record = *stoppedAt(20);
        record.hyperparameters.epochs = 2;
        SessionController controller(fakeFactory(shortScript()));
        controller.goOn(std::make_shared<const RunRecord>(record));
        AWAIT(controller, State::Finished);
        record.hyperparameters.epochs = 3;
        controller.goOn(std::make_shared<const RunRecord>(record));
        AWAIT(controller, State::Paused);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(controller.epochs().size(), 3U);
    }

    void runThatCantGoOnSaysWhy_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("checkpoint") << "checkpoint"
                                    << "The run can't go on: it has no checkpoint with finite weights.";
        QTest::newRow("data") << "data"
                              << "The run can't go on: it was trained on other data than 'digits' holds now.";
        QTest::newRow("classes") << "classes"
                                 << "The run can't go on: it was trained on the classes a and b, and digits has the "
                                    "classes b and a.";
        QTest::newRow("network") << "network"
                                 << "The checkpoint does not fit: its network has another number of weights.";
    }
    void runThatCantGoOnSaysWhy() {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        RunRecord record = *stoppedAt(15);
        if (what == "checkpoint")
            record.checkpoint.reset();
        else if (what == "data")
            record.info.dataSha256 = "another";
        else if (what == "classes")
            record.info.classNames = {"a", "b"};
        else
            record.checkpoint->parameters.clear();
        FakeScript script = shortScript();
        script.classNames = {"b", "a"};
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.goOn(std::make_shared<const RunRecord>(record));
        AWAIT(controller, State::Empty);
        QCOMPARE(recorder.failures, QStringList{sentence});
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
        QTRY_COMPARE(recorder.records.size(), 1U);
        QCOMPARE(recorder.records.front().status, RunStatus::Diverged);
        QVERIFY(recorder.records.front().divergence == recorder.divergences.front());
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

    void changesEtaWhileTraining() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(2));
        AWAIT(controller, State::Ready);
        controller.train();
        gate->awaitArrival();
        Hyperparameters changed = withEpochs(2);
        changed.eta = 0.5;
        controller.change(changed);
        QCOMPARE(controller.hyperparameters(), changed);
        controller.requestWeights();
        gate->open();
        QTRY_VERIFY(!recorder.records.empty());
        QCOMPARE(recorder.records.front().hyperparameters, changed);
        AWAIT(controller, State::Finished);
        QVERIFY(recorder.failures.isEmpty());
    }

    void refusedChangeChangesNothing() {
        SessionController controller(fakeFactory(shortScript()));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        AWAIT(controller, State::Ready);
        controller.change(withEpochs(7));
        QTRY_COMPARE(recorder.failures.size(), 1);
        QCOMPARE(controller.hyperparameters(), withEpochs(1));
        QCOMPARE(controller.state(), State::Ready);
    }

    void aRefusedBatchDoesNotStopTheTraining() {
        FakeScript script = shortScript();
        script.beforeChange = [](const Hyperparameters& wanted) {
            if (wanted.batch > 1000)
                throw HyperparameterError("Such batches do not fit into memory: take a smaller batch.");
        };
        const auto gate = holdAt(script, 5);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        AWAIT(controller, State::Ready);
        controller.train();
        gate->awaitArrival();
        Hyperparameters large = withEpochs(1);
        large.batch = 5000;
        controller.change(large);
        gate->open();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.failures, QStringList{"Such batches do not fit into memory: take a smaller batch."});
        QCOMPARE(controller.hyperparameters(), withEpochs(1)); // not what was asked for
        QVERIFY(controller.changes().empty());
        QVERIFY(!recorder.order.contains("Stopped"));
        QCOMPARE(controller.epochs().size(), 1U);
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
        QTRY_COMPARE(recorder.records.size(), 2U);
        const RunRecord& record = recorder.records.front();
        QCOMPARE(record.weights.front().values.front(), 12.0F);
        QCOMPARE(record.checkpoint->progress.step, 12); // so that a saved run can go on
        QCOMPARE(record.epochs.size(), 1U);
        QCOMPARE(record.status, RunStatus::Interrupted);
        QCOMPARE(record.hyperparameters.seed, 4);
        QCOMPARE(recorder.records.back().status, RunStatus::Done); // without being asked for
        QVERIFY(recorder.records.back().epochs == controller.epochs());
    }
};

QTEST_GUILESS_MAIN(TestSessionRunner)
#include "tst_session_runner.moc"
