#include "ui/training/run_follower.h"

#include "tests/support/session_scripts.h"

using namespace unroll;

using State = SessionController::State;
using Record = std::shared_ptr<const RunRecord>;

namespace {

struct Desk {
    explicit Desk(const FakeScript& script)
        : controller(fakeFactory(script)) {}

    // Answers go to `answers`.
    void ask(RunId id) {
        follower.withRecord(id, &list, [this](const Record& record) { answers.push_back(record); });
    }

    RunList list;
    SessionController controller;
    RunFollower follower{controller, list};
    std::vector<Record> answers;
};

std::int64_t stepOf(const Record& record) { return positionOf(*record).step; }

} // namespace

class TestMainWindowRunFollow : public QObject {
    Q_OBJECT

private slots:
    void aRunThatRestsIsHandedOverAtOnce() {
        Desk desk(shortScript());
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        AWAIT(desk.controller, State::Finished);
        QTRY_VERIFY(desk.list.runs().front().record);
        desk.ask(desk.list.runs().front().id);
        QCOMPARE(desk.answers.size(), 1U);
        QCOMPARE(stepOf(desk.answers.front()), 20);
    }

    // It holds three to four times the weights.
    void aRecordIsSharedAndNotCopied() {
        Desk desk(shortScript());
        Record delivered;
        connect(&desk.controller, &SessionController::weightsAvailable, &desk.list,
                [&](const Record& record) { delivered = record; });
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        AWAIT(desk.controller, State::Finished);
        QTRY_VERIFY(delivered);
        desk.ask(desk.list.runs().front().id);
        QCOMPARE(desk.list.runs().front().record, delivered);
        QCOMPARE(desk.answers, std::vector<Record>{delivered});
    }

    void aWishIsAnsweredWithTheRecordThatTheListKeeps() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        Record kept;
        connect(&desk.follower, &RunFollower::kept, &desk.list, [&] {
            if (!kept)
                kept = desk.list.runs().front().record;
        });
        desk.ask(desk.list.runs().front().id);
        gate->open();
        QTRY_COMPARE(desk.answers.size(), 1U);
        QTRY_VERIFY(kept);
        QCOMPARE(desk.answers.front(), kept);
    }

    void aRunUnderWayIsHandedOverBetweenTwoSteps() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        QTRY_COMPARE(desk.list.runs().front().position.step, 14);
        desk.ask(desk.list.runs().front().id);
        QVERIFY(desk.answers.empty());
        gate->open();
        QTRY_COMPARE(desk.answers.size(), 1U);
        QVERIFY(stepOf(desk.answers.front()) >= 14);
        AWAIT(desk.controller, State::Finished);
    }

    // The next one's record is no answer.
    void aRunThatGivesWayIsNotMistakenForTheNext() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        desk.ask(desk.list.runs().front().id);
        desk.controller.configure(withEpochs(1, 2));
        QCOMPARE(desk.answers, std::vector<Record>{nullptr});
        desk.controller.train();
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QTRY_VERIFY(desk.list.present()->record);
        QCOMPARE(desk.list.present()->hyperparameters.seed, 2);
        QCOMPARE(desk.answers.size(), 1U);
    }

    void aRewindTakesTheAnswerAway() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        desk.controller.rewind();
        desk.ask(desk.list.runs().front().id);
        gate->open();
        AWAIT(desk.controller, State::Ready);
        QTRY_COMPARE(desk.answers, std::vector<Record>{nullptr});
    }

    void nobodyIsAnsweredAfterHisEnd() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        {
            QObject context;
            desk.follower.withRecord(desk.list.runs().front().id, &context,
                                     [&](const Record& record) { desk.answers.push_back(record); });
        }
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QTRY_VERIFY(desk.list.present()->record);
        QVERIFY(desk.answers.empty());
    }

    void aRunThatIsReplacedIsNoLongerTraining() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        Desk desk(script);
        desk.controller.configure(withEpochs(2));
        desk.controller.train();
        gate->awaitArrival();
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        QTRY_COMPARE(desk.list.runs().front().epochs.size(), 1U);
        desk.controller.configure(withEpochs(1, 2));
        gate->open();
        AWAIT(desk.controller, State::Ready);
        QCOMPARE(desk.list.runs().front().status, RunStatus::Interrupted);
    }
};

QTEST_MAIN(TestMainWindowRunFollow)
#include "tst_run_follower.moc"
