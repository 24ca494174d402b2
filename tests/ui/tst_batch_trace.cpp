#include "tests/support/drawn_runs.h"
#include "ui/plots/metric_chart.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestBatchTrace : public QObject {
    Q_OBJECT

private slots:
    void init() {
        chart_ = std::make_unique<MetricChart>(PlotKind::Loss);
        chart_->resize(700, 300);
        chart_->show();
        QVERIFY(QTest::qWaitForWindowExposed(chart_.get()));
        chart_->beginRun(drawnRun({}, RunRole::Present, 0), 100);
        chart_->setPlannedEpochs(5);
        chart_->addBatches(drawnBatches(30, 100)); // makes room for all that is to come
        chart_->refresh();
        QCoreApplication::processEvents();
    }

    void batchesAreDrawnWithoutTheRest() {
        QSignalSpy whole(chart_.get(), &QCustomPlot::afterReplot);
        const QImage before = chart_->grab().toImage();
        const auto batches = drawnBatches(60, 100);
        chart_->addBatches(std::span(batches).subspan(30));
        chart_->refresh();
        QCoreApplication::processEvents();
        QCOMPARE(whole.count(), 0);
        QVERIFY(chart_->grab().toImage() != before);
    }

    void epochsAreDrawnWithAllElse() {
        QSignalSpy whole(chart_.get(), &QCustomPlot::afterReplot);
        chart_->addEpochs(drawnRun({}, RunRole::Present, 1).epochs);
        const auto batches = drawnBatches(60, 100);
        chart_->addBatches(std::span(batches).subspan(30));
        chart_->refresh();
        QTRY_COMPARE(whole.count(), 1);
    }

    void batchesBeyondTheAxesMoveThem() {
        QSignalSpy whole(chart_.get(), &QCustomPlot::afterReplot);
        chart_->addBatches(drawnBatches(700, 100));
        chart_->refresh();
        QTRY_COMPARE(whole.count(), 1);
        QCOMPARE(chart_->xAxis->range().upper, 7.0);
    }

private:
    std::unique_ptr<MetricChart> chart_;
};

QTEST_MAIN(TestBatchTrace)
#include "tst_batch_trace.moc"
