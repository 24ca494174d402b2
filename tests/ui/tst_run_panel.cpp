#include "tests/support/run_samples.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table_model.h"

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
        edits_ = std::make_unique<RunEdits>(*list_);
        selection_ = std::make_unique<RunSelection>(*list_);
        panel_ = std::make_unique<RunPanel>(*list_, *edits_, *selection_);
        panel_->resize(1000, 200);
        panel_->show();
        panel_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
    }
    void cleanup() {
        panel_.reset();
        selection_.reset();
        edits_.reset();
        list_.reset();
    }

    void clickOnTheLineHidesARun() {
        const RunId id = addRun(*list_, 0.1);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, swatch(0));
        QVERIFY(!list_->find(id)->label.shown);
        QCOMPARE(panel_->selected(), std::vector{id}); // as before
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
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, cell(1, runColumn("setting")));
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
            QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, cell(0, runColumn("setting")));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().at(0).toLongLong(), second);
    }

    void menuSaysWhatCanBeDone() {
        addRun(*list_, 0.1);
        clickRow(0);
        QVERIFY(!action("Resume")->isEnabled());
        QCOMPARE(action("Save")->toolTip(), QString("Its weights are no longer in memory; train it again."));
        RunRecord record;
        record.weights = {{"w", {1}, {1}}};
        record.checkpoint = Checkpoint{};
        list_->keep(std::make_shared<const RunRecord>(record));
        QVERIFY(action("Save")->isEnabled());
        QVERIFY(action("Resume for 5 epochs")->isEnabled());
        panel_->setBusy(true);
        QCOMPARE(action("Resume")->toolTip(), QString("A training runs; pause it first."));
        panel_->setBusy(false);
        QSignalSpy goOn(panel_.get(), &RunPanel::goOnWanted);
        action("Resume")->trigger();
        QCOMPARE(goOn.size(), 1);
        list_->diverge({.epoch = 1, .batch = 1, .op = "affine", .node = "cell"});
        QVERIFY(!action("Resume")->isEnabled());
    }

    void contextMenuOpensAtTheRow() {
        addRun(*list_, 0.1);
        clickRow(0);
        auto* menu = panel_->findChild<QMenu*>();
        emit view()->customContextMenuRequested(cell(0, runColumn("setting")));
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
        QCOMPARE(panel_->verdictText(), QString("No significant difference between eta 0.1 and eta 0.2: on the same "
                                                "seeds they differ by 0.2 \u00b1 0.4 "
                                                "points."));
        QVERIFY(!panel_->findChild<QWidget*>("verdict")->toolTip().isEmpty());
    }

    void columnsKeepTheirWidths() {
        const auto widths = [this] {
            QList<int> all;
            for (int i = 0; i < view()->model()->columnCount(); ++i)
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
        for (const int column : {runColumn("accuracy"), runColumn("loss"), runColumn("time")})
            QVERIFY(before.at(column) >=
                    metrics.horizontalAdvance(view()->model()->index(0, column).data().toString()));
    }

    // Those that a comparison needs the least go first, and come back.
    void noColumnIsCutThrough() {
        addRun(*list_, 0.1);
        const int smallest = panel_->minimumSizeHint().width();
        int hidden = 0;
        for (int width = 1000; width > std::max(460, smallest); width -= 20) {
            panel_->resize(width, 200);
            QCoreApplication::processEvents();
            for (int i = 0; i < view()->model()->columnCount(); ++i) {
                const int right = view()->columnViewportPosition(i) + view()->columnWidth(i);
                QVERIFY2(view()->isColumnHidden(i) || right <= view()->viewport()->width(),
                         qPrintable(columnTitle(runColumns()[static_cast<std::size_t>(i)]) + QString::number(width)));
            }
            hidden = view()->isColumnHidden(runColumn("gradient")) ? hidden + 1 : 0;
        }
        QVERIFY(hidden > 0);
        panel_->resize(1000, 200);
        QTRY_VERIFY(!view()->isColumnHidden(runColumn("gradient")));
    }

    // The row on show is the selected one; of two, the one that was selected first.
    void theSelectedRowIsOnShow() {
        const RunId first = addRun(*list_, 0.1);
        const RunId second = addRun(*list_, 0.2);
        QCOMPARE(panel_->selected(), std::vector{second});
        clickRow(1);
        QCOMPARE(selection_->row(), first);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::ControlModifier, cell(0, runColumn("setting")));
        QCOMPARE(selection_->row(), first);
        QCOMPARE(selection_->otherRow(), second);
        const RunId third = addRun(*list_, 0.3);
        QCOMPARE(panel_->selected(), std::vector{third});
    }

    void aClickOnATitleSorts() {
        const RunId first = addRun(*list_, 0.1, 0.9);
        const RunId second = addRun(*list_, 0.2, 0.95);
        const RunId third = addRun(*list_, 0.3, 0.92);
        const int accuracy = runColumn("accuracy");
        clickTitle(accuracy);
        QCOMPARE(order(), (std::vector{first, third, second}));
        clickTitle(accuracy);
        QCOMPARE(order(), (std::vector{second, third, first}));
        clickTitle(accuracy);
        QCOMPARE(order(), (std::vector{third, second, first})); // as they came
    }

    void columnsAreChosenSizedAndRemembered() {
        addRun(*list_, 0.1);
        QSignalSpy chosen(panel_.get(), &RunPanel::columnsChosen);
        QAction* eta = columnAction("Eta");
        QVERIFY(!eta->isChecked());
        eta->trigger();
        QVERIFY(!view()->isColumnHidden(runColumn("eta")));
        QCOMPARE(view()->model()->index(0, runColumn("eta")).data().toString(), QString("0.1"));
        columnAction("Gradient")->trigger();
        QVERIFY(view()->isColumnHidden(runColumn("gradient")));
        view()->header()->resizeSection(runColumn("eta"), 90); // as a drag of its edge does
        const QStringList remembered = chosen.back().at(0).toStringList();
        QVERIFY(remembered.contains("eta:90"));
        panel_->setColumns({});
        QVERIFY(view()->isColumnHidden(runColumn("eta")));
        QVERIFY(!view()->isColumnHidden(runColumn("gradient")));
        panel_->setColumns(remembered + QStringList{"nonsense", "eta:-5"});
        QVERIFY(!view()->isColumnHidden(runColumn("eta")));
        QVERIFY(view()->isColumnHidden(runColumn("gradient")));
        QCOMPARE(view()->columnWidth(runColumn("eta")), 90);
        columnAction("The usual columns")->trigger();
        QCOMPARE(chosen.back().at(0).toStringList(), QStringList());
        QVERIFY(view()->isColumnHidden(runColumn("eta")));
    }

    void movedColumnsStayWhereTheyAre() {
        addRun(*list_, 0.1);
        QHeaderView* header = view()->header();
        header->moveSection(header->visualIndex(runColumn("loss")), 1);
        QSignalSpy chosen(panel_.get(), &RunPanel::columnsChosen);
        columnAction("Note")->trigger();
        const QStringList remembered = chosen.back().at(0).toStringList();
        QCOMPARE(remembered.mid(0, 2), (QStringList{"name", "loss"}));
        panel_->setColumns({});
        panel_->setColumns(remembered);
        QCOMPARE(header->visualIndex(runColumn("loss")), 1);
    }

    void runsAreFound() {
        const RunId first = addRun(*list_, 0.1);
        const RunId second = addRun(*list_, 0.2);
        list_->rename(first, "wide net");
        QTest::keyClick(panel_.get(), Qt::Key_F, Qt::ControlModifier);
        auto* field = panel_->findChild<QLineEdit*>("findRuns");
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, "NET wide");
        QCOMPARE(order(), std::vector{first});
        field->clear();
        QTest::keyClicks(field, "eta 0.2");
        QCOMPARE(order(), std::vector{second});
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QCOMPARE(order(), (std::vector{second, first}));
    }

    void aDraftIsKeptWithOneKey() {
        const RunId draft = list_->begin({sampleSetting(0.1), sampleInfo(), false});
        trainPresent(*list_, 0.9, 1);
        QVERIFY(view()->model()->index(0, 0).data(RunTableModel::DraftRole).toBool());
        QVERIFY(action("Keep")->isEnabled());
        QTest::keyClick(panel_.get(), Qt::Key_K);
        QVERIFY(!list_->isDraft(draft));
        QVERIFY(!view()->model()->index(0, 0).data(RunTableModel::DraftRole).toBool());
        QVERIFY(!action("Keep")->isEnabled());
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
    QPoint cell(int row, int column) const { return view()->visualRect(view()->model()->index(row, column)).center(); }
    QPoint swatch(int row) const {
        return RunDelegate::swatchRect(view()->visualRect(view()->model()->index(row, 0))).center();
    }
    void clickTitle(int column) const {
        const QHeaderView* header = view()->header();
        const QPoint place(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                           header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    }
    // Of the runs, from the top.
    std::vector<RunId> order() const {
        std::vector<RunId> ids;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            if (const RunId id = view()->model()->index(row, 0).data(RunTableModel::IdRole).toLongLong();
                list_->find(id))
                ids.push_back(id);
        return ids;
    }
    QAction* columnAction(const QString& title) const {
        for (auto* menu : view()->findChildren<QMenu*>()) {
            emit menu->aboutToShow();
            for (QAction* candidate : menu->actions())
                if (candidate->text().remove(u'&') == title)
                    return candidate;
        }
        qFatal("no column '%s'", qPrintable(title));
    }
    void clickRow(int row) const {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, cell(row, runColumn("setting")));
    }
    QAction* action(const QString& begin) const {
        for (auto* candidate : panel_->findChildren<QAction*>())
            if (candidate->text().remove(u'&').startsWith(begin))
                return candidate;
        qFatal("no action '%s'", qPrintable(begin));
    }

    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunEdits> edits_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<RunPanel> panel_;
};

QTEST_MAIN(TestRunPanel)
#include "tst_run_panel.moc"
