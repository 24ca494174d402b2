#include "tests/support/list_training.h"
#include "ui/state/run_list.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;
using namespace unroll::list_training;

class TestRunList : public QObject {
    Q_OBJECT

private slots:
    void aRunBecomesARowWithItsFirstBatch() {
        RunList list;
        QSignalSpy structure(&list, &RunList::structureChanged);
        const RunId id = list.begin({withEta(0.1), info()});
        QVERIFY(list.runs().empty() && structure.isEmpty());
        QCOMPARE(list.present()->id, id);
        trainBatch(list);
        QCOMPARE(list.runs().size(), 1U);
        QCOMPARE(structure.size(), 1);
        QCOMPARE(list.runs().front().label.number, 1);
        QCOMPARE(list.runs().front().trace.points().size(), 1U);
        list.add(std::vector{epoch(1, 0.5), epoch(2, 0.75)});
        const RunFigures figures = figuresOf(*list.find(id));
        QCOMPARE(figures.accuracy, std::optional(0.75));
        QCOMPARE(figures.seconds, std::optional(2.0));
        QCOMPARE(figures.allocatedBytes, std::optional(6.0));
    }

    void settingsThatWereNeverTrainedLeaveNothing() {
        RunList list;
        train(list, 0.1);
        list.begin({withEta(0.2), info()});
        list.begin({withEta(0.3), info()});
        QCOMPARE(list.runs().size(), 1U);
        trainBatch(list);
        QCOMPARE(numbersOf(list), (Numbers{1, 2}));
        QCOMPARE(list.runs().back().hyperparameters.eta, 0.3);
        QVERIFY(list.runs().front().label.slot != list.runs().back().label.slot);
    }

    // What becomes of the run before a new one.
    void former_data() {
        QTest::addColumn<bool>("deliberate");
        QTest::addColumn<int>("epochs");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("stays");
        QTest::addColumn<std::size_t>("ghosts");
        QTest::newRow("trained by a press") << true << 1 << "" << true << std::size_t{0};
        QTest::newRow("pressed and left at once") << true << 0 << "" << false << std::size_t{0};
        QTest::newRow("followed a drag") << false << 2 << "" << false << std::size_t{1};
        QTest::newRow("dragged over at once") << false << 0 << "" << false << std::size_t{0};
        QTest::newRow("dragged, and named") << false << 2 << "good" << true << std::size_t{0};
    }
    void former() {
        QFETCH(bool, deliberate);
        QFETCH(int, epochs);
        QFETCH(QString, name);
        QFETCH(bool, stays);
        QFETCH(std::size_t, ghosts);
        RunList list;
        const RunId first = train(list, 0.1, epochs, deliberate);
        list.rename(first, name);
        train(list, 0.2);
        QCOMPARE(list.find(first) != nullptr, stays);
        QCOMPARE(list.ghosts().size(), ghosts);
        QCOMPARE(numbersOf(list), stays ? (Numbers{1, 2}) : (Numbers{1}));
        QCOMPARE(list.runs().back().label.slot, stays ? 1 : 0);
    }

    // A draft is what a drag led to: the next value of the same control takes its place.
    void aDraftThatWasLookedAtStays_data() {
        QTest::addColumn<double>("eta");
        QTest::addColumn<std::int64_t>("hidden");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("done");
        QTest::addColumn<bool>("stays");
        QTest::newRow("the same control at once") << 0.3 << std::int64_t{64} << 1 << true << false;
        QTest::newRow("after a look") << 0.3 << std::int64_t{64} << 6 << true << true;
        QTest::newRow("another control") << 0.2 << std::int64_t{96} << 1 << true << true;
        QTest::newRow("another one, but it was cut off") << 0.2 << std::int64_t{96} << 1 << false << false;
        QTest::newRow("both") << 0.3 << std::int64_t{96} << 1 << true << false;
    }
    void aDraftThatWasLookedAtStays() {
        QFETCH(double, eta);
        QFETCH(std::int64_t, hidden);
        QFETCH(int, seconds);
        QFETCH(bool, done);
        QFETCH(bool, stays);
        std::chrono::steady_clock::time_point now{};
        RunList list(nullptr, 1 << 20, [&] { return now; });
        train(list, 0.1);
        const RunId draft = train(list, 0.2, 1, false);
        QVERIFY(list.isDraft(draft));
        if (done)
            list.setStatus(RunStatus::Done);
        now += std::chrono::seconds(seconds);
        Hyperparameters next = withEta(eta);
        next.hidden = hidden;
        list.begin({next, info(), false});
        trainBatch(list);
        QCOMPARE(list.find(draft) != nullptr, stays);
        QVERIFY(!list.isDraft(draft));
    }

