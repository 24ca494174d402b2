#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/inspect/sample_grid.h"
#include "ui/runs/run_panel.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QDockWidget>
#include <QPointer>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QTemporaryDir>
#include <QToolButton>

using namespace unroll;

using State = SessionController::State;

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void trainsAndPausesWithOneKey() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        AWAIT(window_->controller(), State::Running);
        QTRY_COMPARE(trainButton()->text(), QString("Pause"));
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->open();
        AWAIT(window_->controller(), State::Paused);
        QTRY_COMPARE(trainButton()->text(), QString("Resume"));
        QTest::mouseClick(trainButton(), Qt::LeftButton);
        AWAIT(window_->controller(), State::Finished);
        QCOMPARE(trainButton()->text(), QString("Train again"));
        QTRY_COMPARE(plot(PlotKind::Accuracy)->data().present.epochs.size(), 2U);
        QCOMPARE(plot(PlotKind::Loss)->data().present.batches.size(), 20U);
        QVERIFY(!plot(PlotKind::Accuracy)->header().valueText().isEmpty());
    }

    // A destructor that unsubscribes, say, must find what it unsubscribes from.
    void presentersGoBeforeWhatTheyReferTo() {
        open(shortScript());
        const QPointer<const QObject> controller = &window_->controller();
        const QPointer<const QObject> form = window_->findChild<HyperparameterPanel*>();
        int presenters = 0;
        int late = 0;
        for (const QObject* part : window_->children())
            if (QByteArray(part->metaObject()->className()).endsWith("Presenter"))
                connect(part, &QObject::destroyed, this, [&] {
                    ++presenters;
                    late += controller && form ? 0 : 1;
                });
        window_.reset();
        QVERIFY(presenters > 5);
        QCOMPARE(late, 0);
    }

    // The field that loses the focus then tells the setting what was typed.
    void goesInTheMiddleOfAnEdit() {
        open(shortScript());
        auto* hidden = window_->findChild<QAbstractSpinBox*>("hidden");
        hidden->setFocus();
        hidden->selectAll();
        QTest::keyClicks(hidden, "33");
        QVERIFY(window_->isVisible());
        window_.reset();
        QCOMPARE(settings_->hyperparameters().epochs, 2); // the workspace wrote down what the setting said
    }

    void stepsStopsAndRewinds() {
        open(shortScript());
        QTest::keyClick(window_.get(), Qt::Key_B);
        AWAIT(window_->controller(), State::Paused);
        QCOMPARE(plot(PlotKind::Accuracy)->data().present.batches.size(), 1U);
        QTest::keyClick(window_.get(), Qt::Key_E);
        QTRY_COMPARE(plot(PlotKind::Accuracy)->data().present.epochs.size(), 1U);
        AWAIT(window_->controller(), State::Paused);
        QCOMPARE(plot(PlotKind::Accuracy)->data().present.batches.size(), 10U);
        QTest::mouseClick(button("Stop"), Qt::LeftButton);
        AWAIT(window_->controller(), State::Stopped);
        QTest::keyClick(window_.get(), Qt::Key_R);
        AWAIT(window_->controller(), State::Ready);
        QTRY_VERIFY(plot(PlotKind::Accuracy)->data().present.batches.empty());
        QVERIFY(!button("Stop")->isEnabled());
        QVERIFY(!button("Rewind")->isEnabled());
    }

    void firstStartSaysWhatToPress() {
        open(shortScript());
        QVERIFY(messages()->sentence().startsWith("Press Space: the network learns"));
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QVERIFY(messages()->sentence().isEmpty());
        window_->close();
        open(shortScript());
        QVERIFY(messages()->sentence().isEmpty());
    }

    void paperSettingIsCalledByItsName() {
        show(shortScript(), Hyperparameters());
        QTRY_VERIFY(messages()->sentence().startsWith("Press Space: the network of the paper learns"));
    }

    // Until it is read, whatever is chosen before the first training.
    void theFirstSentenceSpeaksOfWhatIsOnShow() {
        settings_->setRetrainsAsDragged(false);
        show(shortScript(), Hyperparameters());
        QTRY_VERIFY(messages()->sentence().startsWith("Press Space: the network of the paper learns"));
        auto* hidden = window_->findChild<QWidget*>("hidden");
        QTest::keyClick(hidden, Qt::Key_Up);
        QTRY_VERIFY(messages()->sentence().startsWith("Press Space: the network learns"));
        QTest::mouseClick(messages()->findChild<QToolButton*>("messageClose"), Qt::LeftButton);
        QSignalSpy configured(&window_->controller(), &SessionController::configured);
        QTest::keyClick(hidden, Qt::Key_Up);
        QTRY_COMPARE(configured.count(), 1);
        QVERIFY(messages()->sentence().isEmpty());
    }

    void comparesWithTheRunBefore() {
        open(shortScript());
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QVERIFY(plot(PlotKind::Accuracy)->header().changeText().isEmpty());
        QTest::keyClick(window_.get(), Qt::Key_N);
        AWAIT(window_->controller(), State::Preparing);
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(plot(PlotKind::Accuracy)->header().changeText(), QStringLiteral("\u25bc 0.1 vs run 1"));
    }

    void theFirstWindowFitsItsScreen() {
        open(shortScript());
        const QSize room = window_->screen()->availableSize();
        QVERIFY(window_->width() <= room.width());
        QVERIFY(window_->height() <= room.height());
    }

    // With real keys in the whole window: no menu opens, nothing is switched, nothing is trained.
    void whatIsTypedIntoAFieldIsNoShortcut() {
        open(shortScript());
        auto* eta = window_->findChild<QAbstractSpinBox*>("eta");
        eta->setFocus();
        eta->selectAll();
        const PlotView before = settings_->plotView();
        for (char key = 'a'; key <= 'z'; ++key)
            QTest::keyClick(QApplication::focusWidget(), key);
        for (const auto key : {Qt::Key_Question, Qt::Key_1, Qt::Key_9})
            QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(QApplication::activePopupWidget(), nullptr);
        QVERIFY(QApplication::focusWidget() == eta || eta->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(settings_->plotView() == before);
        QCOMPARE(window_->controller().state(), State::Ready);
        QVERIFY(!window_->findChild<QWidget*>("shortcutSheet")->isVisible());
    }

    void trainingTakesWhatIsTypedAndNotFinished() {
        settings_->setRetrainsAsDragged(false);
        open(shortScript());
        auto* eta = window_->findChild<QAbstractSpinBox*>("eta");
        eta->setFocus();
        eta->selectAll();
        QTest::keyClicks(eta, "0.25");
        QTest::keyClick(eta, Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QCOMPARE(window_->controller().hyperparameters().eta, 0.25);
    }

    void digitsAreShownAsTheyAreRead() {
        open(shortScript());
        auto* grid = window_->findChild<SampleGrid*>();
        QTRY_VERIFY(grid->countText().endsWith("of 60 right"));
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QTRY_VERIFY(grid->countText().endsWith("of 60 right"));
    }

    void divergedRunOffersToHalveEta() {
        FakeScript script = shortScript();
        script.divergesAtStep = 14;
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Diverged);
        QTRY_VERIFY(messages()->sentence().contains("epoch 2, batch 4"));
        QVERIFY(plot(PlotKind::Loss)->data().present.divergedAt);
        QTest::mouseClick(button("Halve eta and train"), Qt::LeftButton);
        QTRY_COMPARE(window_->controller().hyperparameters().eta, 15e-3 / 2);
        AWAIT(window_->controller(), State::Diverged);
        QTRY_COMPARE(settings_->hyperparameters().eta, 15e-3 / 2);
    }

    void missingDataOffersTheBuiltInDigits() {
        FakeScript script = shortScript();
        script.beforeSetup = [](const Hyperparameters& hyperparameters) {
            if (hyperparameters.data == "mnist")
                throw std::runtime_error("There is no data set 'mnist'; choose another.");
            checkCells(hyperparameters, 28 * 28);
        };
        Hyperparameters start = withEpochs(2);
        start.data = "mnist";
        start.cells = 5; // which the images of another set were cut into
        show(script, start);
        AWAIT(window_->controller(), State::Empty);
        QTRY_COMPARE(messages()->sentence(), QString("There is no data set 'mnist'; choose another."));
        QVERIFY(!trainButton()->isEnabled());
        QTest::mouseClick(button("Use the built-in digits"), Qt::LeftButton);
        AWAIT(window_->controller(), State::Ready);
        QCOMPARE(window_->controller().hyperparameters().data, std::string("digits"));
        QVERIFY(trainButton()->isEnabled());
    }

    void tabReachesEveryControl() {
        open(shortScript());
        messages()->clear();
        QSet<const QWidget*> reached;
        for (int press = 0; press < 100; ++press) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window_.get(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (const QWidget* widget : window_->findChildren<QWidget*>()) {
            const bool part = qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr;
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() && !part)
                QVERIFY2(reached.contains(widget), qPrintable(widget->accessibleName()));
        }
    }

    // A page that was torn off goes with its window: the program ends with the last one that is seen.
    void nothingStaysOpenBehindIt() {
        open(shortScript());
        QTest::keyClick(window_.get(), Qt::Key_I);
        for (auto* own : window_->findChildren<QToolButton*>())
            if (own->text() == "Own window")
                own->click();
        auto* torn = window_->findChild<QWidget*>("insideWindow");
        QVERIFY(torn);
        QVERIFY(QTest::qWaitForWindowActive(torn));
        QTest::keyClick(torn, Qt::Key_B); // the keys of the training work there as well
        AWAIT(window_->controller(), State::Paused);
        window_->close();
        for (const QWidget* widget : QApplication::topLevelWidgets())
            QVERIFY2(!widget->isVisible(), qPrintable(widget->objectName()));
    }

    void plotsHaveTheSpace_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(1280, 800);
        QTest::newRow("large") << QSize(1920, 1080);
        QTest::newRow("huge") << QSize(3840, 2160);
    }
    void plotsHaveTheSpace() {
        QFETCH(QSize, size);
        open(shortScript());
        messages()->clear();
        window_->resize(size);
        QCoreApplication::processEvents();
        double area = 0;
        for (const PlotKind kind : {PlotKind::Accuracy, PlotKind::Loss})
            area += plot(kind)->canvas()->width() * plot(kind)->canvas()->height();
        QVERIFY2(area >= 0.43 * // the moments below them have 2 % at the usual size
                             size.width() * size.height(),
                 qPrintable(QString::number(area)));
    }

    void formIsSeenWholeBesideFourRuns_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(1280, 800);
        QTest::newRow("low") << QSize(1280, 720);
        QTest::newRow("small") << QSize(1024, 640);
        QTest::newRow("large") << QSize(1920, 1080);
    }
    void formIsSeenWholeBesideFourRuns() {
        QFETCH(QSize, size);
        open(shortScript());
        window_->resize(size);
        QCoreApplication::processEvents();
        const auto* form = window_->findChild<HyperparameterPanel*>();
        QCOMPARE(form->findChild<QScrollArea*>()->verticalScrollBar()->maximum(), 0);
        const auto* runs = window_->findChild<RunPanel*>();
        QVERIFY2(runs->height() >= runs->heightFor(4), qPrintable(QString::number(runs->height())));
    }

    void smallWindowShowsEverything() {
        open(shortScript());
        window_->resize(1024, 640);
        QCoreApplication::processEvents();
        QCOMPARE(window_->size(), QSize(1024, 640));
        for (const char* name : {"Train", "Batch", "Epoch", "Stop", "Rewind", "Export", "View"}) {
            const QToolButton* shown = button(name);
            const QRect place(shown->mapTo(window_.get(), QPoint()), shown->size());
            QVERIFY2(window_->rect().contains(place), name);
            QVERIFY2(shown->width() >= shown->sizeHint().width(), name);
        }
    }

    void questionMarkListsTheShortcuts() {
        open(shortScript());
        window_->resize(1024, 640);
        auto* sheet = window_->findChild<QWidget*>("shortcutSheet");
        QVERIFY(sheet && !sheet->isVisible());
        QTest::keyClick(window_.get(), Qt::Key_Question);
        QTRY_VERIFY(sheet->isVisible());
        QVERIFY(window_->rect().contains(sheet->geometry()));
        QTest::keyClick(sheet, Qt::Key_Space);
        QVERIFY(!sheet->isVisible());
        QCOMPARE(window_->controller().state(), State::Ready);
    }

    void geometryIsRemembered() {
        open(shortScript());
        window_->resize(1111, 777);
        window_->close();
        open(shortScript());
        QCOMPARE(window_->size(), QSize(1111, 777));
    }

    void imagesThatNobodySeesCostATrainingNothing() {
        FakeScript script = shortScript(1000000);
        script.stepMilliseconds = 0.5;
        open(script);
        auto* part = window_->findChild<QDockWidget*>("digitsPart");
        window_->findChild<QDockWidget*>("networkPart")->close(); // it shows what becomes of an image
        const auto step = [this] {
            const Run* run = window_.work().runs.present();
            return run ? run->position.step : 0;
        };
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Running);
        const std::int64_t atFirst = script.log->looks;
        QTRY_VERIFY(script.log->looks > atFirst + 2);
        const std::int64_t enough = 2 * step(); // for as many again
        part->close();
        const std::int64_t before = script.log->looks;
        const std::int64_t from = step();
        QTRY_VERIFY_WITH_TIMEOUT(step() > from + enough, 30000);
        QVERIFY(script.log->looks <= before + 1); // one was under way
        part->show();
        QTRY_VERIFY(script.log->looks > before + 1);
    }

    void closesWhileItTrains() {
        FakeScript script = shortScript(1000000);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Running);
        window_.reset();
        QCOMPARE(script.log->alive.load(), 0);
    }

private:
    void show(const FakeScript& script, const Hyperparameters& start) {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        window_.reset();
        window_.make(fakeFactory(script), services, folder_->filePath("unroll.ini"), start);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void open(const FakeScript& script) {
        show(script, withEpochs(2));
        AWAIT(window_->controller(), State::Ready);
    }

    QToolButton* button(const QString& name) const {
        for (auto* candidate : window_->findChildren<QToolButton*>())
            if (candidate->accessibleName() == name)
                return candidate;
        qFatal("no button '%s'", qPrintable(name));
    }
    QToolButton* trainButton() const { return window_->findChild<QToolButton*>("train"); }
    MessageBar* messages() const { return window_->findChild<MessageBar*>(); }
    MetricPlot* plot(PlotKind kind) const {
        return window_->findChild<MetricPlot*>(kind == PlotKind::Accuracy ? "accuracy" : "loss");
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
