#include "ui/state/running_mean.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestRunningMean : public QObject {
    Q_OBJECT

private slots:
    void fewValuesHaveTheirMean() {
        RunningMean mean(50);
        QVERIFY(mean.isEmpty());
        for (const double value : {1.0, 2.0, 6.0})
            mean.add(value);
        QCOMPARE(mean.value(), 3.0);
        mean.add(11, 3); // stands for three
        QCOMPARE(mean.value(), 7.0);
    }

    void whatWasLongAgoIsForgotten() {
        RunningMean mean(10);
        for (int i = 0; i < 10; ++i)
            mean.add(100);
        for (int i = 0; i < 100; ++i)
            mean.add(1);
        QVERIFY(std::abs(mean.value() - 1) < 0.01);
        mean.add(5, 1000);
        QCOMPARE(mean.value(), 5.0);
        mean.clear();
        QVERIFY(mean.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestRunningMean)
#include "tst_running_mean.moc"
