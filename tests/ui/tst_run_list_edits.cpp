// What a person does to the list of runs: groups, opened runs, labels, deleting and undoing it.
#include "tests/support/list_training.h"
#include "ui/state/run_list.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;
using namespace unroll::list_training;

class TestRunListEdits : public QObject {
    Q_OBJECT

private slots:
    void aRunThatComesBackIsNoGhostAnyMore() {
        RunList list;
        const RunId first = train(list, 0.1, 3, false); // three seconds
        train(list, 0.2);
        QCOMPARE(list.ghosts().size(), 1U);
        QSignalSpy ghosts(&list, &RunList::ghostsChanged);
        list.bringBack(list.latestRemoval());
        QVERIFY(list.find(first) && list.ghosts().empty());
        QCOMPARE(ghosts.size(), 1);
    }

    void whatIsForgottenDoesNotComeBack() {
        RunList list;
        const RunId id = train(list, 0.1);
        train(list, 0.2);
        list.remove({id});
        const RunList::RemovalId removal = list.latestRemoval();
        list.forget(removal);
        QVERIFY(!list.holds(removal));
        list.bringBack(removal);
        QCOMPARE(numbersOf(list), (Numbers{2}));
    }

    // It goes on without being asked whether it is remembered; until another run begins.
    void thePresentRunIsNotForgotten() {
        RunList list;
        const RunId id = train(list, 0.1);
        list.remove({id});
        list.forget(list.latestRemoval());
        trainBatch(list, 2);
        QVERIFY(list.find(id));
        list.remove({id});
        list.forget(list.latestRemoval());
        train(list, 0.2);
        QCOMPARE(list.latestRemoval(), 0);
    }

    void deletedWeightsCount() {
        RunList list(nullptr, 100 * sizeof(float));
        const RunId first = train(list, 0.1);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        train(list, 0.2);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        list.remove({first});
        train(list, 0.3);
        list.keep(std::make_shared<const RunRecord>(recordOf(40)));
        QVERIFY(list.runs().front().record); // the deleted one's gave way
        list.bringBack(list.latestRemoval());
        QVERIFY(list.find(first) && !list.find(first)->record);
    }

    void deletingCanBeUndone() {
        RunList list;
        const RunId first = train(list, 0.1);
        const RunId second = train(list, 0.2);
        train(list, 0.3);
        QVERIFY(!list.remove({first}).empty());
        QVERIFY(!list.remove({second}).empty());
        QCOMPARE(numbersOf(list), (Numbers{3}));
        list.bringBack(list.latestRemoval());
        QCOMPARE(numbersOf(list), (Numbers{2, 3}));
        list.bringBack(list.latestRemoval());
        QCOMPARE(numbersOf(list), (Numbers{1, 2, 3}));
        QVERIFY(list.latestRemoval() == 0);
        QVERIFY(list.remove({99}).empty());
    }

    void severalAreDeletedAndComeBackTogether() {
        RunList list;
        const RunId first = train(list, 0.1);
        const RunId second = train(list, 0.2);
        list.setPinned(train(list, 0.3), true);
        const RunId pinned = list.runs().back().id;
        QCOMPARE(list.remove({first, pinned, second, first}), (std::vector<RunId>{first, second}));
        QCOMPARE(numbersOf(list), (Numbers{3}));
        list.bringBack(list.latestRemoval());
        QCOMPARE(numbersOf(list), (Numbers{1, 2, 3}));
    }

    void pinnedRunsCantBeDeleted() {
        RunList list;
        const RunId id = train(list, 0.1);
        list.setPinned(id, true);
        QVERIFY(list.remove({id}).empty());
        list.setPinned(id, false);
        QVERIFY(!list.remove({id}).empty());
    }

    void deletedPresentRunComesBackWithItsNextBatch() {
        RunList list;
        train(list, 0.1);
        const RunId present = train(list, 0.2);
        QVERIFY(!list.remove({present}).empty());
        QVERIFY(!list.present());
        trainBatch(list, 2);
        QCOMPARE(list.present()->id, present);
        QCOMPARE(list.find(present)->trace.points().size(), 2U);
    }