    void aDraftIsKeptWhenAPersonSaysSo() {
        RunList list;
        const RunId draft = train(list, 0.1, 1, false);
        QSignalSpy changed(&list, &RunList::changed);
        list.keepDraft(draft);
        QVERIFY(!list.isDraft(draft));
        QCOMPARE(changed.size(), 1);
        train(list, 0.2, 1, false);
        QVERIFY(list.find(draft));
        list.keepDraft(99);
    }

    // Within its first epoch, too.
    void whatTookEffortStays_data() {
        QTest::addColumn<bool>("deliberate");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<int>("rest"); // a RunRest, -1: it trains
        QTest::addColumn<bool>("stays");
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("stopped at once") << true << 0.1 << int(RunRest::Stopped) << true << false;
        QTest::newRow("dragged and stopped") << false << 0.1 << int(RunRest::Stopped) << true << false;
        QTest::newRow("paused at once") << true << 0.1 << int(RunRest::Paused) << false << false;
        QTest::newRow("paused after a while") << true << 9.0 << int(RunRest::Paused) << true << false;
        QTest::newRow("trained for a while") << true << 9.0 << -1 << true << false;
        QTest::newRow("dragged, and trained for a while") << false << 9.0 << -1 << false << true;
        QTest::newRow("dragged over") << false << 0.1 << -1 << false << false;
    }
    void whatTookEffortStays() {
        QFETCH(bool, deliberate);
        QFETCH(double, seconds);
        QFETCH(int, rest);
        QFETCH(bool, stays);
        QFETCH(bool, comesBack);
        RunList list;
        const RunId first = list.begin({withEta(0.1), info(), deliberate});
        BatchMetrics one = batch(1);
        one.seconds = seconds;
        list.add(std::vector{one});
        if (rest >= 0)
            list.setStatus(RunStatus::Interrupted, static_cast<RunRest>(rest));
        train(list, 0.2);
        QCOMPARE(list.find(first) != nullptr, stays);
        QCOMPARE(list.latestRemoval() != 0, comesBack);
        if (!comesBack)
            return;
        list.bringBack(list.latestRemoval());
        QVERIFY(list.find(first));
        QCOMPARE(numbersOf(list), (Numbers{1, 2}));
        QCOMPARE(list.find(first)->label.number, 2); // its own went to the other one
        QVERIFY(list.runs().front().label.slot != list.runs().back().label.slot);
    }

    void aRunThatIsReplacedIsAtRest() {
        RunList list;
        const RunId first = train(list, 0.1);
        QCOMPARE(list.find(first)->status, RunStatus::Running);
        list.begin({withEta(0.2), info()});
        QCOMPARE(list.find(first)->status, RunStatus::Interrupted);
    }

    // What was trained after its record was taken is lost.
    void aRunGoesOnFromItsRecord() {
        RunList list;
        const RunId id = list.begin({withEta(0.1), info()});
        for (std::int64_t step = 1; step <= 15; ++step)
            trainBatch(list, step);
        list.add(std::vector{epoch(1)});
        RunRecord record = recordOf(4);
        record.epochs = {epoch(1)};
        record.checkpoint = Checkpoint{};
        record.checkpoint->progress = {.epoch = 2, .batch = 5, .step = 15};
        list.keep(std::make_shared<const RunRecord>(record));
        QCOMPARE(list.find(id)->position, (RunPosition{15, 1}));
        for (std::int64_t step = 16; step <= 28; ++step)
            trainBatch(list, step);
        list.add(std::vector{epoch(2)});
        train(list, 0.2);
        list.goOn(id, info(), 5);
        QCOMPARE(list.find(id)->epochs.size(), 1U);
        QCOMPARE(list.find(id)->trace.points().size(), 15U);
        QCOMPARE(list.find(id)->position, (RunPosition{15, 1}));
        trainBatch(list, 16);
        QCOMPARE(list.find(id)->trace.points().back().images, 1600.0);
    }

