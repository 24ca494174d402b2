#include "tests/support/list_training.h"
#include "ui/state/run_selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;
using namespace unroll::list_training;

class TestRunSelection : public QObject {
    Q_OBJECT

private slots:
    void init() {
        selection_.reset();
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
    }

    void theRunUnderWayIsOnShow() {
        QVERIFY(!selection_->run());
        QCOMPARE(selection_->row(), RunId{0});
        const RunId id = list_->begin({withEta(0.1), info()});
        QCOMPARE(selection_->run(), list_->present()); // before its first batch
        QCOMPARE(selection_->row(), RunId{0});
        list_->add(std::vector{batch(1)});
        QCOMPARE(selection_->row(), id);
        QCOMPARE(selection_->ids(), std::vector{id});
    }

    void aRowThatIsSelectedStaysOnShowWhileAnotherTrains() {
        const RunId first = train(*list_, 0.1);
        const RunId second = train(*list_, 0.2);
        QCOMPARE(selection_->row(), second);
        selection_->select({first});
        QVERIFY(!selection_->followsPresent());
        list_->add(std::vector{batch(2)});
        QCOMPARE(selection_->run()->id, first);
        selection_->select({second});
        QVERIFY(selection_->followsPresent());
    }

    void aNewRunComesOnShow() {
        const RunId first = train(*list_, 0.1);
        train(*list_, 0.2);
        selection_->select({first});
        const RunId third = list_->begin({withEta(0.3), info()});
        QCOMPARE(selection_->run()->id, third);
        selection_->select({first}); // before its first batch
        list_->add(std::vector{batch(1)});
        QCOMPARE(selection_->row(), third);
    }

    void aRunThatGoesOnComesOnShow() {
        const RunId first = train(*list_, 0.1);
        train(*list_, 0.2);
        list_->goOn(first, info(), 4);
        QCOMPARE(selection_->row(), first);
        QVERIFY(selection_->followsPresent());
    }

    void twoRowsAreHeldAgainstEachOther() {
        const RunId first = train(*list_, 0.1);
        const RunId second = train(*list_, 0.2);
        QCOMPARE(selection_->otherRow(), RunId{0});
        selection_->select({first, second});
        QCOMPARE(selection_->row(), first);
        QCOMPARE(selection_->otherRow(), second);
        selection_->select({second, first});
        QCOMPARE(selection_->row(), second);
        QCOMPARE(selection_->otherRow(), first);
    }

    void aGroupSpeaksForItsSeeds() {
        const RunId group = list_->beginGroup(withEta(0.1), 2);
        for (int seed = 0; seed < 2; ++seed) {
            list_->begin({withEta(0.1), info(), true, group});
            list_->add(std::vector{batch(1)});
        }
        QCOMPARE(selection_->row(), group);
        QCOMPARE(selection_->group()->id, group);
        QCOMPARE(selection_->run(), list_->present());
        train(*list_, 0.2);
        selection_->select({group});
        QCOMPARE(selection_->run()->id, list_->runsOf(group).back()->id);
        const RunId seed = list_->runsOf(group).front()->id;
        selection_->select({seed});
        QVERIFY(!selection_->group());
        QCOMPARE(selection_->run()->id, seed);
    }

    void withoutARunAmongTheRowsTheOneUnderWayIsOnShow() {
        list_->setReferences({ReferenceCurve()});
        const RunId reference = list_->references().front().id;
        const RunId run = train(*list_, 0.1);
        selection_->select({reference});
        QCOMPARE(selection_->run()->id, run);
        selection_->select({});
        QCOMPARE(selection_->run()->id, run);
    }

    void whatIsBroughtBackIsOnShowAgain() {
        const RunId only = train(*list_, 0.1);
        list_->remove({only});
        QVERIFY(!selection_->run());
        QVERIFY(selection_->ids().empty());
        list_->bringBack(list_->latestRemoval());
        QCOMPARE(selection_->ids(), std::vector{only});
        QCOMPARE(selection_->run()->id, only);
    }

    void whatIsDeletedIsNotOnShow() {
        const RunId first = train(*list_, 0.1);
        const RunId second = train(*list_, 0.2);
        selection_->select({first});
        QSignalSpy changed(selection_.get(), &RunSelection::changed);
        list_->remove({first});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(selection_->run()->id, second);
        QVERIFY(selection_->followsPresent());
    }

private:
    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunSelection> selection_;
};

QTEST_MAIN(TestRunSelection)
#include "tst_run_selection.moc"
