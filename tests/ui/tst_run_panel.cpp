#include "tests/support/run_samples.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_panel.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace unroll;

class TestRunPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        list_ = std::make_unique<RunList>();
        list_->setReferences({sampleReference()});
        panel_ = std::make_unique<RunPanel>(*list_);
        panel_->resize(1000, 200);
        panel_->show();
        panel_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
    }
    void cleanup() {
        panel_.reset();
        list_.reset();
    }

    void clickOnTheLineHidesARun() {
        const RunId id = addRun(*list_, 0.1);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, swatch(0));
        QVERIFY(!list_->find(id)->label.shown);
        QVERIFY(panel_->selected().empty()); // it is no selection
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, swatch(0));
        QVERIFY(list_->find(id)->label.shown);
    }

    void digitsHideAndShowTheFirstRows() {
        const RunId first = addRun(*list_, 0.1);
        const RunId second = addRun(*list_, 0.2);
        QTest::keyClick(panel_.get(), Qt::Key_2);
        QVERIFY(!list_->find(first)->label.shown);
        QVERIFY(list_->find(second)->label.shown);
        QTest::keyClick(panel_.get(), Qt::Key_2);
        QVERIFY(list_->find(first)->label.shown);
        QTest::keyClick(panel_.get(), Qt::Key_3);
        QVERIFY(!list_->references().front().label.shown);
        QTest::keyClick(panel_.get(), Qt::Key_9); // no such row
    }

    void f2RenamesInPlace() {
        const RunId id = addRun(*list_, 0.1);
        clickRow(0);
        QTest::keyClick(view(), Qt::Key_F2);
        QTest::keyClicks(editor(), "wide 2");
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(list_->find(id)->label.name, QString("wide 2"));
        QVERIFY(list_->find(id)->label.shown); // the 2 was a letter, not a key
        QTest::keyClick(view(), Qt::Key_F2, Qt::ShiftModifier);
        QTest::keyClicks(editor(), "for the talk");
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(list_->find(id)->label.note, QString("for the talk"));
        QTest::keyClick(view(), Qt::Key_F2);
        QTest::keyClicks(editor(), "never mind");
        QTest::keyClick(editor(), Qt::Key_Escape);
        QCOMPARE(list_->find(id)->label.name, QString("wide 2"));
    }

    void aRunThatTrainsLeavesTheEditorAlone() {
        const RunId id = addRun(*list_, 0.1);
        clickRow(0);
        QTest::keyClick(view(), Qt::Key_F2);
        QTest::keyClicks(editor(), "wi");
        addRun(*list_, 0.2);
        QTest::keyClicks(editor(), "de");
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(list_->find(id)->label.name, QString("wide"));
    }

    void deleteAndUndo() {
        addRun(*list_, 0.1);
        addRun(*list_, 0.2);
        addRun(*list_, 0.3);
        QSignalSpy deleted(panel_.get(), &RunPanel::deleted);
        clickRow(0);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, cell(1, RunColumn::Setting));
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(list_->runs().size(), 1U);
        QCOMPARE(deleted.front().at(0).toString(), QString("2 runs deleted."));
        QTest::keyClick(panel_.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(list_->runs().size(), 3U);
        clickRow(0);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(deleted.back().at(0).toString(), QString("Run 3 deleted."));
        panel_->undo();
        QCOMPARE(list_->runs().size(), 3U);
    }

    void ofAllThoseAreDeletedThatCanBe() {
        addRun(*list_, 0.1);
        const RunId pinned = addRun(*list_, 0.2);
        addRun(*list_, 0.3);
        list_->setPinned(pinned, true);
        QSignalSpy deleted(panel_.get(), &RunPanel::deleted);
        clickRow(0);
        QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(deleted.front().at(0).toString(), QString("2 runs deleted."));
        QCOMPARE(list_->runs().size(), 1U);
        QVERIFY(list_->find(pinned));
        panel_->undo();
        QCOMPARE(list_->runs().size(), 3U);
    }

    void whatCantBeDeletedSaysWhy() {
        const RunId id = addRun(*list_, 0.1);
        QSignalSpy refused(panel_.get(), &RunPanel::refused);
        clickRow(0);
        QTest::keyClick(view(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(list_->find(id)->label.pinned);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(refused.front().at(0).toString(), QString("Run 1 is pinned; unpin it to delete it."));
        QTest::keyClick(view(), Qt::Key_P, Qt::ControlModifier);
        list_->setStatus(RunStatus::Running);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(refused.back().at(0).toString(), QString("Run 1 is being trained; stop it to delete it."));
        clickRow(1);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(refused.back().at(0).toString(), QString("PyTorch is published and can only be hidden."));
        QCOMPARE(list_->runs().size(), 1U);
    }

    void settingIsBroughtBack_data() {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("Return") << true;
        QTest::newRow("double click") << false;
    }
    void settingIsBroughtBack() {
        QFETCH(bool, byKey);
        addRun(*list_, 0.1);
        const RunId second = addRun(*list_, 0.2);
        QSignalSpy wanted(panel_.get(), &RunPanel::settingWanted);
        clickRow(0);
        if (byKey)
            QTest::keyClick(view(), Qt::Key_Return);
        else
            QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, cell(0, RunColumn::Setting));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().at(0).toLongLong(), second);
    }

    void menuSaysWhatCanBeDone() {
        addRun(*list_, 0.1);
        clickRow(0);
        QVERIFY(!action("Go on")->isEnabled());
        QCOMPARE(action("Save")->toolTip(), QString("Its weights are no longer in memory; train it again."));
        RunRecord record;
        record.weights = {{"w", {1}, {1}}};
        record.checkpoint = Checkpoint{};
        list_->keep(record);
        QVERIFY(action("Save")->isEnabled());
        QVERIFY(action("Go on for 5 epochs")->isEnabled());
        panel_->setBusy(true);
        QCOMPARE(action("Go on")->toolTip(), QString("A training runs; pause it first."));
        panel_->setBusy(false);
        QSignalSpy goOn(panel_.get(), &RunPanel::goOnWanted);
        action("Go on")->trigger();
        QCOMPARE(goOn.size(), 1);
        list_->diverge({.epoch = 1, .batch = 1, .op = "affine", .node = "cell"});
        QVERIFY(!action("Go on")->isEnabled());
    }

    void contextMenuOpensAtTheRow() {
        addRun(*list_, 0.1);
        clickRow(0);
        auto* menu = panel_->findChild<QMenu*>();
        emit view()->customContextMenuRequested(cell(0, RunColumn::Setting));
        QTRY_VERIFY(menu->isVisible());
        menu->close();
        QTest::mouseClick(panel_->findChild<QToolButton*>("runMenu"), Qt::LeftButton);
        QTRY_VERIFY(menu->isVisible());
        menu->close();
    }

    void seedsAreJudged() {
        addGroup(*list_, 0.1, {0.920, 0.926, 0.923});
        QVERIFY(panel_->verdictText().isEmpty());
        addGroup(*list_, 0.2, {0.922, 0.920, 0.921});
        QCOMPARE(panel_->verdictText(),
                 QString("Eta 0.1 and eta 0.2 can't be told apart: on the same seeds they differ by 0.2 \u00b1 0.4 "
                         "points."));
        QVERIFY(!panel_->findChild<QWidget*>("verdict")->toolTip().isEmpty());
    }

    void columnsKeepTheirWidths() {
        const auto widths = [this] {
            QList<int> all;
            for (int i = 0; i < runColumns; ++i)
                all.append(view()->header()->sectionSize(i));
            return all;
        };
        addRun(*list_, 0.1);
        QCoreApplication::processEvents();
        const QList<int> before = widths();
        addGroup(*list_, 0.2, {0.5, 1.0});
        QCoreApplication::processEvents();
        QCOMPARE(widths(), before);
        const QFontMetrics metrics(view()->font());
        for (const RunColumn column : {RunColumn::Accuracy, RunColumn::Loss, RunColumn::Time})
            QVERIFY(before.at(static_cast<int>(column)) >=
                    metrics.horizontalAdvance(view()->model()->index(0, static_cast<int>(column)).data().toString()));
    }

    // Those that a comparison needs the least go first, and come back.
    void noColumnIsCutThrough() {
        addRun(*list_, 0.1);
        const int smallest = panel_->minimumSizeHint().width();
        int hidden = 0;
        for (int width = 1000; width > std::max(460, smallest); width -= 20) {
            panel_->resize(width, 200);
            QCoreApplication::processEvents();
            for (int i = 0; i < runColumns; ++i) {
                const int right = view()->columnViewportPosition(i) + view()->columnWidth(i);
                QVERIFY2(view()->isColumnHidden(i) || right <= view()->viewport()->width(),
                         qPrintable(columnTitle(static_cast<RunColumn>(i)) + QString::number(width)));
            }
            hidden = view()->isColumnHidden(static_cast<int>(RunColumn::Gradient)) ? hidden + 1 : 0;
        }
        QVERIFY(hidden > 0);
        panel_->resize(1000, 200);
        QTRY_VERIFY(!view()->isColumnHidden(static_cast<int>(RunColumn::Gradient)));
    }

    void recentRunsAreOffered() {
        panel_->setRecent({"/somewhere/run-1"});
        QSignalSpy wanted(panel_.get(), &RunPanel::openWanted);
        action("/somewhere/run-1")->trigger();
        QCOMPARE(wanted.front().at(0).toString(), QString("/somewhere/run-1"));
    }

private:
    QTreeView* view() const { return panel_->findChild<QTreeView*>("runs"); }
    QLineEdit* editor() const { return view()->findChild<QLineEdit*>(); }
    QPoint cell(int row, RunColumn column) const {
        return view()->visualRect(view()->model()->index(row, static_cast<int>(column))).center();
    }
    QPoint swatch(int row) const {
        return RunDelegate::swatchRect(view()->visualRect(view()->model()->index(row, 0))).center();
    }
    void clickRow(int row) const {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, cell(row, RunColumn::Setting));
    }
    QAction* action(const QString& begin) const {
        for (auto* candidate : panel_->findChildren<QAction*>())
            if (candidate->text().remove(u'&').startsWith(begin))
                return candidate;
        qFatal("no action '%s'", qPrintable(begin));
    }

    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunPanel> panel_;
};

QTEST_MAIN(TestRunPanel)
#include "tst_run_panel.moc"
