#include "tests/support/form_desk.h"
#include "ui/form/preset_bar.h"
#include "ui/form/preset_presenter.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

using namespace unroll;

using State = SessionController::State;

namespace {

struct Desk : FormDesk {
    explicit Desk(const FakeScript& script = shortScript(), const Hyperparameters& start = withEpochs(1))
        : FormDesk(script, true) {
        Hyperparameters wide;
        wide.hidden = 128;
        wide.cells = 28;
        kept = {{"paper"}, {"wide", true, wide}, {"broken", true, {}, "broken.json: it is not valid JSON."}};
        services.rows = {findHyperparameter("hidden"), findHyperparameter("eta"), findHyperparameter("cells")};
        services.list = [this] { return kept; };
        services.save = [this](const std::string& name, const Hyperparameters& preset) {
            if (name.empty())
                throw std::runtime_error("A preset needs a name.");
            kept.push_back({name, true, preset});
        };
        services.remove = [this](const std::string& name) {
            if (name.find('.') != std::string::npos)
                throw std::runtime_error("A preset's name has no dots.");
            std::erase_if(kept, [&](const Preset& preset) { return preset.name == name; });
        };
        form.show();
        bar.show();
        begin(start);
        present();
    }

    void present() {
        presets = std::make_unique<PresetPresenter>(PresetPresenter::Desk{bar, setting, messages}, services, nullptr);
    }
    QComboBox* box() { return bar.findChild<QComboBox*>("presets"); }
    bool isNoted(const QString& words) {
        return std::ranges::any_of(form.findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(words);
        });
    }
    QAction* action(int index) { return bar.findChild<QToolButton*>("presetMenu")->menu()->actions().at(index); }

    std::vector<Preset> kept;
    PresetServices services;
    PresetBar bar;
    std::unique_ptr<PresetPresenter> presets;
};

} // namespace

