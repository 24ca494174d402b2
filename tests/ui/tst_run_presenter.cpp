#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/plots/run_curves.h"

#include <QTemporaryDir>

#include <qcustomplot.h>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowRun : public QObject {
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

    void ghostsFadeAway() {
        settings_->setRetrainsAsDragged(true);
        open(withEpochs(2));
        const auto* chart = static_cast<const QCustomPlot*>(accuracy()->canvas());
        const auto ghosts = [chart] { return chart->layer("ghosts")->children().size(); };
        auto* hidden = window_->findChild<QWidget*>("hidden");
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(hidden, Qt::Key_Up);
            QTRY_COMPARE(window_->controller().hyperparameters().hidden, 65 + i);
            AWAIT(window_->controller(), State::Finished);
        }
        QTRY_VERIFY(ghosts() > 0);
        auto* timer = window_->findChild<QTimer*>("ghosts");
        QVERIFY(timer->isActive());
        timer->setInterval(0);
        QTRY_COMPARE(ghosts(), 0);
        QVERIFY(!timer->isActive());
    }

    // Nothing is trained for it.
    void theSelectedRunIsDrawnInFront() {
        open(withEpochs(2));
        Workspace& work = window_.work();
        work.policy.train();
        AWAIT(work.controller, State::Finished);
        const RunId first = work.runs.present()->id;
        const QString figure = accuracy()->header().valueText();
        work.policy.newSeed();
        QTRY_COMPARE(work.runs.runs().size(), 2U);
        AWAIT(work.controller, State::Finished);
        const RunId second = work.runs.present()->id;
        QTRY_COMPARE(accuracy()->data().present.id, static_cast<std::uint64_t>(second));
        QVERIFY(accuracy()->header().valueText() != figure);
        work.selection.select({first});
        QTRY_COMPARE(accuracy()->data().present.id, static_cast<std::uint64_t>(first));
        QCOMPARE(accuracy()->header().valueText(), figure);
        QCOMPARE(accuracy()->data().present.batches.size(), work.runs.find(first)->trace.points().size());
        QCOMPARE(accuracy()->data().present.epochs.size(), 2U);
        const auto& others = accuracy()->data().others;
        QCOMPARE(std::ranges::count(others, static_cast<std::uint64_t>(second), &DrawnRun::id), 1);
        QCOMPARE(work.controller.state(), State::Finished);
        QCOMPARE(work.controller.hyperparameters().seed, 2);
    }

    void nothingIsOnShowOnceItIsDeleted() {
        open(withEpochs(2));
        Workspace& work = window_.work();
        work.policy.train();
        AWAIT(work.controller, State::Finished);
        QVERIFY(!accuracy()->header().valueText().isEmpty());
        work.edits.remove({work.runs.present()->id}, "run 1");
        QTRY_VERIFY(accuracy()->header().valueText().isEmpty());
        QVERIFY(accuracy()->data().present.epochs.empty());
        work.edits.undo();
        QTRY_VERIFY(!accuracy()->header().valueText().isEmpty());
        QCOMPARE(accuracy()->data().present.epochs.size(), 2U);
    }

    // The one that is under way grows beside it.
    void aRunThatTrainsIsComparedWithTheOneOnShow() {
        open(withEpochs(2));
        Workspace& work = window_.work();
        work.policy.train();
        AWAIT(work.controller, State::Finished);
        const RunId first = work.runs.present()->id;
        work.policy.newSeed();
        QTRY_COMPARE(work.runs.runs().size(), 2U);
        work.selection.select({first});
        AWAIT(work.controller, State::Finished);
        QCOMPARE(work.selection.row(), first);
        const auto second = static_cast<std::uint64_t>(work.runs.present()->id);
        const auto epochsOfSecond = [&] {
            for (const DrawnRun& other : accuracy()->data().others)
                if (other.id == second)
                    return other.epochs.size();
            return std::size_t{0};
        };
        QTRY_COMPARE(epochsOfSecond(), 2U);
        QCOMPARE(accuracy()->data().present.epochs.size(), 2U);
        work.policy.newSeed(); // a new one comes on show
        QTRY_COMPARE(work.runs.runs().size(), 3U);
        QTRY_COMPARE(accuracy()->data().present.id, static_cast<std::uint64_t>(work.runs.present()->id));
    }

    // A batch of 600 would be a hair at the left edge.
    void firstBatchesHaveTheWholeAxis() {
        open(withEpochs(2), 600);
        Workspace& work = window_.work();
        const auto axisEnd = [&] {
            return static_cast<const QCustomPlot*>(accuracy()->canvas())->xAxis->range().upper;
        };
        QCOMPARE(axisEnd(), 2.0);
        for (int batch = 1; batch <= 3; ++batch) {
            work.controller.stepBatch();
            QTRY_COMPARE(accuracy()->data().present.batches.size(), static_cast<std::size_t>(batch));
            AWAIT(work.controller, State::Paused);
            QTRY_VERIFY2(axisEnd() < 0.02 && axisEnd() >= batch / 600.0, qPrintable(QString::number(axisEnd())));
        }
        QCOMPARE(work.zoom, PlotZoom());
        work.controller.stepEpoch();
        QTRY_COMPARE(accuracy()->data().present.epochs.size(), 1U);
        QTRY_COMPARE(axisEnd(), 2.0);
    }

    // Files are drawn out of the state: with what is on show, and to what is zoomed.
    void filesGetWhatThePlotsShow() {
        settings_->setRetrainsAsDragged(false);
        open(withEpochs(2));
        Workspace& work = window_.work();
        QTRY_COMPARE(unlike(), QString());
        work.policy.train();
        AWAIT(work.controller, State::Finished);
        const RunId first = work.runs.present()->id;
        QTRY_COMPARE(unlike(), QString());
        QCOMPARE(accuracy()->data().present.batches.size(), 20U);
        work.runs.rename(first, "first");
        work.seeds.start(withEpochs(1), 2);
        QTRY_VERIFY(!work.seeds.isRunning());
        AWAIT(work.controller, State::Finished);
        QTRY_COMPARE(unlike(), QString());
        QVERIFY(!accuracy()->data().others.empty());
        work.selection.select({first});
        QTRY_COMPARE(unlike(), QString());
        QTest::keyClick(const_cast<QWidget*>(accuracy()->canvas()), Qt::Key_Plus);
        QVERIFY(work.zoom.horizontal);
        QTRY_COMPARE(unlike(), QString());
        work.runs.setShown(first, false);
        QTRY_VERIFY(accuracy()->data().present.epochs.empty());
        QTRY_COMPARE(unlike(), QString());
        QCOMPARE(plotData(sources(), PlotKind::Loss, true).present.epochs.size(), 2U);
        PlotView seconds = work.settings.plotView();
        seconds.axis = PlotView::Axis::Seconds;
        emit window_->findChild<MetricPlot*>("loss")->viewChosen(seconds);
        QVERIFY(!work.zoom.horizontal);
        QTRY_COMPARE(unlike(), QString());
    }

