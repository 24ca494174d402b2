#include "ui/shell/transport_bar.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace unroll;

namespace {

TransportState everything() {
    TransportState state;
    state.canTrain = state.canStep = state.canStop = state.canRewind = state.canReseed = state.canExportPlots =
        state.canExportRun = true;
    return state;
}

} // namespace

class TestTransportBar : public QObject {
    Q_OBJECT

private slots:
    void init() {
        bar_ = std::make_unique<TransportBar>();
        bar_->show();
        bar_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bar_.get()));
        bar_->setState(everything());
    }
    void cleanup() { bar_.reset(); }

    void everyButtonAndKeyTellsItsIntent_data() {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("key");
        QTest::addColumn<QByteArray>("signal");
        QTest::newRow("train") << "Train" << int(Qt::Key_Space) << QByteArray(SIGNAL(trainPressed()));
        QTest::newRow("batch") << "Batch" << int(Qt::Key_B) << QByteArray(SIGNAL(batchPressed()));
        QTest::newRow("epoch") << "Epoch" << int(Qt::Key_E) << QByteArray(SIGNAL(epochPressed()));
        QTest::newRow("stop") << "Stop" << int(Qt::Key_Escape) << QByteArray(SIGNAL(stopPressed()));
        QTest::newRow("rewind") << "Rewind" << int(Qt::Key_R) << QByteArray(SIGNAL(rewindPressed()));
        QTest::newRow("new seed") << "New seed" << int(Qt::Key_N) << QByteArray(SIGNAL(newSeedPressed()));
    }
    void everyButtonAndKeyTellsItsIntent() {
        QFETCH(QString, button);
        QFETCH(int, key);
        QFETCH(QByteArray, signal);
        QSignalSpy spy(bar_.get(), signal.constData());
        QTest::mouseClick(find(button), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QTest::keyClick(bar_.get(), static_cast<Qt::Key>(key));
        QCOMPARE(spy.count(), 2);
        bar_->setState({});
        QTest::mouseClick(find(button), Qt::LeftButton);
        QTest::keyClick(bar_.get(), static_cast<Qt::Key>(key));
        QCOMPARE(spy.count(), 2);
    }

    void trainButtonSaysWhatItDoes_data() {
        QTest::addColumn<int>("train");
        QTest::addColumn<QString>("text");
        QTest::newRow("start") << int(TransportState::Train::Start) << "Train";
        QTest::newRow("go on") << int(TransportState::Train::GoOn) << "Resume";
        QTest::newRow("again") << int(TransportState::Train::Again) << "Train again";
        QTest::newRow("new network") << int(TransportState::Train::NewNetwork) << "Retrain";
    }
    void trainButtonSaysWhatItDoes() {
        QFETCH(int, train);
        QFETCH(QString, text);
        auto* button = bar_->findChild<QToolButton*>("train");
        const int width = button->sizeHint().width();
        TransportState state = everything();
        state.train = static_cast<TransportState::Train>(train);
        bar_->setState(state);
        QCOMPARE(button->text(), text);
        QCOMPARE(button->accessibleName(), text);
        QCOMPARE(button->sizeHint().width(), width);
    }

    void pausesWhileRunning() {
        TransportState state = everything();
        state.running = true;
        bar_->setState(state);
        auto* button = bar_->findChild<QToolButton*>("train");
        QCOMPARE(button->text(), QString("Pause"));
        QSignalSpy pause(bar_.get(), &TransportBar::pausePressed);
        QSignalSpy train(bar_.get(), &TransportBar::trainPressed);
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::keyClick(bar_.get(), Qt::Key_Space);
        QCOMPARE(pause.count(), 2);
        QCOMPARE(train.count(), 0);
    }

    void spacePressesTheButtonThatHasTheFocus() {
        QSignalSpy rewind(bar_.get(), &TransportBar::rewindPressed);
        QSignalSpy train(bar_.get(), &TransportBar::trainPressed);
        find("Rewind")->setFocus(Qt::TabFocusReason);
        QTest::keyClick(find("Rewind"), Qt::Key_Space);
        QCOMPARE(rewind.count(), 1);
        QCOMPARE(train.count(), 0);
    }

    void retrainingIsToggledByHandAndShown() {
        QSignalSpy toggled(bar_.get(), &TransportBar::retrainToggled);
        QToolButton* button = find("Retrain as I drag");
        bar_->setRetraining(true, 0.25);
        QVERIFY(button->isChecked());
        QVERIFY(button->toolTip().contains("takes about 0.25"));
        QCOMPARE(toggled.count(), 0);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(toggled.takeFirst().first().toBool(), false);
        QTest::keyClick(bar_.get(), Qt::Key_D);
        QCOMPARE(toggled.takeFirst().first().toBool(), true);
    }

    void controlEOpensTheExports() {
        QMenu* menu = find("Export")->menu();
        QTest::keyClick(bar_.get(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(menu->isVisible());
        menu->close();
    }

    void runIsExportedOnlyWhenThereIsOne() {
        TransportState state = everything();
        state.canExportRun = false;
        const QAction* plots = bar_->exportMenu()->addAction("Plots");
        QAction* metrics = bar_->exportMenu()->addAction("Metrics");
        metrics->setProperty("ofRun", true);
        bar_->setState(state);
        QVERIFY(plots->isEnabled());
        QVERIFY(!metrics->isEnabled());
        QVERIFY(find("Export")->menu()->actions().contains(metrics));
        state.canExportRun = true;
        bar_->setState(state);
        QVERIFY(metrics->isEnabled());
    }

    void viewMenuTellsAndShowsChoices() {
        QSignalSpy references(bar_.get(), &TransportBar::referencesToggled);
        QSignalSpy schemes(bar_.get(), &TransportBar::colourSchemeChosen);
        QList<QAction*> checkable;
        for (QAction* action : find("View")->menu()->actions())
            if (action->isCheckable())
                checkable.append(action);
        QCOMPARE(checkable.size(), 5); // the last one explains controls
        checkable[0]->trigger();
        QCOMPARE(references.takeFirst().first().toBool(), true);
        checkable[3]->trigger();
        QCOMPARE(schemes.takeFirst().first().value<ColourScheme>(), ColourScheme::Dark);
        bar_->setColourScheme(ColourScheme::Light);
        QVERIFY(checkable[2]->isChecked());
        QVERIFY(schemes.isEmpty());
    }

    // In a narrow window icons stand for words, before any is cut.
    void noWordIsCut_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("allWords");
        QTest::newRow("usual") << 1280 << true;
        QTest::newRow("narrow") << 760 << false;
        QTest::newRow("as on a dense class-room screen") << 683 << false;
    }
    void noWordIsCut() {
        QFETCH(int, width);
        QFETCH(bool, allWords);
        bar_->resize(width, bar_->sizeHint().height());
        bar_->show();
        QVERIFY(QTest::qWaitForWindowExposed(bar_.get()));
        QCOMPARE(find("Rewind")->toolButtonStyle() == Qt::ToolButtonTextBesideIcon, allWords);
        for (const auto* button : bar_->findChildren<QToolButton*>()) {
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->accessibleName()));
            QVERIFY2(button->geometry().right() < bar_->width(), qPrintable(button->accessibleName()));
        }
        QCOMPARE(find("Train")->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        bar_->resize(1280, bar_->height());
        QCOMPARE(find("Rewind")->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }

    void listsEveryShortcut() {
        const auto shortcuts = bar_->shortcuts();
        QStringList keys;
        for (const auto& [what, key] : shortcuts) {
            QVERIFY(!what.isEmpty());
            keys.append(key);
        }
        for (const char* wanted : {"Space", "B", "E", "R", "Ctrl+E", "?"})
            QVERIFY2(keys.contains(QLatin1String(wanted)), wanted);
        QSignalSpy asked(bar_.get(), &TransportBar::shortcutsAsked);
        QTest::keyClick(bar_.get(), Qt::Key_Question);
        QCOMPARE(asked.count(), 1);
    }

private:
    QToolButton* find(const QString& name) const {
        for (auto* button : bar_->findChildren<QToolButton*>())
            if (button->accessibleName() == name)
                return button;
        qFatal("no button '%s'", qPrintable(name));
    }

    std::unique_ptr<TransportBar> bar_;
};

QTEST_MAIN(TestTransportBar)
#include "tst_transport_bar.moc"