    void onlyTheLastGhostsStay() {
        RunList list;
        for (int i = 0; i < 20; ++i)
            train(list, 0.01 * i, 1, false);
        QCOMPARE(list.ghosts().size(), RunList::mostGhosts);
        QCOMPARE(list.ghosts().back().hyperparameters.eta, 0.18);
        QCOMPARE(numbersOf(list), (Numbers{1}));
    }

    void ghostsGoWithTheRunTheyLedTo() {
        RunList list;
        train(list, 0.1, 1, false);
        const RunId last = train(list, 0.2, 1, false);
        QCOMPARE(list.ghosts().size(), 1U);
        QSignalSpy told(&list, &RunList::ghostsChanged);
        list.remove({last});
        QVERIFY(list.ghosts().empty());
        QCOMPARE(told.count(), 1);
        list.forgetGhosts();
        QCOMPARE(told.count(), 1);
    }

    void rewindingKeepsTheRow() {
        RunList list;
        const RunId id = train(list, 0.1, 2);
        list.setChanges({{15, 1.5, "eta", 0.1, 0.2}});
        QCOMPARE(list.find(id)->changes.size(), 1U);
        list.restart();
        QVERIFY(list.find(id)->epochs.empty() && list.find(id)->trace.isEmpty() && list.find(id)->changes.empty());
        trainBatch(list);
        QCOMPARE(numbersOf(list), (Numbers{1}));
    }

    void divergedBatchEndsTheRun() {
        RunList list;
        const RunId id = list.begin({withEta(1000), info()});
        list.diverge({.epoch = 1, .batch = 1, .op = "affine", .node = "cell 1"});
        QCOMPARE(list.find(id)->status, RunStatus::Diverged);
        QCOMPARE(list.find(id)->divergence->op, std::string("affine"));
        QVERIFY(!figuresOf(*list.find(id)).accuracy);
    }

    void pastEpochsGoBeforeWeights() {
        const auto withPast = [](std::size_t weights, std::size_t past) {
            RunRecord record = recordOf(weights);
            record.past = {{1, std::make_shared<const Snapshot>(Snapshot{{}, std::vector<float>(past)})}};
            return std::make_shared<const RunRecord>(record);
        };
        RunList list(nullptr, 100 * sizeof(float));
        const RunId first = train(list, 0.1);
        list.keep(withPast(20, 30));
        const RunId second = train(list, 0.2);
        list.keep(withPast(20, 30));
        QCOMPARE(list.find(first)->record->past.size(), std::size_t{1});
        const RunId third = train(list, 0.3);
        list.keep(withPast(20, 30));
        QVERIFY(list.find(first)->record->past.empty() && list.find(second)->record->past.empty());
        QCOMPARE(bytesOf(*list.find(first)->record), 20 * sizeof(float));
        QCOMPARE(list.find(third)->record->past.size(), std::size_t{1});
    }

    void weightsAreKeptUpToTheLimit() {
        RunList list(nullptr, 100 * sizeof(float));
        const RunId first = train(list, 0.1);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        const RunId second = train(list, 0.2);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        list.setPinned(first, true);
        const RunId third = train(list, 0.3);
        QVERIFY(list.find(first)->record && list.find(second)->record);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        QVERIFY(list.find(first)->record); // it is pinned
        QVERIFY(!list.find(second)->record);
        list.keep(std::make_shared<const RunRecord>(recordOf(200))); // the present one, whatever its size
        QVERIFY(!list.find(first)->record && list.find(third)->record);
    }
};

QTEST_APPLESS_MAIN(TestRunList)
#include "tst_run_list.moc"
