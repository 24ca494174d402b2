#include "tests/support/drawn_runs.h"
#include "ui/plots/batch_trace.h"
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

    void epochsThatFitAreDrawnWithoutTheRest() {
        chart_->setRuns({drawnRun("before", RunRole::Compared, 5)}); // makes room for all that is to come
        chart_->refresh();
        QCoreApplication::processEvents();
        QSignalSpy whole(chart_.get(), &QCustomPlot::afterReplot);
        const QImage before = chart_->grab().toImage();
        chart_->addEpochs(drawnRun({}, RunRole::Present, 2).epochs);
        const auto batches = drawnBatches(60, 100);
        chart_->addBatches(std::span(batches).subspan(30));
        chart_->refresh();
        QCoreApplication::processEvents();
        QCOMPARE(whole.count(), 0);
        const QImage pieces = chart_->grab().toImage();
        QVERIFY(pieces != before);
        chart_->replot();
        QCOMPARE(chart_->grab().toImage(), pieces);
    }

    void epochsBeyondTheAxesMoveThem() {
        QSignalSpy whole(chart_.get(), &QCustomPlot::afterReplot);
        chart_->addEpochs(drawnRun({}, RunRole::Present, 7).epochs);
        chart_->refresh();
        QTRY_COMPARE(whole.count(), 1);
        QCOMPARE(chart_->xAxis->range().upper, 7.0);
    }

    // Thousands of batches in a few hundred columns of pixels: bars, not lines, and the same picture.
    void manyBatchesCoverWhatTheirLinesWould() {
        const auto batches = drawnBatches(400, 100);
        chart_->addBatches(std::span(batches).subspan(30));
        chart_->setHorizontalView(AxisRange{0, 5});
        chart_->replot();
        const QImage few = chart_->grab().toImage();
        std::vector<BatchPoint> many; // the same line by twenty points for each of its own
        for (std::size_t i = 0; i + 1 < batches.size(); ++i)
            for (int part = 0; part < 20; ++part) {
                BatchPoint point = batches[i];
                point.epochs += part / 20.0 * (batches[i + 1].epochs - batches[i].epochs);
                point.loss += part / 20.0 * (batches[i + 1].loss - batches[i].loss);
                many.push_back(point);
            }
        chart_->beginRun(drawnRun({}, RunRole::Present, 0), 100);
        chart_->addBatches(many);
        chart_->setHorizontalView(AxisRange{0, 5});
        chart_->replot();
        const QImage bars = chart_->grab().toImage();
        QCOMPARE(bars.size(), few.size());
        int different = 0;
        for (int y = 0; y < bars.height(); ++y)
            for (int x = 0; x < bars.width(); ++x)
                different += std::abs(qGray(bars.pixel(x, y)) - qGray(few.pixel(x, y))) > 40 ? 1 : 0;
        QVERIFY2(different < bars.width() * bars.height() / 100, qPrintable(QString::number(different)));
    }

    // Of ten batches nine have no error: one mean of all, and the same on either axis.
    void smoothingIsOfTheValuesAndNotOfTheAxis() {
        std::vector<BatchPoint> batches = drawnBatches(50, 100);
        for (std::size_t i = 0; i < batches.size(); ++i)
            batches[i].accuracy = i % 10 == 0 ? 0.5 : 1;
        PlotView view;
        view.errorRate = true;
        view.smoothing = 10;
        double expected = 50;
        for (std::size_t i = 0; i < batches.size(); ++i)
            expected += 0.1 * (100 * (1 - batches[i].accuracy) - expected);
        for (const bool logarithmic : {false, true}) {
            view.logarithmicError = logarithmic;
            BatchTrace trace(*chart_, PlotScale(PlotKind::Accuracy, view));
            trace.begin(100);
            trace.append(batches);
            QCOMPARE(trace.raw().size(), batches.size());
            QCOMPARE(trace.smoothed().size(), batches.size());
            QCOMPARE(trace.smoothed().points().back().y, expected);
        }
    }

    // Of ten batches one is far off; thinned out, half of what is left is.
    void smoothingIsOfAllBatchesHoweverFewAreLeft() {
        std::vector<BatchPoint> batches = drawnBatches(4000, 100);
        for (std::size_t i = 0; i < batches.size(); ++i)
            batches[i].loss = i % 10 == 0 ? 6 : 1;
        PlotView view;
        view.smoothing = 200;
        BatchTrace trace(*chart_, PlotScale(PlotKind::Loss, view));
        trace.begin(100);
        const auto join = [](BatchPoint& point, const BatchPoint& gone) { point.means = joinedMeans(gone, point); };
        batches.resize(keepExtremes(std::span(batches), join, &BatchPoint::loss, &BatchPoint::accuracy));
        batches.resize(keepExtremes(std::span(batches), join, &BatchPoint::loss, &BatchPoint::accuracy));
        QVERIFY(batches.size() < 1100);
        trace.append(batches);
        const double smoothed = trace.smoothed().points().back().y;
        QVERIFY2(std::abs(smoothed - 1.5) < 0.1, qPrintable(QString::number(smoothed)));
    }

    void aBatchThatIsNotFiniteIsLeftOut() {
        std::vector<BatchPoint> batches = drawnBatches(3, 100);
        batches[1].loss = std::numeric_limits<double>::quiet_NaN();
        PlotView view;
        view.smoothing = 10;
        BatchTrace trace(*chart_, PlotScale(PlotKind::Loss, view));
        trace.begin(100);
        trace.append(batches);
        QCOMPARE(trace.smoothed().size(), 2U);
        QVERIFY(std::isfinite(trace.smoothed().points().back().y));
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
