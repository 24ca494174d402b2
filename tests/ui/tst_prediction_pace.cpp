#include "ui/training/prediction_pace.h"

#include <QTest>

using namespace unroll;
using namespace std::chrono_literals;

class TestPredictionPace : public QObject {
    Q_OBJECT

private slots:
    void isDueAfterAFifthOfASecondWhenItCostsNothing() {
        PredictionPace pace;
        const PredictionPace::Clock::time_point begin(1h);
        QVERIFY(pace.due(begin));
        pace.done(begin, begin);
        QVERIFY(!pace.due(begin + 199ms));
        QVERIFY(pace.affordable(begin));
        QVERIFY(pace.due(begin + 200ms));
    }

    void takesATwentiethOfTheTimeAtMost() {
        PredictionPace pace;
        const PredictionPace::Clock::time_point begin(1h);
        const auto end = begin + 30ms;
        pace.done(begin, end);
        QVERIFY(!pace.affordable(end + 599ms));
        QVERIFY(!pace.due(end + 599ms));
        QVERIFY(pace.due(end + 600ms));
    }
};

QTEST_APPLESS_MAIN(TestPredictionPace)
#include "tst_prediction_pace.moc"
