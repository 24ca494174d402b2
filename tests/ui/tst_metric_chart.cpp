#include "tests/support/drawn_runs.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/read_out_box.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestMetricChart : public QObject {
    Q_OBJECT

private slots:
    void init() { open(PlotKind::Accuracy); }

    void millionPointsAreDrawnByThousands_data() {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<int>("least");
        QTest::newRow("all") << 0.0 << 10.0 << 1000;
        QTest::newRow("a tenth") << 4.0 << 5.0 << 1000;
        QTest::newRow("a hundredth") << 4.0 << 4.1 << 1000;
        QTest::newRow("some batches") << 4.0 << 4.0005 << 50;
    }
    void millionPointsAreDrawnByThousands() {
        QFETCH(double, from);
        QFETCH(double, to);
        QFETCH(int, least);
        static const auto million = drawnBatches(1000000, 100000);
        chart_->setPlannedEpochs(10);
        chart_->addBatches(million);
        chart_->setHorizontalView(AxisRange{from, to});
        QVERIFY2(chart_->drawnPoints() < 5000, qPrintable(QString::number(chart_->drawnPoints())));
        QVERIFY2(chart_->drawnPoints() >= static_cast<std::size_t>(least),
                 qPrintable(QString::number(chart_->drawnPoints())));
    }

    // Its epochs may be there before its style is known.
    void aRunThatGetsItsStyleLateHasItsMarkers() {
        train(5);
        constexpr int slot = 3;
        chart_->namePresent(7, "7", slot);
        chart_->replot();
        const RunStyle style = runStyle(slot, chart_->palette());
        int marked = 0;
        for (int i = 0; i < chart_->graphCount(); ++i) {
            const QCPScatterStyle marker = chart_->graph(i)->scatterStyle();
            if (chart_->graph(i)->data()->isEmpty() || marker.isNone())
                continue;
            ++marked;
            QCOMPARE(marker.pen().color(), style.colour);
        }
        QVERIFY(marked > 0);
    }

    void wheelZoomsAroundThePointer() {
        train(5);
        const QPoint place = at(2, 90);
        turn(place, 120, {});
        QVERIFY(chart_->xAxis->range().size() < 4.5);
        QVERIFY(chart_->isZoomed());
        QVERIFY(std::abs(chart_->xAxis->coordToPixel(2) - place.x()) < 1.5);
        QCOMPARE(chart_->yAxis->range(), QCPRange(50, 100));
        turn(place, 120, Qt::ControlModifier);
        QVERIFY(chart_->yAxis->range().size() < 45);
        turn(place, -1200, {});
        QCOMPARE(chart_->xAxis->range(), QCPRange(0, 5));
    }

    void draggingZoomsToTheRectangle() {
        train(5);
        QSignalSpy chosen(chart_.get(), &MetricChart::horizontalChosen);
        drag(at(1, 90), at(3, 70), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(isNear(chart_->xAxis->range(), 1, 3, 0.05));
        QVERIFY(isNear(chart_->yAxis->range(), 70, 90, 0.5));
    }

    void draggingAlongAnAxisZoomsItAlone() {
        train(5);
        drag(at(1, 80), at(3, 80) + QPoint(0, 3), Qt::LeftButton);
        QVERIFY(isNear(chart_->xAxis->range(), 1, 3, 0.05));
        QCOMPARE(chart_->yAxis->range(), QCPRange(50, 100));
    }

    void movesWithShiftOrTheMiddleButton_data() {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("shift") << Qt::LeftButton << Qt::KeyboardModifiers(Qt::ShiftModifier);
        QTest::newRow("middle") << Qt::MiddleButton << Qt::KeyboardModifiers();
    }
    void movesWithShiftOrTheMiddleButton() {
        QFETCH(Qt::MouseButton, button);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        train(5);
        chart_->setHorizontalView(AxisRange{2, 4});
        drag(at(3, 80), at(2.5, 80), button, modifiers);
        QVERIFY(isNear(chart_->xAxis->range(), 2.5, 4.5, 0.05));
        QCOMPARE(chart_->yAxis->range(), QCPRange(50, 100));
        drag(at(3, 80), at(10, 80), button, modifiers);
        QCOMPARE(chart_->xAxis->range().lower, 0.0); // not beyond the run
    }

    void doubleClickShowsTheWholeRun() {
        train(5);
        drag(at(1, 90), at(3, 70), Qt::LeftButton);
        QTest::mouseDClick(chart_.get(), Qt::LeftButton, {}, at(2, 80));
        QCOMPARE(chart_->xAxis->range(), QCPRange(0, 5));
        QCOMPARE(chart_->yAxis->range(), QCPRange(50, 100));
        QVERIFY(!chart_->isZoomed());
    }

    void aViewStandsWhileTheRunGrows() {
        train(2);
        chart_->setHorizontalView(AxisRange{1, 2});
        chart_->addEpochs(drawnRun({}, RunRole::Present, 3).epochs);
        QCOMPARE(chart_->xAxis->range(), QCPRange(1, 2));
        chart_->beginRun(drawnRun({}, RunRole::Present, 0), 10);
        QCOMPARE(chart_->xAxis->range(), QCPRange(1, 2));
    }

    void pointingReadsOutTheNearestEpoch() {
        chart_->setRuns({drawnRun("eta 0.03", RunRole::Compared, 4, 0.7), drawnRun("", RunRole::Ghost, 4)});
        chart_->setReferences({drawnRun("Somebody", RunRole::Reference, 3, 0.6)});
        train(5);
        QSignalSpy moved(chart_.get(), &MetricChart::cursorMoved);
        point(at(2.2, 75));
        QCOMPARE(chart_->cursorEpoch(), std::optional<std::int64_t>(2));
        QCOMPARE(moved.count(), 1);
        point(at(2.4, 75));
        QCOMPARE(moved.count(), 1);
        const ReadOut& readOut = chart_->readOutBox().readOut();
        QCOMPARE(readOut.rows.size(), 3U);
        QCOMPARE(readOut.rows[0].test, QString("82.0\u2009%"));
        QCOMPARE(readOut.rows[1].name, QString("eta 0.03"));
        QCOMPARE(readOut.rows[1].train, QString("67.0\u2009%"));
        QVERIFY(chart_->readOutBox().isVisible());
        point(QPoint(2, 2));
        QVERIFY(!chart_->cursorEpoch());
        QVERIFY(!chart_->readOutBox().isVisible());
    }

    void keysMoveTheCursorAndZoom() {
        train(5);
        chart_->setFocus();
        for (const auto& [key, epoch] : {std::pair{Qt::Key_Right, 1},
                                         {Qt::Key_Right, 2},
                                         {Qt::Key_Left, 1},
                                         {Qt::Key_Left, 1},
                                         {Qt::Key_End, 5},
                                         {Qt::Key_Right, 5},
                                         {Qt::Key_Home, 1}}) {
            QTest::keyClick(chart_.get(), key);
            QCOMPARE(chart_->cursorEpoch(), std::optional<std::int64_t>(epoch));
        }
        QTest::keyClick(chart_.get(), Qt::Key_Escape);
        QVERIFY(!chart_->cursorEpoch());
        QTest::keyClick(chart_.get(), Qt::Key_Plus);
        QVERIFY(chart_->isZoomed());
        QTest::keyClick(chart_.get(), Qt::Key_Minus);
        QVERIFY(!chart_->isZoomed());
    }

    void linesCarryTheirNamesInOrder() {
        chart_->setReferences({drawnRun("Somebody", RunRole::Reference, 5, 0.55)});
        train(5);
        QCOMPARE(chart_->lineNames(), QStringList{"Somebody"}); // one's own run needs no name when it is alone
        chart_->namePresent(7, "mine", 0);
        chart_->setRuns({drawnRun("better", RunRole::Compared, 5, 0.9), drawnRun("ghost", RunRole::Ghost, 5)});
        QCOMPARE(chart_->lineNames(), (QStringList{"better", "mine", "Somebody"}));
        chart_->showReferences(false);
        QCOMPARE(chart_->lineNames(), (QStringList{"better", "mine"}));
    }

    void moreNamesThanThereIsRoomForLeaveOutTheLast() {
        std::vector<DrawnRun> runs;
        for (int i = 0; i < 100; ++i)
            runs.push_back(drawnRun(QString::number(i), RunRole::Compared, 5));
        train(5);
        chart_->namePresent(1, "mine", 0);
        chart_->setRuns(runs);
        const QStringList names = chart_->lineNames();
        QVERIFY(names.size() > 3 && names.size() < 40);
        QVERIFY(names.contains("mine") && names.contains("0") && !names.contains("99"));
    }

    void axesMakeRoomForComparedRuns() {
        train(2);
        QCOMPARE(chart_->xAxis->range().upper, 5.0);
        chart_->setRuns({drawnRun("longer", RunRole::Compared, 8, 0.2)});
        QCOMPARE(chart_->xAxis->range().upper, 8.0);
        QCOMPARE(chart_->yAxis->range().lower, 0.0);
    }

    void viewsChangeTheAxes_data() {
        QTest::addColumn<PlotKind>("kind");
        QTest::addColumn<PlotView>("view");
        QTest::addColumn<QCPRange>("horizontal");
        QTest::addColumn<QCPRange>("vertical");
        const auto row = [](const char* name, PlotKind kind, auto change, QCPRange horizontal, QCPRange vertical) {
            PlotView view;
            change(view);
            QTest::newRow(name) << kind << view << horizontal << vertical;
        };
        const QCPRange epochs(0, 5);
        row("seconds", PlotKind::Loss, [](auto& v) { v.axis = PlotView::Axis::Seconds; }, {0, 5}, {0, 1.5});
        row("images", PlotKind::Loss, [](auto& v) { v.axis = PlotView::Axis::Images; }, {0, 5000}, {0, 1.5});
        row("whole", PlotKind::Accuracy, [](auto& v) { v.wholeRange = true; }, epochs, {0, 100});
        row("error", PlotKind::Accuracy, [](auto& v) { v.errorRate = true; }, epochs, {0, 50});
        row("log error", PlotKind::Accuracy, [](auto& v) { v.errorRate = v.logarithmicError = true; }, epochs,
            {1, 100});
        row("log accuracy is none", PlotKind::Accuracy, [](auto& v) { v.logarithmicError = true; }, epochs, {50, 100});
        row("log loss", PlotKind::Loss, [](auto& v) { v.logarithmicLoss = true; }, epochs, {0.1, 1.5});
    }
    void viewsChangeTheAxes() {
        QFETCH(PlotKind, kind);
        QFETCH(PlotView, view);
        open(kind);
        train(5);
        chart_->setView(view);
        QTEST(chart_->xAxis->range(), "horizontal");
        QTEST(chart_->yAxis->range(), "vertical");
        QCOMPARE(chart_->yAxis->scaleType() == QCPAxis::stLogarithmic, PlotScale(kind, view).logarithmic());
    }

    void linesAreSwitched() {
        chart_->setPlannedEpochs(5);
        chart_->beginRun(drawnRun({}, RunRole::Present, 0), 10);
        chart_->addBatches(drawnBatches(50, 10));
        chart_->addEpochs(drawnRun({}, RunRole::Present, 5).epochs);
        QCOMPARE(chart_->drawnPoints(), 60U);
        PlotView view;
        view.train = false;
        chart_->setView(view);
        QCOMPARE(chart_->drawnPoints(), 55U);
        view.batches = false;
        chart_->setView(view);
        QCOMPARE(chart_->drawnPoints(), 5U);
        view.batches = true;
        view.smoothing = 10;
        chart_->setView(view);
        QCOMPARE(chart_->drawnPoints(), 105U);
    }

    void dataIsAllThatIsShown() {
        train(5);
        chart_->setRuns({drawnRun("eta 0.03", RunRole::Compared, 4, 0.7)});
        chart_->setChanges({{1.5, "eta 0.03"}});
        chart_->setHorizontalView(AxisRange{1, 2});
        const PlotData data = chart_->data();
        MetricChart copy(PlotKind::Accuracy);
        copy.setData(data);
        QVERIFY(copy.data().present == data.present);
        QVERIFY(copy.data().others == data.others);
        QCOMPARE(copy.xAxis->range(), QCPRange(1, 2));
        QCOMPARE(data.present.changes.size(), 1U);
    }

    void escapeWithoutACursorIsLeftToTheWindow() {
        train(5);
        QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        override.ignore();
        QCoreApplication::sendEvent(chart_.get(), &override);
        QVERIFY(!override.isAccepted());
        chart_->showCursor(2);
        QCoreApplication::sendEvent(chart_.get(), &override);
        QVERIFY(override.isAccepted());
    }

private:
    void open(PlotKind kind) {
        chart_ = std::make_unique<MetricChart>(kind);
        chart_->resize(700, 300);
        chart_->show();
        QVERIFY(QTest::qWaitForWindowExposed(chart_.get()));
        chart_->replot();
    }

    void train(int epochs) {
        chart_->beginRun(drawnRun({}, RunRole::Present, 0), 10);
        chart_->setPlannedEpochs(5);
        chart_->addEpochs(drawnRun({}, RunRole::Present, epochs).epochs);
        chart_->replot();
    }

    QPoint at(double x, double y) const {
        return {qRound(chart_->xAxis->coordToPixel(x)), qRound(chart_->yAxis->coordToPixel(y))};
    }

    static bool isNear(const QCPRange& range, double lower, double upper, double tolerance) {
        return std::abs(range.lower - lower) < tolerance && std::abs(range.upper - upper) < tolerance;
    }

    void point(QPoint place, Qt::MouseButtons buttons = {}, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent move(QEvent::MouseMove, place, chart_->mapToGlobal(place), Qt::NoButton, buttons, modifiers);
        QCoreApplication::sendEvent(chart_.get(), &move);
    }

    void drag(QPoint from, QPoint to, Qt::MouseButton button, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(chart_.get(), button, modifiers, from);
        for (const QPoint& place : {(from + to) / 2, to})
            point(place, button, modifiers);
        QTest::mouseRelease(chart_.get(), button, modifiers, to);
        chart_->replot();
    }

    void turn(QPoint place, int angle, Qt::KeyboardModifiers modifiers) {
        QWheelEvent wheel(place, chart_->mapToGlobal(place), {}, {0, angle}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(chart_.get(), &wheel);
        chart_->replot();
    }

    std::unique_ptr<MetricChart> chart_;
};

QTEST_MAIN(TestMetricChart)
#include "tst_metric_chart.moc"
