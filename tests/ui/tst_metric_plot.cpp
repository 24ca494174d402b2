#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/plots/metric_chart.h"
#include "ui/theme/colour_scheme.h"

#include <QApplication>
#include <QTest>

#include <malloc.h>
#include <qcustomplot.h>

#include <algorithm>
#include <span>

using namespace unroll;

namespace {

EpochMetrics epochAt(std::int64_t epoch, double accuracy, double loss) {
    EpochMetrics metrics;
    metrics.epoch = epoch;
    metrics.trainAccuracy = accuracy - 0.05;
    metrics.testAccuracy = accuracy;
    metrics.trainLoss = loss + 0.1;
    metrics.testLoss = loss;
    return metrics;
}

std::vector<BatchMetrics> batches(std::int64_t count, double accuracy) {
    std::vector<BatchMetrics> made;
    for (std::int64_t step = 1; step <= count; ++step) {
        BatchMetrics batch;
        batch.epoch = 1;
        batch.batch = step;
        batch.step = step;
        batch.accuracy = accuracy;
        batch.loss = 1;
        batch.seconds = 0.5;
        batch.images = 100;
        made.push_back(batch);
    }
    return made;
}

Hyperparameters withEpochs(std::int64_t epochs) {
    Hyperparameters hyperparameters;
    hyperparameters.epochs = epochs;
    return hyperparameters;
}

SessionInfo withBatches(std::int64_t perEpoch) {
    SessionInfo info;
    info.batchesPerEpoch = perEpoch;
    info.trainImages = 100 * perEpoch;
    return info;
}

DrawnRun somebodys() {
    DrawnRun run;
    run.name = "Other";
    run.role = RunRole::Reference;
    run.epochs = {epochAt(1, 0.65, 1), epochAt(5, 0.95, 0.5)};
    return run;
}

// Pixels of a colour in what a plot draws.
int pixelsOf(MetricPlot& plot, const QColor& colour) {
    QCoreApplication::processEvents(); // the queued drawing
    const QImage image = plot.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

const QColor lightRun(0x00, 0x72, 0xb2);
const QColor darkRun(0x56, 0xb4, 0xe9);
const QColor lightReference(0x9a, 0x9f, 0xa8);

// As the list of runs has them, ten batches an epoch.
std::vector<TracePoint> traceOf(const std::vector<BatchMetrics>& batches) {
    RunTrace trace;
    trace.add(batches, 10);
    return trace.points();
}

} // namespace

class TestMetricPlot : public QObject {
    Q_OBJECT

private slots:
    void init() { applyColourScheme(ColourScheme::Light); }

    void showsTheTestMetricLarge() {
        MetricPlot accuracy(PlotKind::Accuracy);
        MetricPlot loss(PlotKind::Loss);
        QVERIFY(accuracy.header().valueText().isEmpty());
        for (MetricPlot* plot : {&accuracy, &loss}) {
            plot->startRun(withEpochs(5), withBatches(600));
            plot->addEpochs(std::vector{epochAt(1, 0.9264, 0.2691)});
        }
        QVERIFY(accuracy.header().valueText().startsWith("92.6"));
        QVERIFY(accuracy.header().valueText().endsWith("%"));
        QCOMPARE(loss.header().valueText(), QString("0.269"));
        QVERIFY(accuracy.header().changeText().isEmpty());
    }

    void comparesWithAnotherRun_data() {
        QTest::addColumn<double>("change");
        QTest::addColumn<QString>("text");
        QTest::newRow("better") << 0.015 << QStringLiteral("\u25b2 1.5 vs 3");
        QTest::newRow("worse") << -0.015 << QStringLiteral("\u25bc 1.5 vs 3");
        QTest::newRow("no difference that is shown") << 0.00005 << QStringLiteral("\u00b1\u20090.0 vs 3");
    }
    void comparesWithAnotherRun() {
        QFETCH(double, change);
        MetricPlot plot(PlotKind::Accuracy);
        plot.startRun(withEpochs(5), withBatches(600));
        plot.compareWith(PlotComparison{change, "3", 0});
        QVERIFY(plot.header().changeText().isEmpty());
        plot.addEpochs(std::vector{epochAt(1, 0.9264, 0.2)});
        QTEST(plot.header().changeText(), "text");
    }

    void aGroupsFigureStandsForItsSeed() {
        MetricPlot plot(PlotKind::Accuracy);
        plot.startRun(withEpochs(5), withBatches(600));
        plot.setGroupFigure(Spread{3, 0.931, 0.002});
        plot.addEpochs(std::vector{epochAt(1, 0.5, 0.2)});
        QCOMPARE(plot.header().valueText(), QStringLiteral("93.1\u2009% \u00b1\u20090.2"));
        plot.setGroupFigure(Spread{1, 0.931, 0});
        QCOMPARE(plot.header().valueText(), QStringLiteral("93.1\u2009%"));
        plot.setGroupFigure({});
        QCOMPARE(plot.header().valueText(), QStringLiteral("50.0\u2009%"));
    }

