#include "tests/support/form_desk.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

using namespace unroll;

using State = SessionController::State;

class TestRetrainPolicy : public QObject {
    Q_OBJECT

private slots:
    void changeBeforeTrainingSetsUpANewNetworkOnce() {
        const FakeScript script = shortScript();
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        for (int i = 0; i < 5; ++i)
            desk.press("hidden", Qt::Key_Up);
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 69);
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(script.log->built.load(), 2);
        QVERIFY(desk.messages.sentence().isEmpty());
    }

    void changeThatIsTakenBackSetsUpNothing() {
        const FakeScript script = shortScript();
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        desk.press("hidden", Qt::Key_Up);
        QVERIFY(desk.policy.findChild<QTimer*>("rest")->isActive());
        desk.press("hidden", Qt::Key_Down);
        QVERIFY(!desk.policy.findChild<QTimer*>("rest")->isActive());
        QCOMPARE(script.log->built.load(), 1);
    }

    void trainDoesNotWaitUntilTheHandRests() {
        FormDesk desk(shortScript());
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        desk.press("seed", Qt::Key_Up);
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
    }

    void changeAfterTrainingWaitsAndSaysSo() {
        const FakeScript script = shortScript();
        FormDesk desk(script);
        QSignalSpy pending(&desk.policy, &RetrainPolicy::pendingChanged);
        desk.begin(withEpochs(2));
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        QVERIFY(desk.policy.isPending());
        QCOMPARE(pending.count(), 1);
        QVERIFY(desk.messages.sentence().startsWith("Hidden size changes with a new network"));
        QCOMPARE(desk.controller.hyperparameters().hidden, 64);
        desk.press("seed", Qt::Key_Up);
        QVERIFY(desk.messages.sentence().startsWith("Hidden size and Seed change"));
        QTest::mouseClick(desk.messages.findChild<QToolButton*>("messageAction"), Qt::LeftButton);
        QVERIFY(!desk.policy.isPending());
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 65);
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(script.log->built.load(), 2);
        QVERIFY(desk.messages.sentence().isEmpty());
    }

    // The form says what holds; what was refused is in the message.
    void aChangeThatTheTrainingRefusesIsTakenBack() {
        FakeScript script = shortScript();
        script.beforeChange = [](const Hyperparameters& wanted) {
            if (wanted.batch > 1000)
                throw HyperparameterError("Such batches do not fit into memory: take a smaller batch.");
        };
        const auto gate = holdAt(script, 5);
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        desk.policy.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        Hyperparameters large = desk.setting.value();
        large.batch = 5000;
        large.hidden = 64;
        desk.setting.edit(large);
        QCOMPARE(desk.setting.value().batch, 5000);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.setting.value().batch, 100);
        QVERIFY(!desk.policy.isPending());
        QCOMPARE(desk.messages.sentence(), QString("Such batches do not fit into memory: take a smaller batch."));
    }

    // What was changed since is not at fault.
    void aNewerChangeOutlivesTheRefusal() {
        FakeScript script = shortScript();
        script.beforeChange = [](const Hyperparameters& wanted) {
            if (wanted.batch > 1000)
                throw HyperparameterError("Such batches do not fit", "take a smaller batch.", "batch");
        };
        const auto gate = holdAt(script, 5);
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        desk.policy.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        desk.setting.edit(*findHyperparameter("batch"), std::int64_t{5000});
        desk.setting.edit(*findHyperparameter("eta"), 0.5);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.setting.value().batch, 100);
        QCOMPARE(desk.setting.value().eta, 0.5);
        QCOMPARE(desk.controller.hyperparameters().eta, 0.5);
        QCOMPARE(desk.controller.hyperparameters().batch, 100);
    }

    void takingTheChangeBackKeepsTheNetwork() {
        FormDesk desk(shortScript());
        desk.begin(withEpochs(2));
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        desk.press("hidden", Qt::Key_Down);
        QVERIFY(!desk.policy.isPending());
        QVERIFY(desk.messages.sentence().isEmpty());
        QCOMPARE(desk.controller.state(), State::Finished);
    }

    void rewindMakesWayForTheChange() {
        FormDesk desk(shortScript());
        desk.begin(withEpochs(2));
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        desk.controller.rewind();
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 65);
        AWAIT(desk.controller, State::Ready);
        QVERIFY(!desk.policy.isPending());
    }

    void whatCanChangeWhileTrainingIsTaken_data() {
        QTest::addColumn<QString>("control");
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QString>("taken");
        QTest::newRow("eta") << "etaslider" << Qt::Key_Right << "0.02";
        QTest::newRow("schedule") << "schedule" << Qt::Key_Down << "cosine";
        QTest::newRow("clip") << "clip" << Qt::Key_Up << "1e-04";
        QTest::newRow("batch") << "batch" << Qt::Key_Up << "101";
    }
    void whatCanChangeWhileTrainingIsTaken() {
        QFETCH(QString, control);
        QFETCH(Qt::Key, key);
        QFETCH(QString, taken);
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        desk.policy.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        desk.press(qPrintable(control), key);
        QVERIFY(!desk.policy.isPending());
        const HyperparameterRow& row = *findHyperparameter(control.remove("slider").toStdString());
        QCOMPARE(QString::fromStdString(formatValue(valueOf(desk.controller.hyperparameters(), row))), taken);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(script.log->built.load(), 1);
        QCOMPARE(desk.controller.changes().size(), 1U);
        QCOMPARE(desk.controller.changes()[0].key, std::string(row.key));
    }

    void dragTrainsAnewAtOnce() {
        const FakeScript script = shortScript();
        FormDesk desk(script);
        desk.policy.setRetrains(true);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        QTest::keyClick(desk.form.findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QCOMPARE(desk.controller.origin(), TrainOrigin::Drag);
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().eta, 0.02);
        QTest::keyClick(desk.form.findChild<QSlider*>("hiddenslider"), Qt::Key_Right);
        QVERIFY(!desk.policy.isPending());
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 96);
        AWAIT(desk.controller, State::Finished);
        QVERIFY(desk.messages.sentence().isEmpty());
        desk.policy.train();
        QCOMPARE(desk.controller.origin(), TrainOrigin::Button);
    }

    void ofADragOnlyTheNewestValueIsTrained() {
        FakeScript script = shortScript();
        auto gate = std::make_shared<Gate>();
        script.beforeStep = [gate](std::int64_t step) {
            if (step == 2)
                gate->pass();
        };
        FormDesk desk(script);
        desk.policy.setRetrains(true);
        desk.begin(withEpochs(1));
        AWAIT(desk.controller, State::Ready);
        SignalRecorder recorder(desk.controller);
        auto* slider = desk.form.findChild<QSlider*>("etaslider");
        QTest::keyClick(slider, Qt::Key_Right);
        gate->awaitArrival();
        recorder.clear();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(slider, Qt::Key_Right);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(script.log->built.load(), 3); // at first, the first of the drag, its last
        QCOMPARE(script.log->abandoned.load(), 1);
        QCOMPARE(stepsOf(recorder.batches), oneTo(10)); // and none of the stale run's
        QCOMPARE(desk.controller.hyperparameters().eta, desk.setting.value().eta);
    }

    void restingTrainingTakesWhatItCan() {
        const FakeScript script = shortScript();
        FormDesk desk(script);
        desk.policy.setRetrains(true);
        desk.begin(withEpochs(2));
        desk.controller.stepBatch();
        AWAIT(desk.controller, State::Paused);
        QTest::keyClick(desk.form.findChild<QSlider*>("batchslider"), Qt::Key_Right);
        QCOMPARE(desk.controller.hyperparameters().batch, 200);
        QTRY_COMPARE(desk.controller.changes().size(), 1U);
        QCOMPARE(desk.controller.changes().front(),
                 (HyperparameterChange{1, 0.1, "batch", std::int64_t{100}, std::int64_t{200}}));
        QCOMPARE(script.log->built.load(), 1);
        desk.press("hidden", Qt::Key_Up);
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().hidden, 65);
        QVERIFY(desk.controller.changes().empty());
    }

    void shortTrainingsRetrainUntilAPersonDecides() {
        FormDesk desk(shortScript());
        Settings fresh(desk.folder.filePath("fresh.ini"));
        RetrainPolicy policy(desk.controller, desk.setting, fresh);
        desk.begin(withEpochs(1));
        AWAIT(desk.controller, State::Ready);
        QVERIFY(policy.predictedSeconds() > 0);
        QVERIFY(policy.retrains());
        desk.begin(withEpochs(100000));
        QVERIFY(policy.predictedSeconds() > 2);
        QVERIFY(!policy.retrains());
        policy.setRetrains(true);
        QVERIFY(policy.retrains());
        QCOMPARE(fresh.retrainsAsDragged(), std::optional(true));
    }

    void newSeedTrainsAnew() {
        FormDesk desk(shortScript());
        desk.begin(withEpochs(1));
        AWAIT(desk.controller, State::Ready);
        desk.policy.newSeed();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
        QCOMPARE(desk.setting.value().seed, 2);
        QCOMPARE(desk.controller.origin(), TrainOrigin::Button);
    }

    void etaOfAFinishedRunNeedsANewOne() {
        FormDesk desk(shortScript());
        desk.begin(withEpochs(1));
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        QTest::keyClick(desk.form.findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QVERIFY(desk.policy.isPending());
        desk.policy.train();
        QTRY_COMPARE(desk.controller.hyperparameters().eta, 0.02);
        AWAIT(desk.controller, State::Finished);
    }
};

QTEST_MAIN(TestRetrainPolicy)
#include "tst_retrain_policy.moc"
