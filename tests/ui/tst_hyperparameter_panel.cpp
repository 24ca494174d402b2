#include "ui/form/hyperparameter_panel.h"
#include "ui/form/number_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace unroll;

class TestHyperparameterPanel : public QObject {
    Q_OBJECT

private slots:
    void init() {
        setting_ = std::make_unique<SettingModel>();
        panel_ = std::make_unique<HyperparameterPanel>(*setting_, std::vector<std::string>{"digits", "mnist"});
        panel_->resize(300, 800);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
        changed_.clear();
        connect(setting_.get(), &SettingModel::edited, this, [this] { changed_.push_back(setting_->value()); });
    }
    void cleanup() { panel_.reset(); }

    void beginsAtThePapersSetting() { QVERIFY(setting_->value() == Hyperparameters()); }

    void everyRowHasAControlWithWords() {
        for (const HyperparameterRow& row : hyperparameterTable()) {
            auto* control = panel_->findChild<QWidget*>(QString::fromLatin1(row.key.data(), qsizetype(row.key.size())));
            QVERIFY2(control, row.key.data());
            QCOMPARE(control->toolTip().toStdString(), std::string(row.help));
            QCOMPARE(control->accessibleName().toStdString(), std::string(row.label));
        }
    }

    void showsWhatItIsGivenWithoutASignal() {
        Hyperparameters other;
        other.data = "mnist";
        other.cells = 28;
        other.hidden = 100;
        other.activation = "relu";
        other.eta = 0.2;
        other.batch = 77;
        other.epochs = 9;
        other.seed = 123456789012;
        other.shuffle = false;
        other.threads = 3;
        other.order = "permuted";
        other.cell = "lstm";
        other.layers = 2;
        other.output = "every";
        other.init = "orthogonal";
        other.optimizer = "adam";
        other.schedule = "one-cycle";
        other.clip = 1.5;
        other.weightDecay = 0.01;
        other.trainLimit = 1000;
        other.testLimit = 500;
        setting_->set(other);
        QVERIFY(setting_->value() == other);
        QVERIFY(changed_.empty());
    }

    // Only what was clicked, or come to by Tab, follows a wheel.
    void aWheelThatScrollsTheFormChangesNothing_data() {
        QTest::addColumn<QString>("name");
        for (const HyperparameterRow& row : hyperparameterTable())
            QTest::newRow(row.key.data()) << QString::fromLatin1(row.key.data(), qsizetype(row.key.size()));
        QTest::newRow("slider") << "etaslider";
    }
    void aWheelThatScrollsTheFormChangesNothing() {
        QFETCH(QString, name);
        panel_->setFolded({});
        auto* control = panel_->findChild<QWidget*>(name);
        Hyperparameters middle; // so that no control is at its end
        middle.data = "digits";
        middle.cell = "indrnn";
        middle.seed = middle.layers = 7;
        setting_->set(middle);
        for (const int angle : {120, -120}) {
            turnWheel(*control, angle);
            QVERIFY(changed_.empty());
            QVERIFY(setting_->value() == middle);
        }
        QVERIFY(control->focusPolicy() != Qt::WheelFocus); // nor does it come into use by a wheel
    }

    void aControlInUseFollowsTheWheel() {
        auto* eta = panel_->findChild<NumberField*>("eta");
        panel_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
        eta->setFocus();
        turnWheel(*eta, 120);
        QCOMPARE(changed_.size(), 1U);
        QCOMPARE(changed_.back().eta, 0.016);
    }

    void cellsAreThoseThatDivideTheImage() {
        auto* cells = panel_->findChild<QComboBox*>("cells");
        QCOMPARE(cells->count(), static_cast<int>(cellChoices(784).size()));
        QVERIFY(cells->currentText().startsWith("4 "));
        QVERIFY(cells->currentText().contains("196"));
        QTest::keyClick(cells, Qt::Key_Down);
        QCOMPARE(changed_.size(), 1U);
        QCOMPARE(changed_.back().cells, 7);
        SessionInfo info;
        info.width = info.height = 10;
        setting_->setData(info);
        QVERIFY(cells->findText("10 ", Qt::MatchStartsWith) >= 0);
        QVERIFY(cells->findText("14 ", Qt::MatchStartsWith) < 0);
    }

    void controlWithoutAnEffectIsDisabledAndSaysWhy() {
        auto* cell = panel_->findChild<QComboBox*>("cell");
        auto* activation = panel_->findChild<QComboBox*>("activation");
        QVERIFY(activation->isEnabled());
        QTest::keyClick(cell, Qt::Key_End); // lstm
        QVERIFY(!activation->isEnabled());
        QCOMPARE(activation->accessibleDescription(), QString("The LSTM has its own: sigmoid and tanh"));
        QVERIFY(isSaid("The LSTM has its own: sigmoid and tanh"));
        QTest::keyClick(cell, Qt::Key_Home);
        QVERIFY(activation->isEnabled());
        QVERIFY(!isSaid("The LSTM has its own: sigmoid and tanh"));
    }

