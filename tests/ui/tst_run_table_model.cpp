#include "tests/support/run_samples.h"
#include "ui/runs/run_table_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestRunTableModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        list_ = std::make_unique<RunList>();
        edits_ = std::make_unique<RunEdits>(*list_);
        model_ = std::make_unique<RunTableModel>(*list_, *edits_);
        tester_ = std::make_unique<QAbstractItemModelTester>(model_.get(),
                                                             QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        tester_.reset();
        model_.reset();
        edits_.reset();
        list_.reset();
    }

    void emptyTableSaysSo() {
        QCOMPARE(names(), QStringList{"Each training becomes a row here, to compare and to keep."});
        const QModelIndex hint = model_->index(0, 0);
        QVERIFY(!(hint.flags() & Qt::ItemIsSelectable));
        QVERIFY(!hint.data(Qt::CheckStateRole).isValid());
        list_->setReferences({sampleReference()});
        QCOMPARE(model_->rowCount(), 2);
        addRun(*list_, 0.1);
        QCOMPARE(names(), (QStringList{"1", "PyTorch"}));
    }

    void latestRunIsOnTop() {
        addRun(*list_, 0.1);
        const RunId second = addRun(*list_, 0.2);
        addRun(*list_, 0.3);
        QCOMPARE(names(), (QStringList{"3", "2", "1"}));
        list_->rename(second, "wide net");
        QCOMPARE(names(), (QStringList{"3", "2  wide net", "1"}));
    }

    void pinnedRowsStayOnTop() {
        const RunId first = addRun(*list_, 0.1);
        addRun(*list_, 0.2);
        const QPersistentModelIndex follows = model_->indexOf(first);
        list_->setPinned(first, true);
        QCOMPARE(names(), (QStringList{"1", "2"}));
        QCOMPARE(follows.row(), 0); // a selection moves with its row
        addRun(*list_, 0.3);
        QCOMPARE(names(), (QStringList{"1", "3", "2"}));
        list_->setPinned(first, false);
        QCOMPARE(names(), (QStringList{"3", "2", "1"}));
    }

    void sayWhatDiffersFromTheRunBefore() {
        addRun(*list_, 15e-3);
        const RunId second = addRun(*list_, 0.03);
        addRun(*list_, 0.03);
        QCOMPARE(column(runColumn("setting")), (QStringList{"same setting", "eta 0.03", "paper, MNIST"}));
        list_->remove({second});
        QCOMPARE(column(runColumn("setting")), (QStringList{"eta 0.03", "paper, MNIST"}));
    }

    void figuresAreReadable() {
        list_->setReferences({sampleReference()});
        addRun(*list_, 0.1, 0.926);
        QCOMPARE(column(runColumn("accuracy")),
                 (QStringList{QStringLiteral("92.6\u2009%"), QStringLiteral("92.0\u2009%")}));
        QCOMPARE(column(runColumn("loss")), (QStringList{"0.074", ""}));
        QCOMPARE(column(runColumn("time")),
                 (QStringList{QStringLiteral("0.20\u00a0s"), QStringLiteral("1:34\u00a0min")}));
        QCOMPARE(column(runColumn("allocated")), (QStringList{QStringLiteral("0\u00a0B"), ""}));
        QCOMPARE(column(runColumn("gradient")), (QStringList{"2.00", ""}));
        QVERIFY(model_->index(0, 2).data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight);
    }

    void statusIsSaid() {
        const RunId id = addRun(*list_, 15e-3);
        list_->setStatus(RunStatus::Running);
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("paper, MNIST \u00b7 training"));
        list_->setStatus(RunStatus::Interrupted, RunRest::Stopped);
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("stopped after epoch 2 \u00b7 paper, MNIST"));
        list_->setStatus(RunStatus::Interrupted, RunRest::Paused);
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("paused after epoch 2 \u00b7 paper, MNIST"));
        BatchMetrics batch;
        batch.step = 21;
        list_->add(std::vector{batch});
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("paused in epoch 3 \u00b7 paper, MNIST"));
        list_->setStatus(RunStatus::Interrupted, RunRest::Stopped);
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("stopped in epoch 3 \u00b7 paper, MNIST"));
        list_->diverge({.epoch = 3, .batch = 1, .op = "affine", .node = "cell 1"});
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("diverged in epoch 3 \u00b7 paper, MNIST"));
        list_->setChanges({{20, 2, "eta", 15e-3, 0.2}});
        QCOMPARE(column(runColumn("setting")).front(),
                 QStringLiteral("diverged in epoch 3 \u00b7 eta 0.015 \u2192 0.2, paper, MNIST"));
        QVERIFY(model_->indexOf(id, runColumn("setting"))
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains("From epoch 2.00 on: eta 0.2"));
    }

    void rewoundRunIsNotTrained() {
        addRun(*list_, 15e-3);
        list_->restart();
        QCOMPARE(column(runColumn("setting")).front(), QStringLiteral("not trained \u00b7 paper, MNIST"));
    }

    void aGroupsFiguresAreThoseOfTheSeedsThatAreThrough() {
        const RunId group = addGroup(*list_, 0.03, {0.92, 0.926});
        list_->begin({sampleSetting(0.03, 3), sampleInfo(), true, group});
        trainPresent(*list_, 0.2);
        list_->setStatus(RunStatus::Running);
        QCOMPARE(column(runColumn("accuracy")).front(), QStringLiteral("92.3\u2009\u00b1\u20090.4\u2009%"));
    }

    void groupOpensToItsSeeds() {
        addRun(*list_, 15e-3);
        const RunId group = addGroup(*list_, 0.03, {0.92, 0.926, 0.923});
        const QModelIndex row = model_->indexOf(group);
        QCOMPARE(row.row(), 0);
        QCOMPARE(model_->rowCount(row), 3);
        QCOMPARE(row.data().toString(), QString("2  3 seeds"));
        QCOMPARE(model_->index(1, 0, row).data().toString(), QString("seed 2"));
        QCOMPARE(column(runColumn("accuracy")).front(), QStringLiteral("92.3\u2009\u00b1\u20090.3\u2009%"));
        QCOMPARE(column(runColumn("setting")).front(), QString("eta 0.03"));
        QCOMPARE(model_->index(2, 2, row).data().toString(), QStringLiteral("92.3\u2009%"));
        QCOMPARE(model_->index(2, 0, row).parent(), row);
        const RunId seed = model_->idAt(model_->index(0, 0, row));
        list_->remove({seed});
        QCOMPARE(model_->rowCount(model_->indexOf(group)), 2);
        list_->remove({group});
        QCOMPARE(names(), QStringList{"1"});
        list_->bringBack(list_->latestRemoval());
        QCOMPARE(model_->rowCount(model_->indexOf(group)), 2);
    }

    void oneRowChangesAtATime() {
        const RunId first = addRun(*list_, 0.1);
        addRun(*list_, 0.2);
        QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
        list_->setNote(first, "keep");
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.front().at(1).toModelIndex().row(), 1);
    }

    void aBatchChangesNoRow() {
        addRun(*list_, 0.1);
        QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
        trainPresent(*list_, 0.9, 0);
        QVERIFY(changed.isEmpty());
    }

    void editsGoToTheList() {
        const RunId id = addRun(*list_, 0.1);
        QVERIFY(model_->setData(model_->indexOf(id), "  wide net "));
        QVERIFY(model_->setData(model_->indexOf(id, runColumn("note")), "for the talk"));
        QVERIFY(model_->setData(model_->indexOf(id), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!model_->setData(model_->indexOf(id, runColumn("accuracy")), "1"));
        QCOMPARE(list_->find(id)->label.name, QString("wide net"));
        QCOMPARE(list_->find(id)->label.note, QString("for the talk"));
        QVERIFY(!list_->find(id)->label.shown);
        QCOMPARE(model_->indexOf(id).data(Qt::EditRole).toString(), QString("wide net"));
    }

    void referencesCanBeHiddenButNotNamed() {
        list_->setReferences({sampleReference()});
        const QModelIndex row = model_->index(1, 0);
        QVERIFY(!model_->setData(row, "x"));
        QVERIFY(model_->setData(row, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!list_->references().front().label.shown);
    }

    // They would take the place of runs.
    void severalReferencesAreOneRow() {
        const RunId run = addRun(*list_, 0.1);
        list_->setReferences({sampleReference(), sampleReference(), sampleReference()});
        QCOMPARE(model_->rowCount(), 2);
        const QModelIndex row = model_->index(1, 0);
        QCOMPARE(row.data().toString(), QString("References"));
        QCOMPARE(row.siblingAtColumn(runColumn("setting")).data().toString(), QString("3 published curves"));
        QCOMPARE(model_->rowCount(row), 3);
        QCOMPARE(row.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        const RunId one = list_->references()[1].id;
        QCOMPARE(model_->parent(model_->indexOf(one)), row);
        list_->setShown(one, false);
        QCOMPARE(row.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QVERIFY(model_->setData(row, Qt::Unchecked, Qt::CheckStateRole));
        for (const ReferenceRun& reference : list_->references())
            QVERIFY(!reference.label.shown);
        QVERIFY(model_->setData(row, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(list_->references()[2].label.shown);
        QVERIFY(!model_->setData(row, "x"));
        RunEdits edits(*list_);
        edits.setPinned({one}, true); // stands by itself, on top
        QCOMPARE(model_->idAt(model_->index(0, 0)), one);
        QCOMPARE(model_->idAt(model_->index(1, 0)), run);
        QCOMPARE(model_->rowCount(model_->index(2, 0)), 2);
        list_->setReferences({});
        QCOMPARE(model_->rowCount(), 1);
    }

    void everyColumnSaysWhatItIs() {
        for (int column = 0; column < model_->columnCount(); ++column) {
            QVERIFY(!model_->headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!model_->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        }
    }

private:
    QStringList column(int column) const {
        QStringList texts;
        for (int row = 0; row < model_->rowCount(); ++row)
            texts.append(model_->index(row, column).data().toString());
        return texts;
    }
    QStringList names() const { return column(runColumn("name")); }

    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunEdits> edits_;
    std::unique_ptr<RunTableModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

QTEST_APPLESS_MAIN(TestRunTableModel)
#include "tst_run_table_model.moc"
