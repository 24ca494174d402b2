#include "ui/plots/cell_chart.h"
#include "ui/plots/cell_lens.h"
#include "ui/plots/heat_map.h"

#include <QLabel>
#include <QTest>

using namespace unroll;

namespace {

HeatMapCells wide(int columns) {
    HeatMapCells cells;
    cells.rows = 4;
    cells.columns = columns;
    cells.values.assign(static_cast<std::size_t>(4 * columns), 0);
    cells.values[500 % static_cast<std::size_t>(columns)] = 1;
    return cells;
}

} // namespace

class TestCellLens : public QObject {
    Q_OBJECT

private slots:
    void followsTheMouseWhereCellsAreNarrow() {
        HeatMap map;
        map.resize(500, 300);
        map.setCells(wide(784));
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const auto* glass = map.findChild<QLabel*>("cellLens");
        const QCPRange before = map.xAxis->range();
        const QRect room = map.axisRect()->rect();
        move(map, room.center() - QPoint(100, 0));
        QVERIFY(glass->isVisible());
        QVERIFY(glass->x() > room.center().x() - 100); // away from the mouse
        QVERIFY(glass->width() > 200);
        QVERIFY(map.xAxis->range() == before);
        QCOMPARE(map.axisRect()->rect(), room);
        move(map, room.center() + QPoint(100, 0));
        QVERIFY(glass->geometry().right() < room.center().x() + 100);
        move(map, {room.left() - 10, room.center().y()});
        QVERIFY(glass->isHidden());
    }

    // One of the 28 columns that are enlarged is inked, and it is as wide as one of 28.
    void enlargesTheData() {
        HeatMap map;
        map.resize(500, 300);
        map.setCells(wide(784));
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const auto x = static_cast<int>(map.xAxis->coordToPixel(500));
        move(map, {x, map.axisRect()->rect().center().y()});
        const QImage seen = map.findChild<QLabel*>("cellLens")->pixmap().toImage();
        int widest = 0;
        for (int y = 0; y < seen.height(); ++y) {
            int run = 0;
            for (int i = 0; i < seen.width() - 40; ++i) { // without the scale
                run = qGray(seen.pixel(i, y)) < 90 ? run + 1 : 0;
                widest = std::max(widest, run);
            }
        }
        QVERIFY2(widest >= 4 && widest <= 9, qPrintable(QString::number(widest)));
    }

    void isNotThereForFewCells() {
        HeatMap map;
        map.resize(500, 300);
        map.setCells(wide(28));
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        move(map, map.axisRect()->rect().center());
        QVERIFY(map.findChild<QLabel*>("cellLens")->isHidden());
    }

    void followsTheMarkByKeys() {
        CellChart chart(CellChart::Scale::Even);
        chart.resize(500, 300);
        chart.setLines({{.values = std::vector<double>(784, 0.5)}}, "value");
        chart.setMarkedCell(100);
        chart.show();
        QVERIFY(QTest::qWaitForWindowActive(&chart));
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_Right);
        const auto* glass = chart.findChild<QLabel*>("cellLens");
        QTRY_VERIFY(glass->isVisible());
        chart.clearFocus();
        QVERIFY(glass->isHidden());
    }

private:
    static void move(QWidget& widget, const QPoint& place) {
        QMouseEvent event(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(&widget, &event);
    }
};

QTEST_MAIN(TestCellLens)
#include "tst_cell_lens.moc"