    void batchBeyondTheSetSaysWhatItComesTo() {
        SessionInfo info;
        info.width = info.height = 28;
        info.trainImages = 500;
        setting_->setData(info);
        Hyperparameters setting;
        setting.batch = 1000;
        setting_->set(setting);
        QVERIFY(isSaid("All 500 images are one batch"));
        QVERIFY(panel_->findChild<QWidget*>("batch")->isEnabled());
    }

    void whatsThisHasTheFormula() {
        QVERIFY(panel_->findChild<QWidget*>("eta")->whatsThis().contains(QString::fromUtf8("w ← w - η ∂L/∂w")));
        QCOMPARE(panel_->findChild<QWidget*>("seed")->whatsThis(), panel_->findChild<QWidget*>("seed")->toolTip());
        for (const QLabel* label : panel_->findChildren<QLabel*>())
            if (label->buddy())
                QCOMPARE(label->whatsThis(), label->buddy()->whatsThis());
        for (const char* name : {"vanilla", "IndRNN", "GRU", "LSTM"})
            QVERIFY2(panel_->findChild<QWidget*>("cell")->whatsThis().contains(QString("%1: ").arg(name)), name);
    }

    void impossibleNumbersAreShownWithTheirRange() {
        auto* hidden = panel_->findChild<NumberField*>("hidden");
        hidden->selectAll();
        QTest::keyClicks(hidden, "99999");
        QTest::keyClick(hidden, Qt::Key_Return);
        QVERIFY(isSaid("A whole number, 1 to 4096; still 64"));
        QCOMPARE(hidden->accessibleDescription(), QString("A whole number, 1 to 4096; still 64"));
        QVERIFY(changed_.empty());
        auto* eta = panel_->findChild<NumberField*>("eta");
        QTest::keyClick(eta, Qt::Key_Up); // another change leaves it to be seen
        QCOMPARE(hidden->text(), QString("99999"));
        QVERIFY(isSaid("A whole number, 1 to 4096; still 64"));
        setting_->set({});
        QVERIFY(!isSaid("A whole number, 1 to 4096; still 64"));
        QCOMPARE(hidden->text(), QString("64"));
    }

    void whatIsTypedCanBeFinishedFromOutside() {
        auto* hidden = panel_->findChild<NumberField*>("hidden");
        hidden->selectAll();
        QTest::keyClicks(hidden, "32");
        QVERIFY(changed_.empty());
        setting_->finishEdits();
        QCOMPARE(changed_.size(), 1U);
        QCOMPARE(changed_.back().hidden, 32);
    }

    void sliderAndFieldFollowEachOther() {
        auto* slider = panel_->findChild<QSlider*>("hiddenslider");
        auto* field = panel_->findChild<QWidget*>("hidden");
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(changed_.back().hidden, 96);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(changed_.back().hidden, 64);
        const int atPaper = slider->value();
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(changed_.back().hidden, 65);
        QCOMPARE(slider->value(), atPaper); // nearest stop
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(changed_.back().hidden, 1);
    }

    // The others are neither asked nor told.
    void oneTickOfASliderSetsOneValue() {
        QStringList changed;
        connect(setting_.get(), &SettingModel::changed, this, [&](const HyperparameterRows& rows) {
            for (const HyperparameterRow* row : rows)
                changed.append(QString::fromUtf8(row->key.data(), qsizetype(row->key.size())));
        });
        auto* hidden = panel_->findChild<NumberField*>("hidden");
        hidden->selectAll();
        QTest::keyClicks(hidden, "77"); // not finished
        QTest::keyClick(panel_->findChild<QSlider*>("etaslider"), Qt::Key_Right);
        QCOMPARE(changed, QStringList{"eta"});
        QCOMPARE(changed_.size(), 1U);
        QCOMPARE(hidden->text(), QString("77"));
        QCOMPARE(setting_->value().hidden, 64);
    }

    void sliderIsDraggedWithTheMouse() {
        auto* slider = panel_->findChild<QSlider*>("etaslider");
        QStyleOptionSlider option;
        option.initFrom(slider);
        option.orientation = Qt::Horizontal;
        option.maximum = slider->maximum();
        option.sliderPosition = option.sliderValue = slider->value();
        const QRect handle =
            slider->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider);
        QTest::mousePress(slider, Qt::LeftButton, {}, handle.center());
        QTest::mouseMove(slider, handle.center() + QPoint(slider->width(), 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, handle.center() + QPoint(slider->width(), 0));
        QVERIFY(!changed_.empty());
        QCOMPARE(changed_.back().eta, 1.0);
    }

