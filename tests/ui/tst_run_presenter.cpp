#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/charts/metric_plot.h"

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
