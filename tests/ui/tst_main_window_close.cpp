#include "tests/support/session_scripts.h"
#include "ui/main_window_close.h"
#include "ui/main_window_run_follow.h"

#include <QSignalSpy>

#include <cmath>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowClose : public QObject {
    Q_OBJECT

private slots:
    void longTrainingIsAtRiskUntilItIsSaved() {
        SessionController controller(fakeFactory(shortScript(40000))); // of a millisecond each, as they say
        const RunList list;
        CloseGuard guard(controller, list, nullptr);
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

    void formerRunsAreAtRiskAsWell() {
        SessionController controller(fakeFactory(shortScript(40000)));
        RunList list;
        RunFollower follower(
            controller, list, [] { return false; }, nullptr);
        QSignalSpy kept(&follower, &RunFollower::kept);
        CloseGuard guard(controller, list, nullptr);
        controller.configure(withEpochs(2));
        controller.train();
        AWAIT(controller, State::Finished);
        QTRY_VERIFY(kept.count() > 0);
        QVERIFY(std::abs(guard.secondsAtRisk() - 80) < 1e-6); // once, though it is in the table as well
        controller.configure(withEpochs(2, 2));
        AWAIT(controller, State::Ready);
        QVERIFY(std::abs(guard.secondsAtRisk() - 80) < 1e-6);
        list.setFolder(list.runs().front().id, "/runs/1");
        QCOMPARE(guard.secondsAtRisk(), 0.0);
    }
};

QTEST_MAIN(TestMainWindowClose)
#include "tst_main_window_close.moc"
