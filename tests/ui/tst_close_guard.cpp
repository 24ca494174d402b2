#include "tests/support/test_window.h"
#include "ui/runs/close_guard.h"

#include "tests/support/run_samples.h"
#include "tests/support/session_scripts.h"
#include "ui/runs/run_row.h"
#include "ui/widgets/message_bar.h"

#include <QTemporaryDir>
#include <QTreeView>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowClose : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        settings_->setRetrainsAsDragged(false);
        settings_->setExportFolder(folder_->path());
        sentences_.clear();
        saved_.clear();
        answer_ = LossAnswer::Cancel;
        services_ = {};
        services_.dataNames = {"digits"};
        services_.confirmLoss = [this](QWidget*, const QString& sentence) {
            sentences_.append(sentence);
            return answer_;
        };
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            return folder_->filePath(suggestion.section('/', -1));
        };
        services_.saveRun = [this](const RunRecord& record, const std::vector<RunFile>&,
                                   const std::filesystem::path& path) {
            if (refuses_)
                throw std::runtime_error("The disk is full.");
            saved_.emplace_back(QString::fromStdString(path.filename().string()), record);
        };
        refuses_ = false;
    }
    void cleanup() { window_.reset(); }

    void aShortTrainingIsLostWithoutAQuestion() {
        open(shortScript());
        train();
        QVERIFY(window_->close());
        QVERIFY(sentences_.isEmpty());
    }

    void aLongTrainingIsAskedFor() {
        open(shortScript(40000)); // of a millisecond each, as they say
        train();
        QVERIFY(!window_->close());
        QCOMPARE(sentences_.size(), 1);
        QVERIFY2(sentences_.front().startsWith("Not saved: Run 1. Training took 1:20"), qPrintable(sentences_.front()));
        answer_ = LossAnswer::Discard;
        QVERIFY(window_->close());
        QVERIFY(saved_.empty());
    }

    void aNamedRunIsAskedForAndSaved() {
        open(shortScript());
        train();
        rename(0, "wide net");
        QVERIFY(!window_->close());
        QVERIFY(sentences_.front().startsWith("Not saved: wide net."));
        answer_ = LossAnswer::Save;
        QVERIFY(!window_->close()); // once it is saved
        QTRY_VERIFY(!window_->isVisible());
        QCOMPARE(saved_.size(), 1U);
        QCOMPARE(saved_.front().first, QString("wide net"));
        QCOMPARE(saved_.front().second.label, (RecordLabel{"wide net", "", false}));
        QCOMPARE(saved_.front().second.epochs.size(), 2U);
        QCOMPARE(sentences_.size(), 2);
    }

    void severalAreSavedBesideEachOther() {
        open(shortScript());
        train();
        QTest::keyClick(window_.get(), Qt::Key_N);
        AWAIT(window_->controller(), State::Preparing);
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(view()->model()->data(row(0, runColumn("name"))).toString(), QString("2"));
        rename(0, "a");
        rename(1, "a");
        answer_ = LossAnswer::Save;
        QVERIFY(!window_->close());
        QTRY_VERIFY2(!window_->isVisible(), qPrintable(window_->findChild<MessageBar*>()->sentence()));
        QCOMPARE(saved_.size(), 2U);
        QVERIFY(saved_[0].first != saved_[1].first);
        QVERIFY(saved_[0].second.hyperparameters.seed != saved_[1].second.hyperparameters.seed);
    }

    void aTrainingUnderWayIsSavedAsFarAsItIs() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        QTRY_COMPARE(window_->controller().epochs().size(), 1U);
        QTRY_COMPARE(view()->model()->data(row(0, runColumn("name"))).toString(), QString("1"));
        rename(0, "half way");
        answer_ = LossAnswer::Save;
        QVERIFY(!window_->close());
        gate->open();
        QTRY_VERIFY(!window_->isVisible());
        QCOMPARE(saved_.size(), 1U);
        QCOMPARE(saved_.front().second.status, RunStatus::Interrupted);
    }

    void whatCantBeSavedKeepsTheWindow() {
        open(shortScript());
        train();
        rename(0, "wide net");
        refuses_ = true;
        answer_ = LossAnswer::Save;
        QVERIFY(!window_->close());
        QTRY_COMPARE(window_->findChild<MessageBar*>()->sentence(), QString("The disk is full."));
        QVERIFY(window_->isVisible());
    }

    void sentenceNamesRowsAndNotSeeds() {
        RunList list;
        std::vector<RunId> ids{addRun(list, 0.1)};
        const RunId group = addGroup(list, 0.2, {0.9, 0.91});
        for (const Run* seed : list.runsOf(group))
            ids.push_back(seed->id);
        QVERIFY(lossSentence(list, ids).startsWith("Not saved: Run 1, Run 2. Training took "));
        for (int i = 0; i < 5; ++i)
            ids.push_back(addRun(list, 0.3));
        QVERIFY(lossSentence(list, ids).startsWith("Not saved: Run 1, Run 2, Run 3, Run 4, Run 5 and 2 more."));
    }

private:
    void open(const FakeScript& script) {
        window_.make(fakeFactory(script), services_, folder_->filePath("unroll.ini"), withEpochs(2));
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        AWAIT(window_->controller(), State::Ready);
    }
    void train() {
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        QTRY_COMPARE(view()->model()->data(row(0, runColumn("name"))).toString(), QString("1"));
    }
    QTreeView* view() const { return window_->findChild<QTreeView*>("runs"); }
    QModelIndex row(int number, int column) const { return view()->model()->index(number, column); }
    void rename(int number, const QString& name) { view()->model()->setData(row(number, runColumn("name")), name); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    WindowServices services_;
    TestWindow window_;
    QStringList sentences_;
    LossAnswer answer_ = LossAnswer::Cancel;
    bool refuses_ = false;
    std::vector<std::pair<QString, RunRecord>> saved_;
};

QTEST_MAIN(TestMainWindowClose)
#include "tst_close_guard.moc"
