#include "ui/state/training_forecast.h"

#include <QTest>

using namespace unroll;

namespace {

SessionInfo mnist() {
    SessionInfo info;
    info.trainImages = 60000;
    info.testImages = 10000;
    info.width = info.height = 28;
    info.classes = 10;
    return info;
}

} // namespace

class TestTrainingForecast : public QObject {
    Q_OBJECT

private slots:
    void measuredNetworkTakesWhatItTook() {
        TrainingForecast forecast;
        Hyperparameters h;
        h.epochs = 5;
        forecast.learn(h, mnist(), 1000000);
        // Testing an image takes a third of training it.
        QCOMPARE(forecast.seconds(h, mnist()), 5 * (60000 + 10000 / 3.0) / 1e6);
        h.epochs = 10;
        h.trainLimit = 6000;
        h.testLimit = 3000;
        QCOMPARE(forecast.seconds(h, mnist()), 10 * (6000 + 1000) / 1e6);
    }

    void largerNetworkTakesLonger() {
        TrainingForecast forecast;
        Hyperparameters h;
        forecast.learn(h, mnist(), 1000000);
        const double small = forecast.seconds(h, mnist());
        h.hidden *= 2;
        QVERIFY(forecast.seconds(h, mnist()) > 1.9 * small);
    }

    void nothingIsKnownBeforeTheData() { QCOMPARE(TrainingForecast().seconds({}, {}), 0.0); }

    void runWithoutAClockTeachesNothing() {
        TrainingForecast forecast;
        const double before = forecast.seconds({}, mnist());
        QVERIFY(before > 0);
        forecast.learn({}, mnist(), 0);
        QCOMPARE(forecast.seconds({}, mnist()), before);
    }
};

QTEST_GUILESS_MAIN(TestTrainingForecast)
#include "tst_training_forecast.moc"
