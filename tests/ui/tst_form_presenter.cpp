#include "tests/support/form_desk.h"

using namespace unroll;

using State = SessionController::State;

class TestFormPresenter : public QObject {
    Q_OBJECT

private slots:
    void divergenceNamesLayerAndCell() {
        FormDesk desk(shortScript());
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
                throw HyperparameterError("This needs 9 GB: or more, and there are 2 GB", "take fewer layers.");
        };
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        const auto* layers = desk.form.findChild<QWidget*>("layers");
        desk.press("layers", Qt::Key_Up);
        QTRY_COMPARE(layers->accessibleDescription(), QString("This needs 9 GB: or more, and there are 2 GB"));
        QVERIFY(desk.messages.sentence().endsWith("take fewer layers."));
        desk.press("layers", Qt::Key_Down);
        QVERIFY(layers->accessibleDescription().isEmpty());
        AWAIT(desk.controller, State::Ready);
    }

    void aValueAtFaultIsNamedWhateverWasChanged() {
        FakeScript script = shortScript();
        script.beforeSetup = [](const Hyperparameters& setting) {
            if (setting.batch > 1000)
                throw HyperparameterError("Such batches do not fit", "take a smaller batch.", "batch");
        };
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Ready);
        Hyperparameters other = desk.setting.value();
        other.hidden = 100;
        other.batch = 5000;
        desk.setting.edit(other);
        const auto* batch = desk.form.findChild<QWidget*>("batch");
        QTRY_COMPARE(batch->accessibleDescription(), QString("Such batches do not fit"));
        QVERIFY(desk.form.findChild<QWidget*>("hidden")->accessibleDescription().isEmpty());
    }

    // A colon in the sentence of another error is no advice on the setting.
    void anotherFailureIsNoObstacleInTheForm() {
        FakeScript script = shortScript();
        script.setupError = "The folder /data: it can't be read.";
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        AWAIT(desk.controller, State::Empty);
        QTRY_COMPARE(desk.messages.sentence(), QString("The folder /data: it can't be read."));
        QVERIFY(desk.form.findChild<QWidget*>("hidden")->accessibleDescription().isEmpty());
    }

    void failedStepIsToldWithoutAWayOut() {
        FakeScript script = shortScript();
        script.failsAtStep = 3;
        script.stepError = "The worker could not go on; start again.";
        FormDesk desk(script);
        desk.begin(withEpochs(2));
        desk.policy.train();
        AWAIT(desk.controller, State::Stopped);
        QTRY_COMPARE(desk.messages.sentence(), QString("The worker could not go on; start again."));
    }
};

QTEST_MAIN(TestFormPresenter)
#include "tst_form_presenter.moc"
