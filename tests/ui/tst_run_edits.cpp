#include "tests/support/list_training.h"
#include "ui/state/run_edits.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;
using namespace unroll::list_training;

class TestRunEdits : public QObject {
    Q_OBJECT

private slots:
    void init() {
        edits_.reset();
        list_ = std::make_unique<RunList>();
        edits_ = std::make_unique<RunEdits>(*list_);
    }

    void namesAndNotesAreUndoneAndDoneAgain() {
        const RunId id = train(*list_, 0.1);
        QSignalSpy changed(edits_.get(), &RunEdits::changed);
        edits_->rename(id, " wide ");
        edits_->setNote(id, "for the talk");
        QCOMPARE(changed.size(), 2);
        QCOMPARE(edits_->undoText(), QString("note"));
        edits_->undo();
        QCOMPARE(list_->label(id)->note, QString());
        QCOMPARE(list_->label(id)->name, QString("wide"));
        edits_->undo();
        QCOMPARE(list_->label(id)->name, QString());
        QVERIFY(!edits_->canUndo());
        edits_->redo();
        edits_->redo();
        QCOMPARE(list_->label(id)->name, QString("wide"));
        QCOMPARE(list_->label(id)->note, QString("for the talk"));
        QVERIFY(!edits_->canRedo());
    }

    void whatChangesNothingIsNoStep() {
        const RunId id = train(*list_, 0.1);
        edits_->rename(id, "");
        edits_->setNote(99, "nobody");
        edits_->setPinned({id}, false);
        QVERIFY(edits_->remove({99}, "run 99").empty());
        QVERIFY(!edits_->canUndo());
    }

    void severalArePinnedInOneStep() {
        const RunId first = train(*list_, 0.1);
        const RunId second = train(*list_, 0.2);
        list_->setPinned(first, true);
        edits_->setPinned({first, second}, true);
        QVERIFY(list_->label(second)->pinned);
        edits_->undo();
        QVERIFY(!list_->label(second)->pinned);
        QVERIFY(list_->label(first)->pinned); // it was before
    }

    void deletingIsUndoneAndDoneAgain() {
        const RunId first = train(*list_, 0.1);
        const RunId second = train(*list_, 0.2);
        train(*list_, 0.3);
        QCOMPARE(edits_->remove({first, second}, "2 runs").size(), 2U);
        QCOMPARE(edits_->undoText(), QString("delete 2 runs"));
        edits_->undo();
        QCOMPARE(numbersOf(*list_), (Numbers{1, 2, 3}));
        edits_->redo();
        QCOMPARE(numbersOf(*list_), (Numbers{3}));
        edits_->undo();
        QCOMPARE(numbersOf(*list_), (Numbers{1, 2, 3}));
    }

    void aRunThatGaveWayComesBack() {
        list_->begin({withEta(0.1), info(), false});
        BatchMetrics one = batch(1);
        one.seconds = 9;
        list_->add(std::vector{one});
        train(*list_, 0.2);
        QCOMPARE(numbersOf(*list_), (Numbers{1}));
        QVERIFY(edits_->canUndo());
        edits_->undo();
        QCOMPARE(numbersOf(*list_), (Numbers{1, 2}));
    }

    // It came back with a batch; undoing goes one step further.
    void theDeletedPresentRunIsNoStepOnceItTrains() {
        const RunId first = train(*list_, 0.1);
        const RunId present = train(*list_, 0.2);
        edits_->rename(first, "wide");
        edits_->remove({present}, "run 2");
        trainBatch(*list_, 2);
        QVERIFY(list_->find(present));
        edits_->undo();
        QCOMPARE(list_->label(first)->name, QString());
        QVERIFY(!edits_->canUndo());
    }

    void stepsAreBounded() {
        for (int i = 0; i < 50; ++i)
            edits_->remove({train(*list_, 0.01 * i)}, "a run");
        int undone = 0;
        for (; edits_->canUndo(); ++undone)
            edits_->undo();
        QCOMPARE(undone, RunEdits::mostUndone);
        QCOMPARE(list_->runs().back().label.number, 50);
        QCOMPARE(list_->latestRemoval(), 0); // the others are forgotten
    }

private:
    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunEdits> edits_;
};

QTEST_MAIN(TestRunEdits)
#include "tst_run_edits.moc"
