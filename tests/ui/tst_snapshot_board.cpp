#include "ui/training/snapshot_board.h"

#include "engine/training/allocation_counter.h"
#include "tests/support/fake_session.h"

#include <QTest>

using namespace unroll;

class TestSnapshotBoard : public QObject {
    Q_OBJECT

private slots:
    void showsTheLatest() {
        SnapshotBoard board;
        QVERIFY(!board.latest());
        FakeSession session({});
        session.step();
        board.publish(session, {1, 1, 0.1});
        QCOMPARE(board.latest()->moment, (Moment{1, 1, 0.1}));
        QCOMPARE(board.latest()->parameters, std::vector<float>{1});
        session.step();
        QCOMPARE(board.latest()->parameters, std::vector<float>{1});
        board.publish(session, {1, 2, 0.2});
        QCOMPARE(board.latest()->parameters, std::vector<float>{2});
        board.clear();
        QVERIFY(!board.latest());
    }

    void whatSomebodyHasStaysAsItIs() {
        SnapshotBoard board;
        FakeSession session({});
        std::vector<std::shared_ptr<const Snapshot>> kept;
        for (int i = 1; i <= 8; ++i) {
            session.step();
            board.publish(session, {1, i, 0});
            kept.push_back(board.latest());
        }
        for (std::size_t i = 0; i < kept.size(); ++i) {
            QCOMPARE(kept[i]->moment.step, static_cast<std::int64_t>(i + 1));
            QCOMPARE(kept[i]->parameters, std::vector<float>{static_cast<float>(i + 1)});
        }
    }

    void allocatesNothingOnceItHasItsBuffers() {
        if (!countsAllocations())
            QSKIP("This program counts no allocations.");
        SnapshotBoard board;
        FakeSession session({});
        std::shared_ptr<const Snapshot> looked;
        std::int64_t before = 0;
        for (int i = 0; i < 1000; ++i) {
            if (i == 3)
                before = allocatedBytesOnThisThread();
            board.publish(session, {1, i, 0});
            if (i % 3 == 0)
                looked = board.latest(); // for a while
        }
        QCOMPARE(allocatedBytesOnThisThread() - before, 0);
        QVERIFY(before > 0);
    }
};

QTEST_APPLESS_MAIN(TestSnapshotBoard)
#include "tst_snapshot_board.moc"
