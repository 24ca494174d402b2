#include "tests/support/run_samples.h"
#include "ui/runs/run_sort_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace unroll;

class TestRunSortModel : public QObject {
    Q_OBJECT

private slots:
    void init() {
        model_.reset();
        table_.reset();
        edits_.reset();
        list_ = std::make_unique<RunList>();
        edits_ = std::make_unique<RunEdits>(*list_);
        table_ = std::make_unique<RunTableModel>(*list_, *edits_);
        model_ = std::make_unique<RunSortModel>(*table_);
        tester_ = std::make_unique<QAbstractItemModelTester>(model_.get(),
                                                             QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() { tester_.reset(); }

    // In either order: they are no worse and no better than those with a value.
    void pinnedRowsComeFirstAndThoseWithoutAValueLast() {
        list_->setReferences({sampleReference()});
        const RunId reference = list_->references().front().id;
        const RunId good = addRun(*list_, 0.1, 0.95);
        const RunId bad = addRun(*list_, 0.2, 0.5);
        const RunId pinned = addRun(*list_, 0.3, 0.7);
        list_->setPinned(pinned, true);
        list_->begin({sampleSetting(0.4), sampleInfo()});
        trainPresent(*list_, 0, 0);
        const RunId unfinished = list_->present()->id;
        const int accuracy = runColumn("accuracy");
        model_->sort(accuracy, Qt::DescendingOrder);
        QCOMPARE(order(), (std::vector{pinned, good, bad, unfinished, reference}));
        model_->sort(accuracy, Qt::AscendingOrder);
        QCOMPARE(order(), (std::vector{pinned, bad, good, unfinished, reference}));
        model_->sort(-1);
        QCOMPARE(order(), (std::vector{pinned, unfinished, bad, good, reference}));
    }

    void equalOnesStayInTheOrderOfTheTable() {
        const RunId first = addRun(*list_, 0.1, 0.9);
        const RunId second = addRun(*list_, 0.2, 0.9);
        for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            model_->sort(runColumn("accuracy"), direction);
            QCOMPARE(order(), (std::vector{second, first}));
        }
    }

    void numbersInNamesCountAsNumbers() {
        const RunId ten = addRun(*list_, 0.1);
        const RunId two = addRun(*list_, 0.2);
        const RunId unnamed = addRun(*list_, 0.3);
        list_->rename(ten, "net 10");
        list_->rename(two, "Net 2");
        model_->sort(runColumn("name"), Qt::AscendingOrder);
        QCOMPARE(order(), (std::vector{unnamed, two, ten}));
        model_->sort(runColumn("eta"), Qt::DescendingOrder);
        QCOMPARE(order(), (std::vector{unnamed, two, ten}));
    }

    void groupsAreSortedByTheirMeans() {
        const RunId group = addGroup(*list_, 0.1, {0.8, 0.6});
        const RunId better = addRun(*list_, 0.2, 0.75);
        const RunId worse = addRun(*list_, 0.3, 0.65);
        model_->sort(runColumn("accuracy"), Qt::DescendingOrder);
        QCOMPARE(order(), (std::vector{better, group, worse}));
        const QModelIndex row = model_->indexOf(group);
        QCOMPARE(model_->rowCount(row), 2);
        QCOMPARE(model_->index(0, runColumn("accuracy"), row).data(RunTableModel::SortRole).toDouble(), 0.8);
    }

    void aNewRunIsSortedIn() {
        addRun(*list_, 0.1, 0.8);
        model_->sort(runColumn("accuracy"), Qt::DescendingOrder);
        const RunId best = addRun(*list_, 0.2, 0.9);
        QCOMPARE(order().front(), best);
        list_->begin({sampleSetting(0.3), sampleInfo()});
        trainPresent(*list_, 0.99);
        QCOMPARE(order().front(), list_->present()->id);
    }

    void rowsWithAllWordsAreLeft_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("rows");
        QTest::newRow("none") << "  " << 4;
        QTest::newRow("of a name") << "NET" << 1;
        QTest::newRow("of a note, in any order") << "talk net" << 1;
        QTest::newRow("of a hyperparameter") << "eta 0.2" << 1;
        QTest::newRow("of a seed in a group") << "seed 2" << 1;
        QTest::newRow("of a reference") << "pytorch" << 1;
        QTest::newRow("of nothing") << "nothing" << 0;
    }
    void rowsWithAllWordsAreLeft() {
        QFETCH(QString, words);
        QFETCH(int, rows);
        list_->setReferences({sampleReference()});
        const RunId first = addRun(*list_, 0.1);
        list_->rename(first, "wide net");
        list_->setNote(first, "for the talk");
        addRun(*list_, 0.2);
        addGroup(*list_, 0.3, {0.8, 0.6});
        model_->setWords(words);
        QCOMPARE(model_->rowCount(), rows);
    }

private:
    std::vector<RunId> order() const {
        std::vector<RunId> ids;
        for (int row = 0; row < model_->rowCount(); ++row)
            ids.push_back(model_->idAt(model_->index(row, 0)));
        return ids;
    }

    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunEdits> edits_;
    std::unique_ptr<RunTableModel> table_;
    std::unique_ptr<RunSortModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

QTEST_MAIN(TestRunSortModel)
#include "tst_run_sort_model.moc"