    // Over seconds and images as well.
    void aRunThatGoesOnKeepsItsBatches() {
        RunTrace earlier;
        earlier.add(batches(20, 0.5), 10);
        MetricPlot plot(PlotKind::Accuracy);
        plot.startRun(withEpochs(5), withBatches(10), earlier);
        QCOMPARE(plot.data().present.batches.size(), 20U);
        earlier.add(batches(1, 0.6), 10);
        plot.addBatches(std::span(earlier.points()).last(1));
        const BatchPoint& last = plot.data().present.batches.back();
        QCOMPARE(last.seconds, 10.5);
        QCOMPARE(last.images, 2100.0);
    }

    // A night's worth of batches. What is asked for of the heap is measured where the C library counts it.
    void memoryIsBoundedWhateverIsTrained() {
        constexpr std::int64_t all = 20'000'000;
        constexpr std::int64_t atOnce = 50'000;
        MetricPlot plot(PlotKind::Loss);
        plot.startRun(withEpochs(all / atOnce), withBatches(atOnce));
        std::vector<TracePoint> some(atOnce, TracePoint{.accuracy = 0.5});
        const auto heap = [] { return mallinfo2().uordblks + mallinfo2().hblkhd; };
        const std::size_t before = heap();
        for (std::int64_t trained = 0; trained < all; trained += atOnce) {
            for (std::int64_t i = 0; i < atOnce; ++i) {
                const auto step = static_cast<double>(trained + i + 1);
                TracePoint& point = some[static_cast<std::size_t>(i)];
                point.epoch = step / static_cast<double>(atOnce);
                point.seconds = 0.5 * step;
                point.images = 100 * step;
                point.loss = i == 76 && trained == all / 2 ? 99 : 1;
            }
            plot.addBatches(some);
        }
        const std::size_t grown = heap() - before;
        QVERIFY2(grown < (std::size_t{64} << 20U), qPrintable(QString::number(grown)));
        const auto kept = plot.data().present.batches;
        QVERIFY(kept.size() <= std::size_t{1} << 16U);
        QCOMPARE(std::ranges::count(kept, 99.0, &BatchPoint::loss), 1);
        QCOMPARE(kept.back().images, 100.0 * all);
    }

    void keepsTheCurvesForExport() {
        MetricPlot plot(PlotKind::Accuracy);
        plot.startRun(withEpochs(5), withBatches(10));
        plot.addBatches(traceOf(batches(20, 0.5)));
        plot.addEpochs(std::vector{epochAt(1, 0.8, 1), epochAt(2, 0.9, 0.5)});
        const PlotData data = plot.data();
        QCOMPARE(data.plannedEpochs, 5.0);
        QCOMPARE(data.present.batches.size(), 20U);
        QCOMPARE(data.present.batches.back(), (BatchPoint{2, 20 * 0.5, 20 * 100, 0.5, 1}));
        QCOMPARE(data.present.epochs.size(), 2U);
        QCOMPARE(data.present.epochs.back().testAccuracy, 0.9);
        plot.startRun(withEpochs(3), withBatches(10));
        QVERIFY(plot.data().present.batches.empty());
        QVERIFY(plot.data().present.epochs.empty());
        QVERIFY(!plot.lastTestValue());
    }

    void referencesCanBeHidden() {
        MetricPlot plot(PlotKind::Accuracy);
        plot.resize(600, 300);
        plot.setPlannedEpochs(5);
        plot.setReferences({somebodys()});
        const int shown = pixelsOf(plot, lightReference);
        QVERIFY(shown > 50);
        QCOMPARE(plot.data().others.size(), 1U);
        plot.showReferences(false);
        QVERIFY(pixelsOf(plot, lightReference) < shown / 10);
        QVERIFY(plot.data().others.empty());
    }

    void takesItsColoursAnewWithThePalette() {
        MetricPlot plot(PlotKind::Accuracy);
        plot.resize(600, 300);
        plot.startRun(withEpochs(2), withBatches(10));
        plot.addEpochs(std::vector{epochAt(1, 0.8, 1), epochAt(2, 0.9, 0.5)});
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.refresh();
        QVERIFY(pixelsOf(plot, lightRun) > 20);
        QCOMPARE(pixelsOf(plot, darkRun), 0);
        applyColourScheme(ColourScheme::Dark);
        QVERIFY(pixelsOf(plot, darkRun) > 20);
        QCOMPARE(pixelsOf(plot, lightRun), 0);
    }

