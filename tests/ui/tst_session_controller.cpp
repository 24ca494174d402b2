#include "tests/support/session_scripts.h"
#include "ui/training/session_controller.h"

using namespace unroll;

using State = SessionController::State;

class TestSessionController : public QObject {
    Q_OBJECT

private slots:
    void signalsOfAWholeTrainingComeInOrder() {
        SessionController controller(fakeFactory(shortScript()));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1));
        QCOMPARE(controller.state(), State::Preparing);
        QCOMPARE(recorder.order, QStringList{"Preparing"});
        AWAIT(controller, State::Ready);
        QCOMPARE(recorder.order, (QStringList{"Preparing", "configured", "Ready"}));

        recorder.clear();
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.order.first(), QString("Running"));
        QCOMPARE(recorder.order.last(), QString("Finished"));
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
        QTRY_COMPARE(recorder.records.size(), 3U); // of each rest
        controller.requestWeights();
        QTRY_COMPARE(recorder.records.size(), 4U);
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
        QCOMPARE(recorder.order, (QStringList{"configured", "Ready"}));
        QCOMPARE(script.log->steps.load(), 14); // the old run's fifteenth is abandoned
        QCOMPARE(script.log->alive.load(), 1);
        controller.train();
        AWAIT(controller, State::Finished);
        QCOMPARE(recorder.batches.front().loss, FakeSession::lossAt(1, 2));
        QCOMPARE(recorder.batches.size(), 20U);
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
};

QTEST_GUILESS_MAIN(TestSessionController)
#include "tst_session_controller.moc"
