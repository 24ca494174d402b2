#include "ui/inspect/tile_fit.h"

#include <QTest>

using namespace unroll;

class TestTileFit : public QObject {
    Q_OBJECT

private slots:
    void fillsTheAreaBest_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<QSize>("area");
        QTest::addColumn<int>("caption");
        QTest::addColumn<int>("columns");
        QTest::newRow("one square") << 1 << QSize(100, 100) << 0 << 1;
        QTest::newRow("row") << 4 << QSize(400, 100) << 0 << 4;
        QTest::newRow("column") << 4 << QSize(100, 400) << 0 << 1;
        QTest::newRow("six by ten") << 60 << QSize(246, 690) << 18 << 6;
        QTest::newRow("four by four") << 16 << QSize(100, 180) << 20 << 4;
    }
    void fillsTheAreaBest() {
        QFETCH(int, count);
        QFETCH(QSize, area);
        QFETCH(int, caption);
        const TileFit fit = fitTiles(count, area, caption);
        QTEST(fit.columns, "columns");
        QVERIFY(fit.columns * fit.rows >= count);
        QVERIFY(fit.columns * fit.tile.width() <= area.width());
        QVERIFY(fit.rows * fit.tile.height() <= area.height());
        QCOMPARE(fit.tile.height(), fit.tile.width() + caption);
    }

    void fewerTilesWhereTheyWouldBeTooSmall_data() {
        QTest::addColumn<QSize>("area");
        QTest::addColumn<int>("tiles");
        QTest::newRow("room for all") << QSize(400, 500) << 60;
        QTest::newRow("flat") << QSize(180, 100) << 12;
        QTest::newRow("narrow") << QSize(30, 300) << 6;
        QTest::newRow("hardly any") << QSize(10, 10) << 1;
    }
    void fewerTilesWhereTheyWouldBeTooSmall() {
        QFETCH(QSize, area);
        const TileFit fit = fitTiles(60, area, 18, 28);
        QVERIFY(fit.tile.width() >= 28);
        QCOMPARE(fit.tile.height(), fit.tile.width() + 18);
        QTEST(std::min(60, fit.columns * fit.rows), "tiles");
        if (area.width() < 28)
            return;
        QVERIFY(fit.columns * fit.tile.width() <= area.width());
        QVERIFY(fit.rows * fit.tile.height() <= area.height());
    }

    void noRoomGivesAPixel() { QCOMPARE(fitTiles(60, {10, 10}, 18).tile, QSize(1, 19)); }
    void nothingToShowIsNoDivisionByZero() { QVERIFY(fitTiles(0, {100, 100}, 0).tile.isValid()); }
};

QTEST_APPLESS_MAIN(TestTileFit)
#include "tst_tile_fit.moc"