    // The axis is made for the runs that one can compare, whichever of them diverges.
    void aDivergenceDoesNotFlattenTheOthers_data() {
        QTest::addColumn<bool>("present");
        QTest::addColumn<bool>("logarithmic");
        QTest::newRow("another run") << false << false;
        QTest::newRow("the present run") << true << false;
        QTest::newRow("another run, logarithmic") << false << true;
        QTest::newRow("the present run, logarithmic") << true << true;
    }
    void aDivergenceDoesNotFlattenTheOthers() {
        QFETCH(bool, present);
        QFETCH(bool, logarithmic);
        MetricPlot plot(PlotKind::Loss);
        plot.resize(600, 300);
        PlotView view;
        view.logarithmicLoss = logarithmic;
        plot.setView(view);
        const auto* chart = static_cast<const QCustomPlot*>(plot.canvas());
        DrawnRun other;
        other.name = "another";
        other.epochs = {epochAt(1, 0.5, 1.2), epochAt(2, 0.2, present ? 0.5 : 900)};
        if (!present)
            other.divergedAt = 2.3;
        plot.setRuns({other});
        plot.startRun(withEpochs(5), withBatches(10));
        auto made = batches(14, 0.2);
        if (present)
            for (BatchMetrics& batch : made)
                batch.loss = 1e7;
        if (present)
            made.back().loss = std::numeric_limits<double>::quiet_NaN();
        const auto trace = traceOf(made);
        for (int picture = 0; picture < 20; ++picture) // as it grows for a trace that stays outside
            plot.addBatches(std::span(trace).first(1));
        plot.addBatches(std::span(trace).subspan(1));
        plot.addEpochs(std::vector{epochAt(1, 0.5, present ? 800 : 1)});
        if (present)
            plot.markDivergence({2, 5, "affine", "cell 1 state"});
        plot.rest(); // as a training does that ends
        QVERIFY2(chart->yAxis->range().upper <= 2.5, qPrintable(QString::number(chart->yAxis->range().upper)));
        int crosses = 0;
        for (int i = 0; i < chart->graphCount(); ++i)
            if (chart->graph(i)->lineStyle() == QCPGraph::lsNone)
                for (const QCPGraphData& cross : *chart->graph(i)->data()) {
                    ++crosses;
                    QCOMPARE(cross.value, chart->yAxis->range().upper); // where it left
                }
        QCOMPARE(crosses, 1);
    }

    void ghostsAreInNoFile() {
        MetricPlot plot(PlotKind::Accuracy);
        DrawnRun other;
        other.epochs = {epochAt(1, 0.5, 1)};
        DrawnRun ghost = other;
        ghost.role = RunRole::Ghost;
        plot.setRuns({other, ghost});
        QCOMPARE(plot.data().others.size(), 1U);
        QVERIFY(plot.data().others.front().role == RunRole::Compared);
    }

    void marksWhereARunDiverged() {
        MetricPlot plot(PlotKind::Loss);
        plot.startRun(withEpochs(5), withBatches(10));
        plot.addBatches(traceOf(batches(14, 0.2)));
        plot.markDivergence({2, 5, "affine", "cell 1 state"});
        QVERIFY(plot.data().present.divergedAt);
        QCOMPARE(*plot.data().present.divergedAt, 1.5);
    }

    // In the first epoch there is no line yet that leads to the cross; it moves with the axes nevertheless, and is in
    // files as well.
    void marksADivergenceInTheFirstEpoch() {
        MetricPlot plot(PlotKind::Accuracy);
        plot.startRun(withEpochs(5), withBatches(10));
        plot.addBatches(traceOf(batches(4, 0.25)));
        plot.markDivergence({1, 4, "affine", "cell 1 state"});
        plot.rest();
        PlotView view;
        view.axis = PlotView::Axis::Seconds;
        plot.setView(view);
        MetricChart file(PlotKind::Accuracy);
        file.setData(plot.data());
        const auto* shown = static_cast<const QCustomPlot*>(plot.canvas());
        for (const QCustomPlot* chart : {shown, static_cast<const QCustomPlot*>(&file)}) {
            int crosses = 0;
            for (int i = 0; i < chart->graphCount(); ++i)
                if (chart->graph(i)->lineStyle() == QCPGraph::lsNone)
                    for (const QCPGraphData& cross : *chart->graph(i)->data()) {
                        ++crosses;
                        QCOMPARE(cross.key, plot.data().present.batches.back().seconds);
                        QVERIFY(chart->yAxis->range().contains(cross.value));
                    }
            QCOMPARE(crosses, 1);
        }
    }
};

QTEST_MAIN(TestMetricPlot)
#include "tst_metric_plot.moc"
