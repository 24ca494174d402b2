#include "tests/support/gate.h"
#include "tests/support/session_scripts.h"
#include "ui/training/run_follower.h"
#include "ui/training/table_keeper.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <map>

using namespace unroll;

using State = SessionController::State;

namespace {

// Lies in memory, as if it were a disk: it outlives the windows of a test.
struct Disk {
    std::mutex mutex{};
    std::map<std::string, StoredRun> runs{};
    int writes = 0;
    std::string refusal{};
    std::size_t most = 100;
    Gate* gate = nullptr;
    std::atomic<bool> arrived{false};

    TableStore store() {
        TableStore store;
        store.read = [this] {
            const std::lock_guard lock(mutex);
            StoredTable table;
            for (const auto& [key, run] : runs)
                table.runs.push_back(run);
            std::ranges::sort(table.runs, {}, [](const StoredRun& run) { return run.row.number; });
            return table;
        };
        store.write = [this](const StoredRun& run) -> std::vector<std::string> {
            arrived = true;
            if (gate)
                gate->pass();
            const std::lock_guard lock(mutex);
            if (!refusal.empty())
                throw std::runtime_error(refusal);
            ++writes;
            runs[run.row.key] = run;
            auto record = *run.record;
            record.label = run.label;
            runs[run.row.key].record = std::make_shared<const RunRecord>(record);
            std::vector<std::string> gone;
            for (auto old = runs.begin(); runs.size() > most;) {
                const bool latest = old->first == run.row.key;
                if (!latest)
                    gone.push_back(old->first);
                old = latest ? std::next(old) : runs.erase(old);
            }
            return gone;
        };
        store.remove = [this](const std::string& key) {
            const std::lock_guard lock(mutex);
            runs.erase(key);
        };
        return store;
    }
    std::size_t size() {
        const std::lock_guard lock(mutex);
        return runs.size();
    }
};

// What a window has of it.
struct Table {
    explicit Table(Disk& disk)
        : keeper(list, disk.store()) {}

    void train(std::int64_t seed, TrainOrigin origin = TrainOrigin::Button) {
        controller.configure(withEpochs(1, seed), origin);
        controller.train(origin);
        AWAIT(controller, State::Finished);
        QTRY_VERIFY(list.present() && list.present()->record);
    }

    void restore() {
        QSignalSpy restored(&keeper, &TableKeeper::restored);
        keeper.restore();
        QVERIFY(restored.wait());
    }

    RunList list{};
    SessionController controller{fakeFactory(shortScript())};
    RunFollower follower{controller, list};
    TableKeeper keeper;
};

} // namespace

class TestTableKeeper : public QObject {
    Q_OBJECT

private slots:
    void theTableIsThereAgain() {
        Disk disk;
        {
            Table table(disk);
            table.train(1);
            table.train(2);
            table.list.rename(table.list.runs().front().id, "wide net");
            table.list.setNote(table.list.runs().front().id, "for the talk");
            table.list.setPinned(table.list.runs().back().id, true);
            table.list.setShown(table.list.runs().front().id, false);
            QVERIFY(table.keeper.finish(std::chrono::seconds(10)));
        }
        QCOMPARE(disk.size(), 2U);
        Table table(disk);
        table.restore();
        QCOMPARE(table.list.runs().size(), 2U);
        const Run& first = table.list.runs().front();
        const Run& second = table.list.runs().back();
        QCOMPARE(first.label.number, 1);
        QCOMPARE(first.label.name, QString("wide net"));
        QCOMPARE(first.label.note, QString("for the talk"));
        QVERIFY(!first.label.shown);
        QVERIFY(second.label.pinned);
        QVERIFY(first.label.slot != second.label.slot);
        QCOMPARE(first.epochs.size(), 1U);
        QVERIFY(obstacleToGoOn(first).isEmpty());
        table.train(3); // goes on counting
        QCOMPARE(table.list.runs().back().label.number, 3);
        const int writes = disk.writes;
        QVERIFY(table.keeper.finish(std::chrono::seconds(10)));
        QCOMPARE(disk.writes, writes + 1); // what is kept as it is is not written again
        QCOMPARE(disk.size(), 3U);
    }

