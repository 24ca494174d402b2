#include "tests/support/session_scripts.h"
#include "ui/session/session_controller.h"

#include <cmath>

using namespace unroll;

using State = SessionController::State;

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
        QTRY_COMPARE(recorder.records.size(), 1U);
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
        QCOMPARE(record.checkpoint->progress.step, 12); // so that a saved run can go on
        QCOMPARE(record.epochs.size(), 1U);
        QCOMPARE(record.status, RunStatus::Interrupted);
        QCOMPARE(record.hyperparameters.seed, 4);
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 2U);
        QCOMPARE(recorder.records.back().status, RunStatus::Done);
        QVERIFY(recorder.records.back().epochs == controller.epochs());
    }
};

QTEST_GUILESS_MAIN(TestSessionRunner)
#include "tst_session_runner.moc"
