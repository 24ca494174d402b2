#include "tests/support/drawn_runs.h"
#include "ui/charts/plot_header.h"
#include "ui/charts/plot_link.h"
#include "ui/charts/plot_menu.h"
#include "ui/plots/metric_chart.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace unroll;

class TestPlotLink : public QObject {
    Q_OBJECT

private slots:
    void init() {
        window_ = std::make_unique<QWidget>();
        auto* column = new QVBoxLayout(window_.get());
        accuracy_ = new MetricPlot(PlotKind::Accuracy);
        loss_ = new MetricPlot(PlotKind::Loss);
        column->addWidget(accuracy_);
        column->addWidget(loss_);
        link_ = new PlotLink(*accuracy_, *loss_, zoom_, window_.get());
        window_->resize(800, 600);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        for (MetricPlot* plot : {accuracy_, loss_}) {
            plot->startRun({}, {});
            plot->addEpochs(drawnRun({}, RunRole::Present, 5).epochs);
        }
    }

    void oneAxisOfEpochs() {
        QTest::keyClick(chart(*loss_), Qt::Key_Plus);
        QVERIFY(chart(*loss_)->isZoomed());
        QCOMPARE(chart(*accuracy_)->xAxis->range(), chart(*loss_)->xAxis->range());
        QCOMPARE(chart(*accuracy_)->yAxis->range(), QCPRange(50, 100));
        QVERIFY(zoom_.horizontal);
        QCOMPARE(zoom_.horizontal->lower, chart(*loss_)->xAxis->range().lower);
        QCOMPARE(zoom_.horizontal->upper, chart(*loss_)->xAxis->range().upper);
        QTest::keyClick(window_.get(), Qt::Key_F);
        for (MetricPlot* plot : {accuracy_, loss_})
            QVERIFY(!chart(*plot)->isZoomed());
        QCOMPARE(zoom_, PlotZoom());
    }

    void wholeRunIsOfferedWhileZoomed() {
        auto* button = buttonOf(*accuracy_, "Show the whole run");
        QVERIFY(button && !button->isVisible());
        QTest::keyClick(chart(*loss_), Qt::Key_Plus);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!button->isVisible());
        QVERIFY(!chart(*loss_)->isZoomed());
        QTest::keyClick(chart(*loss_), Qt::Key_Plus);
        QVERIFY(button->isVisible());
        trigger(*link_->menu(), "&Seconds"); // an epoch's place on the axis is another
        QVERIFY(!chart(*accuracy_)->isZoomed());
        QVERIFY(!button->isVisible());
    }

    void oneCursor() {
        QTest::keyClick(chart(*accuracy_), Qt::Key_End);
        QCOMPARE(chart(*loss_)->cursorEpoch(), std::optional<std::int64_t>(5));
        QVERIFY(chart(*accuracy_)->accessibleDescription().startsWith("Epoch 5; this run, test 88.0"));
        QTest::keyClick(chart(*accuracy_), Qt::Key_Escape);
        QVERIFY(!chart(*loss_)->cursorEpoch());
        QVERIFY(chart(*accuracy_)->accessibleDescription().startsWith("At present"));
    }

    void choicesHoldForBothAndAreTold() {
        QSignalSpy chosen(link_, &PlotLink::viewChosen);
        trigger(*buttonOf(*loss_, "How the loss is drawn")->menu(), "&Seconds");
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(link_->view().axis, PlotView::Axis::Seconds);
        QCOMPARE(chart(*accuracy_)->xAxis->label(), QString("Seconds of training"));
        trigger(*link_->menu(), "&Error rate");
        QCOMPARE(accuracy_->header().valueText(), QString("12.0\u2009%"));
        trigger(*buttonOf(*accuracy_, "How the accuracy is drawn")->menu(), "Lo&garithmic error rate");
        QCOMPARE(chart(*accuracy_)->yAxis->scaleType(), QCPAxis::stLogarithmic);
        QCOMPARE(chart(*loss_)->yAxis->scaleType(), QCPAxis::stLinear);
        QVERIFY(link_->view().errorRate);
        QCOMPARE(chosen.count(), 3);
    }

    void menusSayWhatIsChosen() {
        PlotView view;
        view.smoothing = 50;
        view.test = false;
        link_->setView(view);
        for (QMenu* menu : {static_cast<QMenu*>(link_->menu()), buttonOf(*loss_, "How the loss is drawn")->menu()}) {
            QVERIFY(!entry(*menu, "On &test images")->isChecked());
            QVERIFY(entry(*menu, "Over 50 batches")->isChecked());
            QVERIFY(!entry(*menu, "None")->isChecked());
        }
    }

private:
    static MetricChart* chart(MetricPlot& plot) { return plot.findChild<MetricChart*>(); }
    static QToolButton* buttonOf(MetricPlot& plot, const QString& name) {
        for (auto* button : plot.findChildren<QToolButton*>())
            if (button->accessibleName() == name)
                return button;
        return nullptr;
    }
    static QAction* entry(QMenu& menu, const QString& text) {
        for (QAction* action : menu.actions()) {
            if (action->text() == text)
                return action;
            if (action->menu())
                if (QAction* deeper = entry(*action->menu(), text))
                    return deeper;
        }
        return nullptr;
    }
    static void trigger(QMenu& menu, const QString& text) {
        QAction* action = entry(menu, text);
        QVERIFY2(action && action->isEnabled(), qPrintable(text));
        action->trigger();
    }

    std::unique_ptr<QWidget> window_;
    PlotZoom zoom_;
    MetricPlot* accuracy_ = nullptr;
    MetricPlot* loss_ = nullptr;
    PlotLink* link_ = nullptr;
};

QTEST_MAIN(TestPlotLink)
#include "tst_plot_link.moc"
