#include "tests/support/session_scripts.h"
#include "tests/support/thread_limit.h"
#include "ui/training/session_controller.h"

#include <QRegularExpression>
#include <QTimer>

#include <stdexcept>

using namespace unroll;

using State = SessionController::State;

class TestSessionWorker : public QObject {
    Q_OBJECT

private slots:
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

    void withoutAThreadItIsRefusedWithASentence() {
        if (!ThreadLimit::works())
            QSKIP("This C library's pthread_create() can't be replaced.");
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression("QThread::start: Thread creation error.*"));
        const ThreadLimit limit(0);
        try {
            SessionController controller(fakeFactory(shortScript()));
            QFAIL("There is nobody to train.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(error.what(), "The system starts no thread to train on: close other programs, or raise its limit "
                                   "on processes (ulimit -u, or the container's).");
        }
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

    void newRunAbandonsTheStepUnderWay() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 3);
        SessionController controller(fakeFactory(script));
        SignalRecorder recorder(controller);
        controller.configure(withEpochs(1, 1));
        controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(recorder.batches.size(), 2U);
        recorder.clear();
        controller.configure(withEpochs(1, 2));
        controller.train();
        gate->open();
        AWAIT(controller, State::Finished);
        QCOMPARE(script.log->abandoned.load(), 1);
        QCOMPARE(script.log->steps.load(), 2 + 10);
        QCOMPARE(stepsOf(recorder.batches), oneTo(10));
        for (const BatchMetrics& batch : recorder.batches)
            QCOMPARE(batch.loss, FakeSession::lossAt(batch.step, 2));
    }

    void newRunAbandonsTheEvaluationUnderWay() {
        FakeScript script = shortScript(1);
        script.evaluationParts = 1000000;
        SessionController controller(fakeFactory(script));
        controller.configure(withEpochs(1, 1));
        controller.train();
        QTRY_VERIFY(script.log->evaluations.load() > 0);
        controller.configure(withEpochs(1, 2));
        AWAIT(controller, State::Ready);
        QCOMPARE(controller.hyperparameters().seed, 2);
        QVERIFY(controller.epochs().empty());
    }

    void destructionAbandonsTheStepUnderWay() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 2);
        auto controller = std::make_unique<SessionController>(fakeFactory(script));
        controller->configure(withEpochs(100000));
        controller->train();
        gate->awaitArrival();
        std::thread opener([gate, log = script.log] {
            while (!log->isAbandoned())
                std::this_thread::yield();
            gate->open();
        });
        controller.reset();
        opener.join();
        QCOMPARE(script.log->steps.load(), 1);
        QCOMPARE(script.log->abandoned.load(), 1);
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
        controller.requestWeights();
        controller.train();
        int turns = 0; // of the event loop, although the step hangs
        QTimer turn;
        QObject::connect(&turn, &QTimer::timeout, &turn, [&turns] { ++turns; });
        turn.start(0);
        QTRY_VERIFY(turns >= 100);
        QCOMPARE(script.log->steps.load(), 0);
        gate->open();
        AWAIT(controller, State::Finished);
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

QTEST_GUILESS_MAIN(TestSessionWorker)
#include "tst_session_worker.moc"
