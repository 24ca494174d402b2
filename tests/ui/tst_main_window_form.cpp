#include "tests/support/session_scripts.h"
#include "ui/main_window_form.h"
#include "ui/panels/hyperparameter_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/settings/settings.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>

using namespace unroll;

using State = SessionController::State;

namespace {

// What the form presenter stands between.
struct Desk {
    explicit Desk(const FakeScript& script)
        : controller(fakeFactory(script)) {}

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
        QTRY_COMPARE(desk.controller.hyperparameters().hidden, 69);
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(script.log->built.load(), 2);
        QVERIFY(desk.messages.sentence().isEmpty());
        QCOMPARE(desk.settings.hyperparameters().hidden, 69);
    }

    void changeThatIsTakenBackSetsUpNothing() {
        const FakeScript script = shortScript();
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        desk.press("hidden", Qt::Key_Up);
        desk.press("hidden", Qt::Key_Down);
        QTest::qWait(300); // longer than the hand rests
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

    void etaIsTakenWhileTraining() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        Desk desk(script);
        desk.presenter.begin(withEpochs(2));
        desk.presenter.train();
        gate->awaitArrival();
        AWAIT(desk.controller, State::Running);
        QTest::keyClick(desk.form.findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QVERIFY(!desk.presenter.isPending());
        QCOMPARE(desk.controller.hyperparameters().eta, 0.02);
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(script.log->built.load(), 1);
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
#include "tst_main_window_form.moc"
