#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"

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

private:
    void open(const Hyperparameters& start) {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        window_.reset();
        window_.make(fakeFactory(shortScript()), services, folder_->filePath("unroll.ini"), start);
        window_->show();
        AWAIT(window_->controller(), State::Ready);
    }
    const MetricPlot* accuracy() const { return window_->findChild<MetricPlot*>("accuracy"); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowRun)
#include "tst_run_presenter.moc"
