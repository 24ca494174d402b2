#include "ui/plots/heat_map.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestHeatMap : public QObject {
    Q_OBJECT

private slots:
    void init() {
        map_ = std::make_unique<HeatMap>();
        map_->resize(400, 300);
        map_->show();
        map_->setCells({.rows = 3, .columns = 4, .values = std::vector<float>(12, 0.5F)});
        map_->replot();
    }

    // Axes of nothing would say numbers.
    void nothingHasNoAxes() {
        QVERIFY(map_->xAxis->visible() && map_->yAxis->visible());
        map_->setCells({});
        for (const QCPAxis* axis : map_->axisRect()->axes())
            QVERIFY(!axis->visible());
        map_->setCells({.rows = 1, .columns = 2, .values = {0, 1}});
        QVERIFY(map_->xAxis->visible() && map_->yAxis->visible());
    }

    void aPressChoosesTheCellUnderIt() {
        QSignalSpy columns(map_.get(), &HeatMap::columnChosen);
        QSignalSpy rows(map_.get(), &HeatMap::rowChosen);
        QSignalSpy cells(map_.get(), &HeatMap::cellChosen);
        QTest::mouseClick(map_.get(), Qt::LeftButton, {}, middleOf(1, 2));
        QCOMPARE(columns.takeFirst().at(0).toInt(), 2);
        QCOMPARE(rows.takeFirst().at(0).toInt(), 1);
        QCOMPARE(cells.takeFirst(), (QList<QVariant>{1, 2}));
    }

    // The first row is on top.
    void keysGoOn() {
        QSignalSpy columns(map_.get(), &HeatMap::columnChosen);
        QSignalSpy rows(map_.get(), &HeatMap::rowChosen);
        QVERIFY(middleOf(0, 0).y() < middleOf(2, 0).y());
        map_->setMarkedColumn(2);
        map_->setMarkedRow(0);
        QTest::keyClick(map_.get(), Qt::Key_Right);
        QTest::keyClick(map_.get(), Qt::Key_Left);
        QTest::keyClick(map_.get(), Qt::Key_End);
        QTest::keyClick(map_.get(), Qt::Key_Down);
        QTest::keyClick(map_.get(), Qt::Key_Up); // there is none above
        QList<int> chosen;
        for (const auto& call : columns)
            chosen.append(call.at(0).toInt());
        QCOMPARE(chosen, (QList<int>{3, 1, 3}));
        QCOMPARE(rows.at(0).at(0).toInt(), 1);
        QCOMPARE(rows.at(1).at(0).toInt(), 0);
    }

    void largeOnesAreDrawnWithoutTexts() {
        HeatMapCells cells{.rows = 784, .columns = 784, .values = std::vector<float>(784 * 784)};
        cells.texts.assign(784 * 784, "1");
        map_->setCells(cells);
        QCOMPARE(map_->itemCount(), 3); // the marks and the spot
        map_->setCells({});             // and nothing at all
        QVERIFY(!map_->grab().isNull());
    }

    // Each as dark or light as its number says.
    void coloursFollowTheNumbers() {
        map_->setCells({.rows = 1, .columns = 3, .values = {0, 0.5F, 1}});
        map_->replot();
        const QImage picture = map_->grab().toImage();
        const auto light = [&](int column) { return qGray(picture.pixel(middleOf(0, column))); };
        QVERIFY(light(0) > light(1) + 30);
        QVERIFY(light(1) > light(2) + 30);
    }

private:
    QPoint middleOf(int row, int column) const {
        return QPointF(map_->xAxis->coordToPixel(column), map_->yAxis->coordToPixel(row)).toPoint();
    }

    std::unique_ptr<HeatMap> map_;
};

QTEST_MAIN(TestHeatMap)
#include "tst_heat_map.moc"
