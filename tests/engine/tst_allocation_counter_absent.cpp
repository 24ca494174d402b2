#include "engine/training/allocation_counter.h"

#include <QTest>

#include <vector>

// The library without unroll_allocation_counter, as a stranger's program links it.
class TestAllocationCounterAbsent : public QObject {
    Q_OBJECT

private slots:
    void countsNothing() {
        QVERIFY(!unroll::countsAllocations());
        const std::vector<float> numbers(1000, 1.0F);
        QCOMPARE(numbers.size(), 1000U);
        QCOMPARE(unroll::allocatedBytesOnThisThread(), 0);
    }
};

QTEST_APPLESS_MAIN(TestAllocationCounterAbsent)
#include "tst_allocation_counter_absent.moc"
