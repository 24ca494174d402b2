#include "app/run_keeper.h"

#include "engine/files/run_directory.h"
#include "tests/support/fake_session.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using namespace unroll;

namespace {

// What is known of a session's run when it begins.
RunRecord recordOf(const Session& session) {
    RunRecord record;
    record.info = session.info();
    return record;
}

} // namespace

class TestRunKeeper : public QObject {
    Q_OBJECT

private slots:
    void thereIsACheckpointFromTheBeginning() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        FakeSession session({}, {});
        RunKeeper keeper(run, console_);
        keeper.begin(session, recordOf(session));
        const SavedRun saved = readCheckpoint(run);
        QCOMPARE(saved.checkpoint, session.checkpoint());
        QVERIFY(saved.config == readRunConfig(run));
    }

    void anOlderRunIsNoLongerComplete() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        writeRunDirectory(run, {}, {}, Overwrite::No);
        QVERIFY(isComplete(run));
        RunKeeper(run, console_).begin(FakeSession({}, {}), {});
        QVERIFY(!isComplete(run));
    }

    // Writing is given time to be due again: after an epoch that is ten times what the writing before took.
    void afterAnEpochItIsRenewed() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        FakeSession session({}, {});
        RunRecord record = recordOf(session);
        RunKeeper keeper(run, console_);
        keeper.begin(session, record);
        for (int batch = 0; batch < 10; ++batch) {
            session.step();
            keeper.keep(session, record, false); // not yet
        }
        QCOMPARE(readCheckpoint(run).checkpoint.progress.step, 0);
        std::optional<EpochMetrics> epoch;
        while (!(epoch = session.evaluate())) {
        }
        record.epochs.push_back(*epoch);
        const auto renewed = [&] {
            keeper.keep(session, record, true);
            return readCheckpoint(run).checkpoint == session.checkpoint();
        };
        QTRY_VERIFY_WITH_TIMEOUT(renewed(), 60000);
        QVERIFY(readCheckpoint(run).epochs == record.epochs);
    }

    void withinALongEpochItIsRenewed() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        FakeSession session({}, {});
        RunKeeper keeper(run, console_, std::chrono::milliseconds(1));
        keeper.begin(session, recordOf(session));
        session.step();
        const auto renewed = [&] {
            keeper.keep(session, recordOf(session), false);
            return readCheckpoint(run).checkpoint.progress.step == 1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(renewed(), 60000);
    }

    void aFullDiskDoesNotStopTheTraining() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        QVERIFY(QDir().mkdir(run));
        FakeSession session({}, {});
        RunKeeper keeper(run.toStdString(), console_);
        keeper.begin(session, recordOf(session));
        QVERIFY(QDir(run).removeRecursively());
        const auto complained = [&] {
            keeper.keep(session, recordOf(session), true);
            return !err_.str().empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(complained(), 60000);
        const std::string once = err_.str();
        QVERIFY2(once.starts_with("unroll: Cannot write ") && once.ends_with(" The training goes on.\n"), once.c_str());
        for (int further = 0; further < 10; ++further) {
            QTest::qWait(20);
            keeper.keep(session, recordOf(session), true);
        }
        QCOMPARE(err_.str(), once);
    }

    void withoutAFolderNothingIsKept() {
        RunKeeper keeper(std::nullopt, console_);
        const FakeSession session({}, {});
        keeper.begin(session, recordOf(session));
        keeper.keep(session, recordOf(session), true);
        QVERIFY(err_.str().empty());
    }

    void init() { err_.str(""); }

private:
    std::ostringstream out_;
    std::ostringstream err_;
    Console console_{out_, err_, false};
};

QTEST_APPLESS_MAIN(TestRunKeeper)
#include "tst_run_keeper.moc"
