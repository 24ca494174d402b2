#include "engine/data/reading_order.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

class TestReadingOrder : public QObject {
    Q_OBJECT

private slots:
    void rowsAreAsStored() { QVERIFY(pixelPlaces(ReadingOrder::Rows, 3, 2, 1).empty()); }

    void columnsGoDown() {
        QCOMPARE(pixelPlaces(ReadingOrder::Columns, 3, 2, 1), (std::vector<std::uint32_t>{0, 3, 1, 4, 2, 5}));
    }

    void aPermutationReadsEveryPixelOnce() {
        const auto places = pixelPlaces(ReadingOrder::Permuted, 28, 28, 7);
        auto sorted = places;
        std::ranges::sort(sorted);
        for (std::uint32_t i = 0; i < 784; ++i)
            QCOMPARE(sorted[i], i);
        QVERIFY(!std::ranges::is_sorted(places));
        QCOMPARE(pixelPlaces(ReadingOrder::Permuted, 28, 28, 7), places);
        QVERIFY(pixelPlaces(ReadingOrder::Permuted, 28, 28, 8) != places);
    }

    void ordersHaveNames() {
        QCOMPARE(readingOrderNamed("rows"), ReadingOrder::Rows);
        QCOMPARE(readingOrderNamed("columns"), ReadingOrder::Columns);
        QCOMPARE(readingOrderNamed("permuted"), ReadingOrder::Permuted);
        QVERIFY_EXCEPTION_THROWN(readingOrderNamed("spiral"), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestReadingOrder)
#include "tst_reading_order.moc"
