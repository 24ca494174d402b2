#include "tests/support/test_window.h"
// Journeys through the table of runs, with real keys and clicks in the whole window.
#include "tests/support/gate.h"
#include "tests/support/session_scripts.h"
#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/plots/metric_chart.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table_model.h"
#include "ui/shell/status_line.h"
#include "ui/shell/transport_bar.h"
#include "ui/state/figure_texts.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <atomic>
#include <cmath>
#include <memory>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowRunTable : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        settings_->setRetrainsAsDragged(false);
        services_ = {};
        services_.dataNames = {"digits", "mnist"};
        open(shortScript());
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void everyTrainingBecomesARow() {
        train();
        QTRY_COMPARE(names(), (QStringList{"1"}));
        newSeed();
        QTRY_COMPARE(names(), (QStringList{"2", "1"}));
        QCOMPARE(cell(0, runColumn("setting")), QString("seed 2"));
        QTest::keyClick(window_.get(), Qt::Key_Space); // the same again: the same row
        AWAIT(window_->controller(), State::Finished);
        QCOMPARE(names(), (QStringList{"2", "1"}));
    }

    void curvesOfADeletedRunGoAndComeBack() {
        train();
        const MetricPlot* accuracy = window_->findChild<MetricPlot*>("accuracy");
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
        view()->setFocus();
        view()->setCurrentIndex(view()->model()->index(0, 0));
        QTest::keyClick(view(), Qt::Key_Delete);
        QTRY_VERIFY(accuracy->data().present.epochs.empty());
        QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
        view()->setCurrentIndex(view()->model()->index(0, 0));
        QTest::keyClick(view(), Qt::Key_Delete);
        QTRY_VERIFY(accuracy->data().present.epochs.empty());
        newSeed();
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
    }

    void presentRunIsHiddenLikeAnyOther() {
        train();
        const MetricPlot* accuracy = window_->findChild<MetricPlot*>("accuracy");
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
        const QModelIndex row = view()->model()->index(0, runColumn("name"));
        const QPoint swatch = RunDelegate::swatchRect(view()->visualRect(row)).center();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, swatch);
        QTRY_VERIFY(accuracy->data().present.epochs.empty());
        QCOMPARE(row.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QTest::keyClick(window_.get(), Qt::Key_1);
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
        QTest::keyClick(window_.get(), Qt::Key_1);
        QTRY_VERIFY(accuracy->data().present.epochs.empty());
        newSeed(); // another row, which is shown
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 2U);
        for (const DrawnRun& other : accuracy->data().others)
            QVERIFY(other.role == RunRole::Reference);
    }

    void deletedRunComesBack() {
        train();
        newSeed();
        select(1);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(names(), (QStringList{"2"}));
        QCOMPARE(messages()->sentence(), QString("Run 1 deleted."));
        QTest::mouseClick(messages()->findChild<QToolButton*>("messageAction"), Qt::LeftButton);
        QCOMPARE(names(), (QStringList{"2", "1"}));
    }

    void settingComesBackIntoTheForm() {
        train();
        newSeed();
        QCOMPARE(window_->controller().hyperparameters().seed, 2);
        select(1);
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(messages()->sentence().startsWith("Seed changes with a new network"));
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(names(), (QStringList{"3", "2", "1"}));
        QCOMPARE(window_->controller().hyperparameters().seed, 1);
    }

    void runGoesOnForMoreEpochs() {
        train();
        select(0);
        QTRY_VERIFY(action("Resume for 2 epochs")->isEnabled());
        newSeed();
        select(1);
        QTRY_VERIFY(action("Resume for 2 epochs")->isEnabled());
        action("Resume for 2 epochs")->trigger();
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(window_->controller().epochs().size(), 4U);
        QCOMPARE(names(), (QStringList{"2", "1"}));
        QCOMPARE(window_->controller().hyperparameters().seed, 1);
        QVERIFY(messages()->sentence().isEmpty());
    }

    void severalSeedsBecomeAGroup() {
        train();
        chooseSeeds("3 seeds");
        QTRY_COMPARE(cell(0, runColumn("name")), QString("2  3 seeds"));
        const QModelIndex group = view()->model()->index(0, 0);
        QCOMPARE(view()->model()->rowCount(group), 3);
        QVERIFY(cell(0, runColumn("accuracy")).contains(QStringLiteral("\u00b1")));
        QTRY_COMPARE(view()->model()->index(2, 1, group).data().toString(), QString());
        QCOMPARE(window_->controller().hyperparameters().seed, 3);
        QCOMPARE(settings_->hyperparameters().seed, 1); // the form's
        QVERIFY(messages()->sentence().isEmpty());
        newSeed(); // a run of its own again
        QTRY_COMPARE(names(), (QStringList{"3", "2  3 seeds", "1"}));
    }

    void stopEndsTheSeries() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        open(script);
        chooseSeeds("5 seeds");
        gate->awaitArrival();
        AWAIT(window_->controller(), State::Running);
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        gate->open();
        AWAIT(window_->controller(), State::Stopped);
        QTRY_COMPARE(names(), (QStringList{"1  1 of 5 seeds"}));
        QCOMPARE(view()->model()->rowCount(view()->model()->index(0, 0)), 1);
    }

    void runsAreSavedAndOpened() {
        std::optional<RunRecord> saved;
        services_.saveRun = [&](const RunRecord& record, const std::vector<RunFile>&, const std::filesystem::path&) {
            saved = record;
        };
        services_.openRun = [&](const std::filesystem::path&) { return saved.value(); };
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            return folder_->filePath(suggestion.section('/', -1));
        };
        services_.askRunFolder = [this](QWidget*, const QString&, const QString&, const QString&) {
            return folder_->path();
        };
        open(shortScript());
        train();
        select(0);
        QTRY_VERIFY(action("Save to a folder")->isEnabled());
        view()->model()->setData(view()->model()->index(0, 0), "wide net");
        view()->model()->setData(view()->model()->index(0, runColumn("note")), "for the talk");
        QTest::keyClick(view(), Qt::Key_P, Qt::ControlModifier);
        QTest::keyClick(view(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(messages()->sentence().startsWith("Saved to "));
        QVERIFY(saved);
        QCOMPARE(saved->label, (RecordLabel{"wide net", "for the talk", true}));
        QCOMPARE(saved->epochs.size(), 2U);
        QVERIFY(messages()->sentence().endsWith("wide net."));
        QTest::keyClick(window_.get(), Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(names(), (QStringList{"2  wide net", "1  wide net"}));
        QCOMPARE(cell(0, runColumn("note")), QString("for the talk"));
        QVERIFY(view()->model()->index(0, 0).data(RunTableModel::PinnedRole).toBool());
        QCOMPARE(settings_->recentRuns().front(), folder_->path());
        action("Export as CSV")->trigger();
        QFile csv(folder_->filePath("runs.csv"));
        QTRY_VERIFY(csv.exists()); // written elsewhere, and whole
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().split('\n');
        QVERIFY(lines.at(0).startsWith("number,name,note,status,epochs,test_accuracy,"));
        QVERIFY(lines.at(1).startsWith("2,wide net,for the talk,done,2,0."));
    }

    // Sums go in another order on a processor of another level.
    void aRunFromAnotherProcessorSaysWhatItPromises() {
        std::optional<RunRecord> saved;
        services_.saveRun = [&](const RunRecord& record, const std::vector<RunFile>&, const std::filesystem::path&) {
            saved = record;
        };
        services_.openRun = [&](const std::filesystem::path&) {
            RunRecord record = saved.value();
            record.checkpoint->simd = {"AVX-512"};
            return record;
        };
        saveTo("run");
        services_.askRunFolder = services_.askPath;
        saveATrainedRun();
        QTRY_VERIFY(messages()->sentence().startsWith("Saved to "));
        QTest::keyClick(window_.get(), Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(names(), (QStringList{"2", "1"}));
        select(0);
        action("Resume for 2 epochs")->trigger();
        AWAIT(window_->controller(), State::Finished);
        QVERIFY2(messages()->sentence().startsWith("The run was trained with AVX-512 before and goes on with none"),
                 qPrintable(messages()->sentence()));
    }

    // As one whose data is another by now: its setting can be trained nevertheless.
    void aRunThatCannotGoOnIsTrainedAnew() {
        std::optional<RunRecord> saved;
        services_.saveRun = [&](const RunRecord& record, const std::vector<RunFile>&, const std::filesystem::path&) {
            saved = record;
        };
        services_.openRun = [&](const std::filesystem::path&) {
            RunRecord record = saved.value();
            record.hyperparameters.data = "mnist";
            record.checkpoint->parameters.resize(2);
            return record;
        };
        saveTo("run");
        services_.askRunFolder = services_.askPath;
        saveATrainedRun();
        QTRY_VERIFY(messages()->sentence().startsWith("Saved to "));
        QTest::keyClick(window_.get(), Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(names(), (QStringList{"2", "1"}));
        select(0);
        action("Resume for 2 epochs")->trigger();
        QTRY_VERIFY(messages()->sentence().startsWith("The checkpoint does not fit"));
        auto* anew = messages()->findChild<QToolButton*>("messageAction");
        QCOMPARE(anew->text(), QString("Retrain"));
        QTest::mouseClick(anew, Qt::LeftButton);
        AWAIT(window_->controller(), State::Finished);
        QCOMPARE(window_->controller().hyperparameters().data, std::string("mnist"));
    }

    // What was done is said for a moment.
    void whatWasDoneDoesNotStay() {
        services_.saveRun = [](const RunRecord&, const std::vector<RunFile>&, const std::filesystem::path&) {};
        saveTo("run");
        open(shortScript());
        train();
        select(0);
        auto* moment = messages()->findChild<QTimer*>();
        moment->setInterval(0);
        QTRY_VERIFY(action("Save to a folder")->isEnabled());
        for (const char* word : {"Save to a folder", "Copy the rows", "Export as CSV"}) {
            QSignalSpy over(moment, &QTimer::timeout);
            action(word)->trigger();
            QTRY_COMPARE(over.count(), 1);
            QVERIFY2(messages()->sentence().isEmpty(), word);
        }
    }

    // Of several runs those that are written are kept; no other is begun.
    void savingSeveralRunsCanBeStopped() {
        Gate gate;
        std::atomic<int> saved = 0;
        services_.saveRun = [&](const RunRecord&, const std::vector<RunFile>&, const std::filesystem::path&) {
            if (saved++ == 0)
                gate.pass();
        };
        services_.confirmLoss = [](QWidget*, const QString&) { return LossAnswer::Save; };
        saveTo("runs");
        open(shortScript());
        train();
        for (int run = 2; run <= 3; ++run) {
            newSeed();
            QTRY_COMPARE(names().size(), run);
            AWAIT(window_->controller(), State::Finished);
        }
        for (const char* name : {"a", "b", "c"})
            window_.work().runs.rename(window_.work().runs.runs()[static_cast<std::size_t>(name[0] - 'a')].id, name);
        QVERIFY(!window_->close());
        QTRY_COMPARE(saved.load(), 1);
        QTRY_VERIFY(messages()->sentence().startsWith("Saving to "));
        auto* stop = messages()->findChild<QToolButton*>("messageAction");
        QCOMPARE(stop->text(), QString("Stop"));
        QTest::mouseClick(stop, Qt::LeftButton);
        gate.open();
        QTRY_VERIFY2(messages()->sentence().startsWith("Stopped: 1 of 3 runs were saved to "),
                     qPrintable(messages()->sentence()));
        QCOMPARE(saved.load(), 1);
        QVERIFY(window_->isVisible());
    }

    // The whole run from the menu of exports, which is about the run on show.
    void theRunOnShowIsSavedWhileItTrains() {
        std::vector<RunRecord> saved;
        services_.saveRun = [&](const RunRecord& record, const std::vector<RunFile>&, const std::filesystem::path&) {
            saved.push_back(record);
        };
        saveTo("run");
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        QTRY_COMPARE(names(), QStringList{"1"});
        window_->findChild<QAction*>("run")->trigger();
        QVERIFY(saved.empty());
        gate->open();
        QTRY_VERIFY(messages()->sentence().startsWith("Saved to "));
        QCOMPARE(saved.size(), 1U);
        QCOMPARE(saved.front().hyperparameters.seed, 1);
        AWAIT(window_->controller(), State::Finished);
    }

    void aRefusalToSaveIsTold() {
        services_.saveRun = [](const RunRecord&, const std::vector<RunFile>&, const std::filesystem::path&) {
            throw std::runtime_error("The folder is not empty; choose another.");
        };
        saveTo("run");
        saveATrainedRun();
        QTRY_COMPARE(messages()->sentence(), QString("The folder is not empty; choose another."));
    }

    // As one of a server that does not answer.
    void aFolderThatHangsHoldsUpNothing() {
        const auto hanging = std::make_shared<Gate>();
        const auto done = std::make_shared<std::atomic<bool>>(false);
        services_.saveRun = [hanging, done](const RunRecord&, const std::vector<RunFile>&,
                                            const std::filesystem::path&) {
            hanging->pass();
            *done = true;
        };
        saveTo("run");
        saveATrainedRun();
        hanging->awaitArrival();
        newSeed(); // the window goes on
        QTRY_COMPARE(names(), (QStringList{"2", "1"}));
        QVERIFY(!window_->close());
        QVERIFY2(messages()->sentence().startsWith("The window closes once the runs are saved"),
                 qPrintable(messages()->sentence()));
        QVERIFY(window_->close()); // who closes it twice waits no longer
        window_.reset();
        QVERIFY(!*done);
        hanging->open();
        QTRY_VERIFY(*done);
    }

    // A file that is not written yet when the program ends would be lost.
    void closingWaitsForFiles() {
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            return folder_->filePath(suggestion.section('/', -1));
        };
        services_.metricsCsv = [](std::span<const EpochMetrics>) { return std::string("epochs\n"); };
        open(shortScript());
        train();
        QTRY_VERIFY(window_->findChild<QAction*>("metrics")->isEnabled());
        window_->findChild<QAction*>("metrics")->trigger();
        QVERIFY(!window_->close());
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(QFile::exists(folder_->filePath("metrics.csv")));
    }

    void theWindowClosesOnceARunIsSaved() {
        const auto slow = std::make_shared<Gate>();
        services_.saveRun = [slow](const RunRecord&, const std::vector<RunFile>&, const std::filesystem::path&) {
            slow->pass();
        };
        saveTo("run");
        saveATrainedRun();
        slow->awaitArrival();
        QVERIFY(!window_->close());
        slow->open();
        QTRY_VERIFY(!window_->isVisible());
    }

    void theOfferToUndoGoesWithIt() {
        train();
        newSeed();
        select(1);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(messages()->sentence(), QString("Run 1 deleted."));
        QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(names(), (QStringList{"2", "1"}));
        QVERIFY(messages()->sentence().isEmpty());
    }

    void selectedRowsAreCopied() {
        train();
        newSeed();
        select(0);
        QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith("Runs\tSetting\t"), qPrintable(text));
        QVERIFY2(text.contains("\n2\tseed 2\t") && text.contains("\n1\tdigits, epochs 2\t"), qPrintable(text));
    }

    // A person stopped it within its first epoch; with the form retraining, a change would take its row.
    void aStoppedRunIsNotOverwritten() {
        settings_->setRetrainsAsDragged(true);
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        AWAIT(window_->controller(), State::Running);
        QTest::keyClick(window_.get(), Qt::Key_Escape);
        gate->open();
        AWAIT(window_->controller(), State::Stopped);
        QCOMPARE(cell(0, runColumn("setting")).section(' ', 0, 3), QString("stopped in epoch 1"));
        QTest::keyClick(window_->findChild<QWidget*>("hidden"), Qt::Key_Up);
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(names(), (QStringList{"2", "1"}));
    }

    void aRunThatGoesOnCountsWhatIsBehindIt() {
        train();
        select(0);
        QTRY_VERIFY(action("Resume for 2 epochs")->isEnabled());
        newSeed();
        select(1);
        action("Resume for 2 epochs")->trigger();
        AWAIT(window_->controller(), State::Finished);
        const MetricPlot* accuracy = window_->findChild<MetricPlot*>("accuracy");
        QTRY_COMPARE(accuracy->data().present.epochs.size(), 4U);
        const auto batches = accuracy->data().present.batches;
        QCOMPARE(batches.size(), 40U);
        QCOMPARE(batches.back().images, 4000.0);
        QVERIFY(std::abs(batches.back().seconds - 0.04) < 1e-9);
        QCOMPARE(statusFigure("Training time"), secondsText(0.04));
        QCOMPARE(statusFigure("Speed"), groupedText(100000) + " images/s");
    }

    void theHeaderSpeaksForTheGroup() {
        chooseSeeds("3 seeds");
        QTRY_COMPARE(cell(0, runColumn("name")), QString("1  3 seeds"));
        AWAIT(window_->controller(), State::Finished);
        const MetricPlot* accuracy = window_->findChild<MetricPlot*>("accuracy");
        const QString figure = cell(0, runColumn("accuracy"));
        QTRY_VERIFY(accuracy->header().valueText().contains(QStringLiteral("\u00b1")));
        QCOMPARE(accuracy->header().valueText().left(4), figure.left(4));
    }

    void folderThatHoldsNoRunSaysSo() {
        services_.openRun = [](const std::filesystem::path&) -> RunRecord {
            throw std::runtime_error("There is no run in it.");
        };
        services_.askRunFolder = [this](QWidget*, const QString&, const QString&, const QString&) {
            return folder_->path();
        };
        open(shortScript());
        QTest::keyClick(window_.get(), Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(messages()->sentence(), QString("There is no run in it."));
        QVERIFY(settings_->recentRuns().isEmpty());
    }

    // Where no training follows the hand, the status line says what it waits for.
    void aChangeThatWaitsIsSaid() {
        open(shortScript());
        train();
        window_.work().policy.setRetrains(false);
        const Hyperparameters trained = window_.work().setting.value();
        Hyperparameters changed = trained;
        changed.hidden = 99;
        window_.work().setting.edit(changed);
        QTRY_VERIFY2(statusWords().contains("Changed: Space retrains"), qPrintable(statusWords()));
        window_.work().setting.edit(trained);
        QTRY_VERIFY(statusWords().contains("done"));
    }

private:
    void saveTo(const QString& name) {
        services_.askPath = [path = folder_->filePath(name)](QWidget*, const QString&, const QString&, const QString&) {
            return path;
        };
    }
    void saveATrainedRun() {
        open(shortScript());
        train();
        select(0);
        QTRY_VERIFY(action("Save to a folder")->isEnabled());
        action("Save to a folder")->trigger();
    }
    QString statusWords() const {
        QStringList words;
        for (const auto* label : window_->findChild<StatusLine*>()->findChildren<FigureLabel*>())
            words.append(label->text());
        return words.join(u' ');
    }
    void open(const FakeScript& script) {
        window_.reset();
        window_.make(fakeFactory(script), services_, folder_->filePath("unroll.ini"), withEpochs(2));
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        AWAIT(window_->controller(), State::Ready);
        messages()->clear();
    }
    void train() {
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
    }
    void newSeed() {
        QTest::keyClick(window_.get(), Qt::Key_N);
        AWAIT(window_->controller(), State::Preparing);
        AWAIT(window_->controller(), State::Finished);
    }
    void chooseSeeds(const QString& words) {
        for (QAction* candidate : window_->findChild<QToolButton*>("seeds")->menu()->actions())
            if (candidate->text() == words)
                candidate->trigger();
    }
    QString statusFigure(const QString& name) const {
        for (const auto* label : window_->findChild<StatusLine*>()->findChildren<FigureLabel*>())
            if (label->accessibleName() == name)
                return label->text();
        return {};
    }
    QTreeView* view() const { return window_->findChild<QTreeView*>("runs"); }
    MessageBar* messages() const { return window_->findChild<MessageBar*>(); }
    void select(int row) {
        const QModelIndex index = view()->model()->index(row, runColumn("setting"));
        view()->scrollTo(index);
        view()->setFocus();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(index).center());
    }
    QString cell(int row, int column) const { return view()->model()->index(row, column).data().toString(); }
    QStringList names() const {
        QStringList names;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            if (const QString name = cell(row, runColumn("name")); !name.isEmpty() && name.at(0).isDigit())
                names.append(name);
        return names;
    }
    QAction* action(const QString& begin) const {
        for (auto* candidate : window_->findChild<RunPanel*>()->findChildren<QAction*>())
            if (candidate->text().remove(u'&').startsWith(begin))
                return candidate;
        qFatal("no action '%s'", qPrintable(begin));
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    WindowServices services_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowRunTable)
#include "tst_run_table_presenter.moc"