    void numbersAreNotUsedAgain() {
        RunList list;
        train(list, 0.1);
        list.remove({train(list, 0.2)});
        train(list, 0.3);
        QCOMPARE(numbersOf(list), (Numbers{1, 3}));
    }

    void seedsShareTheirGroupsLabel() {
        RunList list;
        train(list, 0.1);
        const RunId group = list.beginGroup(withEta(0.2), 2);
        for (int seed = 0; seed < 2; ++seed) {
            list.begin({withEta(0.2), info(), true, group});
            trainBatch(list);
        }
        QCOMPARE(list.runsOf(group).size(), 2U);
        QCOMPARE(numbersOf(list), (Numbers{1, 2, 2}));
        QCOMPARE(list.runs().back().label.slot, list.findGroup(group)->label.slot);
        QVERIFY(!list.remove({group}).empty());
        QCOMPARE(numbersOf(list), (Numbers{1}));
        QVERIFY(list.groups().empty());
        list.bringBack(list.latestRemoval());
        QCOMPARE(list.runsOf(group).size(), 2U);
        QVERIFY(!list.remove({list.runsOf(group).front()->id}).empty());
        QVERIFY(!list.remove({list.runsOf(group).front()->id}).empty());
        QVERIFY(!list.findGroup(group));
    }

    void groupThatNeverBeganVanishes() {
        RunList list;
        const RunId group = list.beginGroup(withEta(0.2), 2);
        list.endGroup(group);
        QVERIFY(list.groups().empty());
    }

    void openedRunIsARowLikeAnother() {
        RunList list;
        RunRecord record = recordOf(4);
        record.hyperparameters = withEta(0.7);
        record.epochs = {epoch(1), epoch(2)};
        record.status = RunStatus::Done;
        record.label = {"wide net", "for the talk", true};
        record.checkpoint = Checkpoint{};
        record.checkpoint->progress = {.epoch = 3, .batch = 0, .step = 20, .seconds = 2};
        record.checkpoint->changes = {{10, 1, "eta", 0.3, 0.5}, {15, 1.5, "eta", 0.5, 0.7}};
        const RunId id = list.insert(std::make_shared<const RunRecord>(record), "/somewhere/run");
        QCOMPARE(list.find(id)->folder, QString("/somewhere/run"));
        QCOMPARE(list.find(id)->label.name, QString("wide net"));
        QCOMPARE(list.find(id)->label.note, QString("for the talk"));
        QVERIFY(list.find(id)->label.pinned);
        QCOMPARE(list.find(id)->hyperparameters.eta, 0.3); // as it began
        QCOMPARE(list.find(id)->changes.size(), 2U);
        QCOMPARE(list.find(id)->epochs.size(), 2U);
        QVERIFY(!list.present());
        list.goOn(id, info(), 9);
        QCOMPARE(list.find(id)->hyperparameters.epochs, 9);
        QCOMPARE(list.present()->id, id);
        trainBatch(list, 21);
        QCOMPARE(list.find(id)->trace.points().front().images, 2100.0);
        QCOMPARE(list.find(id)->epochs.size(), 2U);
    }

    void referencesAreShownAndHidden() {
        RunList list;
        ReferenceCurve curve;
        curve.name = "PyTorch";
        curve.testAccuracy = 0.9;
        curve.allocatedGibibytes = 2;
        list.setReferences({curve});
        const RunId id = list.references().front().id;
        QSignalSpy changed(&list, &RunList::changed);
        list.setShown(id, false);
        QVERIFY(!list.label(id)->shown);
        QCOMPARE(changed.size(), 1);
        QVERIFY(list.remove({id}).empty());
        QCOMPARE(figuresOf(list.references().front()).allocatedBytes, std::optional(2.0 * 1024 * 1024 * 1024));
    }
};

QTEST_APPLESS_MAIN(TestRunListEdits)
#include "tst_run_list_edits.moc"
