#include "ui/charts/step_plot.h"
#include "ui/charts/step_presenter.h"
#include "ui/state/run_list.h"
#include "ui/state/settings.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

// The norm falls from 10 to 0.1, eta is a tenth of it.
std::vector<BatchMetrics> batches(int count) {
    std::vector<BatchMetrics> all;
    for (int i = 0; i < count; ++i) {
        BatchMetrics batch;
        batch.epoch = 1 + i / 100;
        batch.batch = 1 + i % 100;
        batch.batches = 100;
        batch.step = i + 1;
        batch.images = 10;
        batch.seconds = 0.5;
        batch.gradientNorm = 10 * std::pow(0.01, static_cast<double>(i) / count);
        batch.eta = batch.gradientNorm / 10;
        all.push_back(batch);
    }
    return all;
}

RunTrace traceOf(int count) {
    RunTrace trace;
    trace.add(batches(count), 100);
    return trace;
}

} // namespace

class TestStepPlot : public QObject {
    Q_OBJECT

private slots:
    void bothHaveDecadesOfTheirOwn() {
        StepPlot plot;
        plot.resize(500, 150);
        plot.show();
        const RunTrace trace = traceOf(300);
        plot.setSteps(trace.points(), 0);
        QVERIFY(plot.yAxis->range().contains(0.11) && plot.yAxis->range().contains(10));
        QCOMPARE(plot.yAxis2->range().lower, 0.01);
        QCOMPARE(plot.graph(0)->dataCount(), 300);
        QCOMPARE(plot.graph(2)->data()->at(299)->value, trace.points().back().eta);
        QVERIFY(plot.accessibleDescription().startsWith("At present the gradient's norm is 0.1"));
        // The line goes evenly through the batches' own.
        const double raw = plot.graph(0)->data()->at(150)->value;
        const double mean = plot.graph(1)->data()->at(150)->value;
        QVERIFY(mean > raw && mean < 3 * raw);
    }

    void standsUnderTheCurves() {
        StepPlot plot;
        plot.resize(500, 150);
        plot.show();
        plot.setSteps(traceOf(300).points(), 0);
        plot.setPlace({0, 5}, 60, 380);
        plot.replot();
        QCOMPARE(plot.axisRect()->left(), 60);
        QVERIFY(std::abs(plot.xAxis->coordToPixel(5) - 380) < 2);
        plot.setAxis(PlotView::Axis::Seconds);
        QCOMPARE(plot.graph(0)->data()->at(299)->key, 150.0);
        plot.setAxis(PlotView::Axis::Images);
        QCOMPARE(plot.graph(0)->data()->at(299)->key, 3000.0);
    }

    void whatCanNotBeDrawnIsLeftOut() {
        StepPlot plot;
        plot.resize(500, 150);
        std::vector<TracePoint> steps(3);
        steps[1].gradientNorm = std::nan("");
        steps[2].gradientNorm = 2;
        plot.setSteps(steps, 0);
        QVERIFY(std::isnan(plot.graph(0)->data()->at(0)->value));
        QVERIFY(std::isnan(plot.graph(2)->data()->at(0)->value)); // no eta
        QCOMPARE(plot.yAxis->range().lower, 1.0);
        plot.setSteps({}, 0);
        QCOMPARE(plot.accessibleDescription(), QString("Nothing is trained yet"));
    }

    void isShownOnDemandAndRemembered() {
        QTemporaryDir folder;
        Settings settings(folder.filePath("settings.ini"));
        RunList runs;
        RunSelection selection(runs);
        QWidget window;
        auto* part = new QWidget(&window);
        StepPlot plot(part);
        window.show();
        auto presenter = std::make_unique<StepPresenter>(runs, selection, plot, *part, settings, nullptr);
        QVERIFY(part->isHidden());
        RunRecord record;
        record.epochs.resize(1);
        selection.select({runs.insert(std::make_shared<const RunRecord>(record), "/a")});
        presenter->toggle()->trigger();
        QVERIFY(part->isVisible());
        QTRY_COMPARE(plot.accessibleDescription(), QString("Nothing is trained yet")); // of a run that is read
        presenter = std::make_unique<StepPresenter>(runs, selection, plot, *part, settings, nullptr);
        QVERIFY(part->isVisible());
    }
};

QTEST_MAIN(TestStepPlot)
#include "tst_step_plot.moc"