class TestMainWindowPresets : public QObject {
    Q_OBJECT

private slots:
    void chosenOneGoesIntoTheFormAndIsTrained() {
        Desk desk;
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(desk.box()->currentText(), QString("paper"));
        QTest::keyClick(desk.box(), Qt::Key_Down);
        QCOMPARE(desk.setting.value().hidden, 128);
        QCOMPARE(desk.setting.value().epochs, 1); // a preset's rows do not have it
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().hidden, 128);
        QCOMPARE(desk.box()->currentText(), QString("wide"));
    }

    void aSettingIsSentAndTaken() {
        Desk desk;
        AWAIT(desk.controller, State::Ready);
        const auto press = [&desk](const QString& text) {
            for (QAction* action : desk.bar.findChild<QToolButton*>("presetMenu")->menu()->actions())
                if (action->text().remove('&') == text)
                    action->trigger();
        };
        press("Copy as command line");
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("unroll train "));
        press("Copy as link");
        const QString link = QGuiApplication::clipboard()->text();
        QVERIFY2(link.startsWith("unroll:?"), qPrintable(link));
        const Hyperparameters sent = desk.setting.value();
        QGuiApplication::clipboard()->setText("unroll:?hidden=128&cells=7&epochs=1");
        press("Paste a setting");
        QCOMPARE(desk.setting.value().hidden, 128);
        QCOMPARE(desk.setting.value().cells, 7);
        QCOMPARE(desk.setting.value().data, sent.data);
        AWAIT(desk.controller, State::Finished);
        QGuiApplication::clipboard()->setText(link);
        press("Paste a setting");
        QVERIFY(desk.setting.value() == sent);
        QGuiApplication::clipboard()->setText("have a look at this");
        press("Paste a setting");
        QVERIFY(desk.messages.sentence().contains("no setting"));
        QVERIFY(desk.setting.value() == sent);
    }

    void settingThatCantBeSetUpIsOfNoPreset() {
        FakeScript script = shortScript();
        script.beforeSetup = [](const Hyperparameters&) {
            throw HyperparameterError("It is too large", "take a smaller one.");
        };
        Hyperparameters start = withEpochs(1);
        start.hidden = 4096;
        Desk desk(script);
        AWAIT(desk.controller, State::Empty);
        desk.begin(start);
        AWAIT(desk.controller, State::Empty);
        QCOMPARE(desk.box()->currentIndex(), -1);
        QVERIFY(desk.isNoted("It is too large"));
    }

    void settingOfNoPresetIsShownAsNone() {
        Desk desk;
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Up);
        QCOMPARE(desk.box()->currentIndex(), -1);
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Down);
        QCOMPARE(desk.box()->currentText(), QString("paper"));
    }

    void formIsSavedUnderAName() {
        Desk desk;
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Up);
        desk.action(0)->trigger();
        auto* name = desk.bar.findChild<QLineEdit*>("presetName");
        QTRY_VERIFY(name->isVisible());
        QTest::keyClicks(name, "mine");
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(desk.kept.back().name, std::string("mine"));
        QCOMPARE(desk.kept.back().setting.hidden, 65);
        QCOMPARE(desk.box()->currentText(), QString("mine"));
        QVERIFY(desk.action(1)->isEnabled());
        desk.action(1)->trigger();
        QCOMPARE(desk.kept.size(), 3U);
        QVERIFY(!desk.action(1)->isEnabled());
    }

    void escapeSavesNothing() {
        Desk desk;
        desk.action(0)->trigger();
        auto* name = desk.bar.findChild<QLineEdit*>("presetName");
        QTest::keyClicks(name, "mine");
        QTest::keyClick(name, Qt::Key_Escape);
        QVERIFY(!name->isVisible());
        QCOMPARE(desk.kept.size(), 3U);
    }

    void aPresetIsReplacedOnlyWhenAsked() {
        Desk desk;
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Up);
        const auto saveAsWide = [&] {
            desk.action(0)->trigger();
            auto* name = desk.bar.findChild<QLineEdit*>("presetName");
            QTest::keyClicks(name, "wide");
            QTest::keyClick(name, Qt::Key_Return);
        };
        saveAsWide();
        QCOMPARE(desk.kept.size(), 3U);
        QVERIFY(desk.messages.sentence().contains("wide"));
        desk.messages.findChild<QToolButton*>("messageAction")->click();
        QCOMPARE(desk.kept.back().name, std::string("wide"));
        QCOMPARE(desk.kept.back().setting.hidden, 65);
    }

    void aPresetThatCantBeRemovedIsTold() {
        Desk desk;
        Hyperparameters wide;
        wide.hidden = 96;
        desk.kept = {{"my.v2", true, wide}};
        desk.present();
        emit desk.box()->activated(0);
        QCOMPARE(desk.box()->currentText(), QString("my.v2"));
        desk.action(1)->trigger();
        QCOMPARE(desk.messages.sentence(), QString("A preset's name has no dots."));
        QCOMPARE(desk.kept.size(), 1U);
    }

    void failuresAreTold() {
        Desk desk;
        desk.action(0)->trigger();
        QTest::keyClick(desk.bar.findChild<QLineEdit*>("presetName"), Qt::Key_Return);
        QCOMPARE(desk.messages.sentence(), QString("A preset needs a name."));
        QTest::keyClick(desk.box(), Qt::Key_End);
        QCOMPARE(desk.messages.sentence(), QString("broken.json: it is not valid JSON."));
        QCOMPARE(desk.box()->currentText(), QString("paper"));
    }

    void isFittedToTheImagesAndSaysSo() {
        FakeScript script = shortScript();
        script.side = 19;
        script.beforeSetup = [](const Hyperparameters& setting) { checkCells(setting, 19 * 19); };
        Hyperparameters start = withEpochs(1);
        start.cells = 19;
        Desk desk(script, start);
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(desk.box()->currentIndex(), -1);
        QTest::keyClick(desk.box(), Qt::Key_Down);
        QTest::keyClick(desk.box(), Qt::Key_Down);
        AWAIT(desk.controller, State::Finished);
        QCOMPARE(desk.controller.hyperparameters().hidden, 128);
        QCOMPARE(desk.controller.hyperparameters().cells, 19);
        QCOMPARE(desk.box()->currentText(), QString("wide"));
        QVERIFY(desk.isNoted("In place of 28"));
    }

    void programsPresetsCantBeRemoved() {
        Desk desk;
        QVERIFY(!desk.action(1)->isEnabled());
    }
};

QTEST_MAIN(TestMainWindowPresets)
#include "tst_preset_presenter.moc"
