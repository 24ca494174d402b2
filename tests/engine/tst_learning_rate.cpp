#include "engine/training/learning_rate.h"

#include "engine/training/gradient_clip.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestLearningRate : public QObject {
    Q_OBJECT

private slots:
    void ratesAtKnownSteps_data() {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<int>("step");
        QTest::addColumn<double>("expected"); // of eta 2 in 100 steps
        QTest::newRow("constant, first") << "constant" << 0 << 2.0;
        QTest::newRow("constant, last") << "constant" << 99 << 2.0;
        QTest::newRow("cosine, first") << "cosine" << 0 << 2.0;
        QTest::newRow("cosine, half") << "cosine" << 50 << 1.0;
        QTest::newRow("cosine, last") << "cosine" << 99 << 1 + std::cos(0.99 * M_PI);
        QTest::newRow("one-cycle, first") << "one-cycle" << 0 << 2.0 / 25;
        QTest::newRow("one-cycle, half way up")
            << "one-cycle" << 14 << (2.0 + 2.0 / 25) / 2 + (2.0 / 25 - 2.0) / 2 * std::cos(M_PI * 14 / 29);
        QTest::newRow("one-cycle, peak") << "one-cycle" << 29 << 2.0;
        QTest::newRow("one-cycle, half way down") << "one-cycle" << 64 << (2.0 + 2.0 / 25e4) / 2;
        QTest::newRow("one-cycle, last") << "one-cycle" << 99 << 2.0 / 25e4;
    }
    void ratesAtKnownSteps() {
        QFETCH(QString, schedule);
        QFETCH(int, step);
        QFETCH(double, expected);
        const double rate = learningRate(scheduleNamed(schedule.toStdString()), 2, step, 100);
        QVERIFY2(std::abs(rate - expected) < 1e-12, qPrintable(QString::number(rate)));
    }

    void ratesStayBetweenZeroAndEta_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {1, 2, 3, 4, 7, 1000})
            QTest::addRow("%d steps", steps) << steps;
    }
    void ratesStayBetweenZeroAndEta() {
        QFETCH(int, steps);
        for (const Schedule schedule : {Schedule::Constant, Schedule::Cosine, Schedule::OneCycle})
            for (int step = 0; step < steps; ++step) {
                const double rate = learningRate(schedule, 0.5, step, steps);
                QVERIFY(rate > 0 && rate <= 0.5);
            }
    }

    void unknownNamesAreRefused() { QVERIFY_EXCEPTION_THROWN(scheduleNamed("step"), std::invalid_argument); }

    void clippingBringsTheNormToItsLimit() {
        QCOMPARE(clipFactor(0.5, 1), 1.0);
        QCOMPARE(clipFactor(4, 1), 1 / (4 + 1e-6));
        QCOMPARE(clipFactor(0, 1), 1.0);
        QCOMPARE(clipFactor(1e30, 0), 1.0); // no limit
    }
};

QTEST_APPLESS_MAIN(TestLearningRate)
#include "tst_learning_rate.moc"
