#include "tests/support/session_scripts.h"
#include "ui/form/form_presenter.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/state/settings.h"
#include "ui/widgets/message_bar.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

using namespace unroll;

using State = SessionController::State;

namespace {

// What the form presenter stands between.
struct Desk {
    explicit Desk(const FakeScript& script)
        : controller(fakeFactory(script)) {
        presenter.setRetrains(false);
    }

    void press(const char* control, Qt::Key key) { QTest::keyClick(form.findChild<QWidget*>(control), key); }

    QTemporaryDir folder;
    Settings settings{folder.filePath("unroll.ini")};
    HyperparameterPanel form{{"digits", "mnist"}};
    MessageBar messages;
    SessionController controller;
    FormPresenter presenter{controller, form, messages, settings, nullptr};
};

} // namespace

class TestMainWindowForm : public QObject {
    Q_OBJECT

private slots:
    void changeBeforeTrainingSetsUpANewNetworkOnce() {
        const FakeScript script = shortScript();
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        for (int i = 0; i < 5; ++i)
            desk.press("hidden", Qt::Key_Up);
        QCOMPARE(desk.settings.hyperparameters().hidden, 64); // no file is written at every step
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 69);
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(script.log->built.load(), 2);
        QVERIFY(desk.messages.sentence().isEmpty());
        desk.presenter.remember();
        QCOMPARE(desk.settings.hyperparameters().hidden, 69);
    }

    void changeThatIsTakenBackSetsUpNothing() {
        const FakeScript script = shortScript();
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        desk.press("hidden", Qt::Key_Up);
        QVERIFY(desk.presenter.findChild<QTimer*>("rest")->isActive());
        desk.press("hidden", Qt::Key_Down);
        QVERIFY(!desk.presenter.findChild<QTimer*>("rest")->isActive());
        QCOMPARE(script.log->built.load(), 1);
    }

    void trainDoesNotWaitUntilTheHandRests() {
        Desk desk(shortScript());
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        desk.press("seed", Qt::Key_Up);
        desk.presenter.train();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
    }

    void changeAfterTrainingWaitsAndSaysSo() {
        const FakeScript script = shortScript();
        Desk desk(script);
        QSignalSpy pending(&desk.presenter, &FormPresenter::pendingChanged);
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        QVERIFY(desk.presenter.isPending());
        QCOMPARE(pending.count(), 1);
        QVERIFY(desk.messages.sentence().startsWith("Hidden size changes with a new network"));
        QCOMPARE(desk.controller.hyperparameters().hidden, 64);
        desk.press("seed", Qt::Key_Up);
        QVERIFY(desk.messages.sentence().startsWith("Hidden size and Seed change"));
        QTest::mouseClick(desk.messages.findChild<QToolButton*>("messageAction"), Qt::LeftButton);
        QVERIFY(!desk.presenter.isPending());
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
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        Hyperparameters large = desk.form.hyperparameters();
        large.batch = 5000;
        large.hidden = 64;
        desk.presenter.take(large);
        QCOMPARE(desk.form.hyperparameters().batch, 5000);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.form.hyperparameters().batch, 100);
        QVERIFY(!desk.presenter.isPending());
        QCOMPARE(desk.messages.sentence(), QString("Such batches do not fit into memory: take a smaller batch."));
        desk.presenter.remember();
        QCOMPARE(desk.settings.hyperparameters().batch, 100);
    }

    void takingTheChangeBackKeepsTheNetwork() {
        Desk desk(shortScript());
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        desk.press("hidden", Qt::Key_Down);
        QVERIFY(!desk.presenter.isPending());
        QVERIFY(desk.messages.sentence().isEmpty());
        QCOMPARE(desk.controller.state(), State::Finished);
    }

    void rewindMakesWayForTheChange() {
        Desk desk(shortScript());
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        AWAIT(desk.controller, State::Finished);
        desk.press("hidden", Qt::Key_Up);
        desk.controller.rewind();
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 65);
        AWAIT(desk.controller, State::Ready);
        QVERIFY(!desk.presenter.isPending());
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
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        desk.press(qPrintable(control), key);
        QVERIFY(!desk.presenter.isPending());
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
        Desk desk(script);
        desk.presenter.setRetrains(true);
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        QTest::keyClick(desk.form.findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QVERIFY(desk.presenter.startedByDrag());
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().eta, 0.02);
        QTest::keyClick(desk.form.findChild<QSlider*>("hiddenslider"), Qt::Key_Right);
        QVERIFY(!desk.presenter.isPending());
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 96);
        AWAIT(desk.controller, State::Finished);
        QVERIFY(desk.messages.sentence().isEmpty());
        desk.presenter.train();
        QVERIFY(!desk.presenter.startedByDrag());
    }

    void ofADragOnlyTheNewestValueIsTrained() {
        FakeScript script = shortScript();
        auto gate = std::make_shared<Gate>();
        script.beforeStep = [gate](std::int64_t step) {
            if (step == 2)
                gate->pass();
        };
        Desk desk(script);
        desk.presenter.setRetrains(true);
        desk.presenter.begin(withEpochs(1));
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
        QCOMPARE(desk.controller.hyperparameters().eta, desk.form.hyperparameters().eta);
    }

    void restingTrainingTakesWhatItCan() {
        const FakeScript script = shortScript();
        Desk desk(script);
        desk.presenter.setRetrains(true);
        desk.presenter.begin(withEpochs(2));
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
        Desk desk(shortScript());
        Settings fresh(desk.folder.filePath("fresh.ini"));
        FormPresenter presenter(desk.controller, desk.form, desk.messages, fresh, nullptr);
        presenter.begin(withEpochs(1));
        AWAIT(desk.controller, State::Ready);
        QVERIFY(presenter.predictedSeconds() > 0);
        QVERIFY(presenter.retrains());
        presenter.begin(withEpochs(100000));
        QVERIFY(presenter.predictedSeconds() > 2);
        QVERIFY(!presenter.retrains());
        presenter.setRetrains(true);
        QVERIFY(presenter.retrains());
        QCOMPARE(fresh.retrainsAsDragged(), std::optional(true));
    }

    void newSeedTrainsAnew() {
        Desk desk(shortScript());
        desk.presenter.begin(withEpochs(1));
        AWAIT(desk.controller, State::Ready);
        desk.presenter.newSeed();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
        QCOMPARE(desk.form.hyperparameters().seed, 2);
        QVERIFY(!desk.presenter.startedByDrag());
    }

    void etaOfAFinishedRunNeedsANewOne() {
        Desk desk(shortScript());
        desk.presenter.begin(withEpochs(1));
        desk.presenter.train();
        AWAIT(desk.controller, State::Finished);
        QTest::keyClick(desk.form.findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QVERIFY(desk.presenter.isPending());
        desk.presenter.train();
        QTRY_COMPARE(desk.controller.hyperparameters().eta, 0.02);
        AWAIT(desk.controller, State::Finished);
    }

    void divergenceNamesLayerAndCell() {
        Desk desk(shortScript());
        emit desk.controller.diverged({2, 17, "tanh", "cell 3: tanh", 1, 3});
        QCOMPARE(desk.messages.sentence(),
                 "Training diverged in epoch 2, batch 17 (cell 3: tanh in layer 1 is no longer finite).");
        emit desk.controller.diverged({2, 17, "affine", "logits", 0, 0, "out.weight"});
        QCOMPARE(desk.messages.sentence(),
                 "Training diverged in epoch 2, batch 17 (logits, affine, going backward is no longer finite).");
    }

    void whatCantBeSetUpIsSaidBesideTheField() {
        FakeScript script = shortScript();
        script.beforeSetup = [](const Hyperparameters& setting) {
            if (setting.layers > 1)
                throw HyperparameterError("This needs 9 GB and there are 2 GB: take fewer layers.");
        };
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        const auto* layers = desk.form.findChild<QWidget*>("layers");
        desk.press("layers", Qt::Key_Up);
        QTRY_COMPARE(layers->accessibleDescription(), QString("This needs 9 GB and there are 2 GB"));
        QVERIFY(desk.messages.sentence().endsWith("take fewer layers."));
        desk.press("layers", Qt::Key_Down);
        QVERIFY(layers->accessibleDescription().isEmpty());
        AWAIT(desk.controller, State::Ready);
    }

    void failedStepIsToldWithoutAWayOut() {
        FakeScript script = shortScript();
        script.failsAtStep = 3;
        script.stepError = "The worker could not go on; start again.";
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        AWAIT(desk.controller, State::Stopped);
        QTRY_COMPARE(desk.messages.sentence(), QString("The worker could not go on; start again."));
    }
};

QTEST_MAIN(TestMainWindowForm)
#include "tst_form_presenter.moc"