    void seedsAreAGroupAgain() {
        Disk disk;
        {
            Table table(disk);
            const RunId group = table.list.beginGroup(withEpochs(1), 2);
            for (const std::int64_t seed : {1, 2}) {
                table.list.begin({withEpochs(1, seed), {}, true, group});
                BatchMetrics batch;
                batch.step = 10;
                batch.images = 1000;
                table.list.add(std::span(&batch, 1));
                auto record = std::make_shared<RunRecord>();
                record->hyperparameters = withEpochs(1, seed);
                record->status = RunStatus::Done;
                record->weights = {{"step", {1}, {10}}};
                EpochMetrics epoch;
                epoch.epoch = 1;
                epoch.step = 10;
                record->epochs = {epoch};
                table.list.add(std::span(&epoch, 1));
                table.list.setStatus(RunStatus::Done);
                table.list.keep(record);
            }
            table.list.endGroup(group);
            table.list.rename(group, "both");
            QVERIFY(table.keeper.finish(std::chrono::seconds(10)));
        }
        Table table(disk);
        table.restore();
        QCOMPARE(table.list.groups().size(), 1U);
        const RunGroup& group = table.list.groups().front();
        QCOMPARE(group.label.name, QString("both"));
        QCOMPARE(group.seeds, 2);
        QCOMPARE(table.list.runsOf(group.id).size(), 2U);
    }

    void whatIsDeletedIsNotThereAgain() {
        Disk disk;
        Table table(disk);
        table.train(1);
        QTRY_COMPARE(disk.size(), 1U); // once the hand rests
        const auto gone = table.list.remove({table.list.runs().front().id});
        QCOMPARE(gone.size(), 1U);
        QTRY_COMPARE(disk.size(), 0U);
        table.list.bringBack(table.list.latestRemoval());
        QTRY_COMPARE(disk.size(), 1U);
    }

    void draftsOfADragAreNotKept() {
        Disk disk;
        Table table(disk);
        table.train(1, TrainOrigin::Drag);
        QVERIFY(table.list.isDraft(table.list.runs().front().id));
        QVERIFY(!table.keeper.keeps(table.list.runs().front()));
        QVERIFY(table.keeper.finish(std::chrono::seconds(10)));
        QCOMPARE(disk.size(), 0U);
        table.list.keepDraft(table.list.runs().front().id);
        QVERIFY(table.keeper.keeps(table.list.runs().front()));
        QTRY_COMPARE(disk.size(), 1U);
    }

    void aFullDiskIsSaid() {
        Disk disk;
        disk.refusal = "The disk is full.";
        Table table(disk);
        QSignalSpy troubled(&table.keeper, &TableKeeper::troubled);
        table.train(1);
        QTRY_COMPARE(troubled.count(), 1);
        QCOMPARE(troubled.front().front().toString(), QString("The disk is full."));
        QVERIFY(!table.keeper.keeps(table.list.runs().front()));
    }

    // Closing may ask about it then: it would be lost.
    void whatMadeRoomIsSaidAndNotKept() {
        Disk disk;
        disk.most = 1;
        Table table(disk);
        QSignalSpy troubled(&table.keeper, &TableKeeper::troubled);
        table.train(1);
        QTRY_COMPARE(disk.size(), 1U);
        QVERIFY(table.keeper.keeps(table.list.runs().front()));
        table.train(2);
        QTRY_COMPARE(troubled.count(), 1);
        QVERIFY(!table.keeper.keeps(table.list.runs().front()));
        QVERIFY(table.keeper.keeps(table.list.runs().back()));
    }

    // As one of a server that does not answer.
    void aDiskThatHangsHoldsUpNothing() {
        Disk disk;
        Gate gate;
        disk.gate = &gate;
        Table table(disk);
        table.train(1);
        QTRY_VERIFY(disk.arrived);
        table.train(2);
        QVERIFY(!table.keeper.finish(std::chrono::milliseconds(10)));
        gate.open();
        QVERIFY(table.keeper.finish(std::chrono::seconds(10)));
        QCOMPARE(disk.size(), 2U);
    }

    void withoutAStoreNothingIsKept() {
        RunList list;
        TableKeeper keeper(list, {});
        keeper.restore();
        QVERIFY(keeper.finish(std::chrono::milliseconds(0)));
    }
};

QTEST_GUILESS_MAIN(TestTableKeeper)
#include "tst_table_keeper.moc"
