#include "ui/state/unsaved_runs.h"

#include "tests/support/run_samples.h"

#include <QTest>

using namespace unroll;

namespace {

// The record of a run as it stands.
RunRecord recordOf(const Run& run) {
    RunRecord record;
    record.hyperparameters = run.hyperparameters;
    record.info = run.info;
    record.epochs = run.epochs;
    record.weights = {{"w", {1}, {1}}};
    record.checkpoint = Checkpoint{};
    record.checkpoint->progress.step = run.position.step;
    return record;
}

void trainFor(RunList& list, double seconds) {
    BatchMetrics batch;
    batch.epoch = 1;
    batch.batch = batch.step = list.present()->position.step + 1;
    batch.seconds = seconds;
    list.add(std::vector{batch});
}

using Ids = std::vector<RunId>;

} // namespace

class TestUnsavedRuns : public QObject {
    Q_OBJECT

private slots:
    void aShortTrainingIsNotAskedFor() {
        RunList list;
        addRun(list, 0.1);
        QCOMPARE(runsAtRisk(list), Ids());
    }

    void whatAPersonMadeOfARunIs_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("note");
        QTest::addColumn<bool>("pinned");
        QTest::newRow("named") << "wide net"
                               << "" << false;
        QTest::newRow("noted") << ""
                               << "for the talk" << false;
        QTest::newRow("pinned") << ""
                                << "" << true;
    }
    void whatAPersonMadeOfARunIs() {
        QFETCH(QString, name);
        QFETCH(QString, note);
        QFETCH(bool, pinned);
        RunList list;
        const RunId id = addRun(list, 0.1);
        list.keep(std::make_shared<const RunRecord>(recordOf(*list.find(id))));
        list.rename(id, name);
        list.setNote(id, note);
        list.setPinned(id, pinned);
        QCOMPARE(runsAtRisk(list), Ids{id});
        RunRecord record = recordOf(*list.find(id));
        list.noteSaved(id, "/runs/1", record); // without the label
        QCOMPARE(runsAtRisk(list), Ids{id});
        record.label = labelFor(list, *list.find(id));
        list.noteSaved(id, "/runs/1", record);
        QCOMPARE(runsAtRisk(list), Ids());
        list.rename(id, "another name");
        QCOMPARE(runsAtRisk(list), Ids{id});
    }

    void aMinuteOfTrainingIs() {
        RunList list;
        const RunId id = list.begin({sampleSetting(0.1), sampleInfo()});
        trainFor(list, 40);
        QCOMPARE(runsAtRisk(list), Ids());
        trainFor(list, 25);
        QCOMPARE(runsAtRisk(list), Ids{id}); // within its first epoch
        list.keep(std::make_shared<const RunRecord>(recordOf(*list.find(id))));
        addRun(list, 0.2);
        QCOMPARE(runsAtRisk(list), Ids{id});
        list.noteSaved(id, "/runs/1", *list.find(id)->record);
        QCOMPARE(runsAtRisk(list), Ids());
    }

    void whatIsTrainedAfterSavingIs() {
        RunList list;
        const RunId id = list.begin({sampleSetting(0.1), sampleInfo()});
        trainFor(list, 70);
        list.noteSaved(id, "/runs/1", recordOf(*list.find(id)));
        QCOMPARE(runsAtRisk(list), Ids());
        trainFor(list, 1);
        list.keep(std::make_shared<const RunRecord>(recordOf(*list.find(id))));
        QCOMPARE(runsAtRisk(list), Ids{id});
        addRun(list, 0.2); // and is no longer the present one
        QCOMPARE(runsAtRisk(list), Ids{id});
    }

    void rewindingForgetsWhatWasSaved() {
        RunList list;
        const RunId id = list.begin({sampleSetting(0.1), sampleInfo()});
        trainFor(list, 70);
        list.noteSaved(id, "/runs/1", recordOf(*list.find(id)));
        list.restart();
        QCOMPARE(runsAtRisk(list), Ids());
        trainFor(list, 70);
        QCOMPARE(runsAtRisk(list), Ids{id});
    }

    void longTrainingThatCantBeSavedIsNotAskedFor() {
        RunList list;
        list.begin({sampleSetting(0.1), sampleInfo()});
        trainFor(list, 70);
        addRun(list, 0.2); // before it rested
        QCOMPARE(list.runs().size(), 2U);
        QCOMPARE(runsAtRisk(list), Ids());
    }

    void seedsOfANamedGroupAre() {
        RunList list;
        const RunId group = addGroup(list, 0.1, {0.9, 0.91});
        QCOMPARE(runsAtRisk(list), Ids());
        list.rename(group, "GRU");
        QCOMPARE(runsAtRisk(list).size(), 2U);
        const Run& seed = *list.runsOf(group).front();
        QCOMPARE(labelFor(list, seed), (RecordLabel{"GRU", "", false}));
    }

    void anOpenedRunIsNot() {
        RunList list;
        addRun(list, 0.1);
        RunRecord record = recordOf(list.runs().front());
        record.label = {"wide net", "", true};
        record.epochs.back().seconds = 100;
        list.insert(std::make_shared<const RunRecord>(record), "/runs/1");
        QCOMPARE(runsAtRisk(list), Ids());
    }

    void foldersAreNamedAfterTheirRuns_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("folder");
        QTest::newRow("no name") << ""
                                 << "run-1";
        QTest::newRow("a name") << "wide net"
                                << "wide net";
        QTest::newRow("what no folder may be called") << "a/b:c\\d"
                                                      << "a-b-c-d";
        QTest::newRow("no hidden folder") << "../up"
                                          << "-up";
        QTest::newRow("dots alone") << ".."
                                    << "run-1";
        QTest::newRow("two lines") << "a\nb"
                                   << "a-b";
        QTest::newRow("too long") << QString(300, 'x') << QString(80, 'x');
        QTest::newRow("cut at a letter") << QString(79, 'x') + QStringLiteral("\U0001F525") << QString(79, 'x');
    }
    void foldersAreNamedAfterTheirRuns() {
        QFETCH(QString, name);
        RunList list;
        const RunId id = addRun(list, 0.1);
        list.rename(id, name);
        QTEST(folderNameFor(list, id), "folder");
    }

    void folderOfASeedSaysWhichItIs() {
        RunList list;
        const RunId group = addGroup(list, 0.1, {0.9, 0.91});
        const RunId second = list.runsOf(group).back()->id;
        QCOMPARE(folderNameFor(list, second), QString("run-1-seed-2"));
        list.rename(group, "GRU");
        QCOMPARE(folderNameFor(list, second), QString("GRU-seed-2"));
    }
};

QTEST_APPLESS_MAIN(TestUnsavedRuns)
#include "tst_unsaved_runs.moc"