private:
    PlotSources sources() {
        Workspace& work = window_.work();
        view_ = work.settings.plotView();
        return {work.runs, work.selection, view_, work.zoom, work.setting.value().epochs};
    }

    // One that is not trained yet is nothing to draw, whatever it is called.
    static bool sameRun(const DrawnRun& one, const DrawnRun& other) {
        const bool nothing[] = {one.batches.empty() && one.epochs.empty(),
                                other.batches.empty() && other.epochs.empty()};
        return (nothing[0] && nothing[1]) || one == other;
    }

    // What of a plot is not as it would be in a file.
    QString unlike() {
        for (const char* name : {"accuracy", "loss"}) {
            const auto* plot = window_->findChild<MetricPlot*>(name);
            const PlotData drawn = plot->data();
            const PlotData file = plotData(sources(), plot->kind());
            const std::pair<const char*, bool> parts[] = {{"view", drawn.view == file.view},
                                                          {"planned epochs", drawn.plannedEpochs == file.plannedEpochs},
                                                          {"present", sameRun(drawn.present, file.present)},
                                                          {"others", drawn.others == file.others},
                                                          {"horizontal", drawn.horizontal == file.horizontal},
                                                          {"vertical", drawn.vertical == file.vertical}};
            for (const auto& [part, same] : parts)
                if (!same)
                    return QStringLiteral("%1: %2").arg(name, part);
        }
        return {};
    }

    void open(const Hyperparameters& start, std::int64_t batchesPerEpoch = 10) {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        window_.reset();
        window_.make(fakeFactory(shortScript(batchesPerEpoch)), services, folder_->filePath("unroll.ini"), start);
        window_->show();
        AWAIT(window_->controller(), State::Ready);
    }
    const MetricPlot* accuracy() const { return window_->findChild<MetricPlot*>("accuracy"); }

    PlotView view_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowRun)
#include "tst_run_presenter.moc"
