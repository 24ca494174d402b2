#include "tests/support/session_scripts.h"
#include "ui/main_window_close.h"

#include <cmath>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowClose : public QObject {
    Q_OBJECT

private slots:
    void longTrainingIsAtRiskUntilItIsSaved() {
        SessionController controller(fakeFactory(shortScript(40000))); // of a millisecond each, as they say
        CloseGuard guard(controller, nullptr);
        controller.configure(withEpochs(2));
        AWAIT(controller, State::Ready);
        QCOMPARE(guard.secondsAtRisk(), 0.0);
        controller.stepEpoch();
        AWAIT(controller, State::Paused);
        QCOMPARE(guard.secondsAtRisk(), 0.0); // 40 s
        controller.train();
        AWAIT(controller, State::Finished);
        QVERIFY(std::abs(guard.secondsAtRisk() - 80) < 1e-6);
        guard.noteSaved();
        QCOMPARE(guard.secondsAtRisk(), 0.0);
        controller.rewind();
        AWAIT(controller, State::Ready);
        controller.stepBatch();
        AWAIT(controller, State::Paused);
        QCOMPARE(guard.secondsAtRisk(), 0.0);
    }
};

QTEST_MAIN(TestMainWindowClose)
#include "tst_main_window_close.moc"