    void rarelyChangedRowsAreFoldedAway() {
        auto* threads = panel_->findChild<QWidget*>("threads");
        auto* heading = panel_->findChild<QToolButton*>("foldMore");
        QVERIFY(!threads->isVisible());
        QTest::mouseClick(heading, Qt::LeftButton);
        QVERIFY(threads->isVisible());
        auto* shuffle = panel_->findChild<QCheckBox*>("shuffle");
        QTest::mouseClick(shuffle, Qt::LeftButton, {}, QPoint(8, shuffle->height() / 2));
        QCOMPARE(changed_.back().shuffle, false);
        QTest::keyClick(heading, Qt::Key_Space);
        QVERIFY(!threads->isVisible());
    }

    void noControlIsCutOff_data() {
        QTest::addColumn<QStringList>("folded");
        QTest::newRow("at first") << QStringList{"More"};
        QTest::newRow("all open") << QStringList();
        QTest::newRow("the rare ones alone") << QStringList{"Data", "Network", "Training"};
    }
    void noControlIsCutOff() {
        QFETCH(QStringList, folded);
        panel_->setFolded(folded);
        QCoreApplication::processEvents();
        const QWidget* seen = panel_->findChild<QScrollArea*>()->viewport();
        for (const HyperparameterRow& row : hyperparameterTable()) {
            const auto* control =
                panel_->findChild<QWidget*>(QString::fromLatin1(row.key.data(), qsizetype(row.key.size())));
            if (!control->isVisible())
                continue;
            QVERIFY2(control->width() >= control->minimumSizeHint().width(), row.key.data());
            QVERIFY2(control->mapTo(panel_.get(), QPoint(control->width(), 0)).x() <= seen->width(), row.key.data());
        }
    }

    void theColumnIsNarrowAgainWhenItCanBe() {
        const int before = panel_->width();
        panel_->setFolded({});
        panel_->setFolded({"More"});
        QCOMPARE(panel_->width(), before);
    }

    void foldingCanBeBroughtBack() {
        QCOMPARE(panel_->folded(), QStringList{"More"});
        QTest::mouseClick(panel_->findChild<QToolButton*>("foldNetwork"), Qt::LeftButton);
        const QStringList folded = panel_->folded();
        panel_->setFolded({});
        QVERIFY(panel_->findChild<QWidget*>("threads")->isVisible());
        panel_->setFolded(folded);
        QVERIFY(!panel_->findChild<QWidget*>("threads")->isVisible());
        QVERIFY(!panel_->findChild<QWidget*>("hidden")->isVisible());
        QVERIFY(panel_->findChild<QWidget*>("eta")->isVisible());
    }

    void anObstacleIsNotedUntilTheFormChanges() {
        auto* cell = panel_->findChild<QComboBox*>("cell");
        panel_->explainObstacle("cell", "There is no room for it");
        QCOMPARE(cell->accessibleDescription(), QString("There is no room for it"));
        QTest::keyClick(cell, Qt::Key_Down);
        QVERIFY(cell->accessibleDescription().isEmpty());
        panel_->explainObstacle("cell", "There is no room for it");
        setting_->set({});
        QVERIFY(cell->accessibleDescription().isEmpty());
    }

    void folderThatIsNoChoiceIsShownAllTheSame() {
        Hyperparameters other;
        other.data = "/some/folder/with/a/rather/long/path/to/the/images";
        setting_->set(other);
        QCOMPARE(setting_->value().data, other.data);
        auto* data = panel_->findChild<QComboBox*>("data");
        QCOMPARE(data->currentText(), QString("images"));
        QCOMPARE(data->currentData(Qt::ToolTipRole).toString().toStdString(), other.data);
    }

    void labelsLeadToTheirControls() {
        QSet<QString> mnemonics;
        int labels = 0;
        for (const QLabel* label : panel_->findChildren<QLabel*>()) {
            if (!label->buddy())
                continue;
            ++labels;
            const QString letter = label->text().section('&', 1).left(1).toLower();
            QVERIFY2(!letter.isEmpty() && !mnemonics.contains(letter), qPrintable(label->text()));
            mnemonics.insert(letter);
        }
        QCOMPARE(labels, static_cast<int>(hyperparameterTable().size()));
    }

private:
    static void turnWheel(QWidget& widget, int angle) {
        const QPoint place = widget.rect().center();
        QWheelEvent wheel(place, widget.mapToGlobal(place), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        wheel.ignore();
        QCoreApplication::sendEvent(&widget, &wheel);
    }

    bool isSaid(const QString& note) const {
        for (const auto* label : panel_->findChildren<QLabel*>())
            if (label->text() == note && label->isVisibleTo(panel_.get()))
                return true;
        return false;
    }

    std::unique_ptr<SettingModel> setting_;
    std::unique_ptr<HyperparameterPanel> panel_;
    std::vector<Hyperparameters> changed_;
};

QTEST_MAIN(TestHyperparameterPanel)
#include "tst_hyperparameter_panel.moc"
