// `unroll train --resume` and `--from` as processes: runs that were interrupted, killed, damaged.
#include "engine/files/atomic_file.h"
#include "engine/files/checkpoint_file.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/safetensors.h"
#include "tests/support/program.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>

using namespace unroll;
namespace fs = std::filesystem;

namespace {

// Two threads and a stop in mid-epoch are worth something only where an epoch has some batches.
const QStringList setting{"train", "--data", "digits", "--train-limit", "2000", "--test-limit", "300", "--batch",
                          "20",    "--eta",  "0.002",  "--optimizer",   "adam", "--clip",       "1"};

QStringList training(const QString& run, const QStringList& others) {
    return setting + QStringList{"--out", run, "--quiet"} + others;
}

// metrics.csv without what a clock measures.
std::vector<EpochMetrics> metricsOf(const fs::path& run) {
    auto epochs = parseMetricsCsv(readFile(run / "metrics.csv"), "metrics.csv");
    for (EpochMetrics& epoch : epochs)
        epoch.seconds = epoch.samplesPerSecond = 0;
    return epochs;
}

QString weightsOf(const fs::path& run) {
    return jsonOf(QString::fromStdString(readFile(run / "summary.json")))["weights_sha256"].toString();
}

QStringList filesIn(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

bool isOneSentence(const QString& text) {
    return text.startsWith("unroll: ") && text.count('\n') == 1 && text.endsWith(".\n");
}

// Starts a training that would take very long and ends it by a signal once it is past an epoch.
void stopByForce(const QStringList& arguments, const fs::path& run, int signal) {
    QProcess process;
    process.start(UNROLL_PROGRAM, arguments);
    QVERIFY(process.waitForStarted());
    const auto isPastAnEpoch = [&] {
        std::error_code ignored;
        return fs::exists(run / "checkpoint.safetensors", ignored) && !readCheckpoint(run).epochs.empty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isPastAnEpoch(), 60000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), signal == SIGKILL ? QProcess::CrashExit : QProcess::NormalExit);
}

} // namespace

class TestResumeCommand : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        finished_ = folder_.filePath("finished").toStdString();
        const QStringList network{"--epochs", "1", "--schedule", "cosine", "--hidden", "12", "--cells", "7"};
        QCOMPARE(runProgram(training(QString::fromStdString(finished_.string()), network)).status, 0);
    }

    void aStoppedRunEndsWithTheSameBits_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("interrupted") << SIGINT;
    }
    void aStoppedRunEndsWithTheSameBits() {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        const QString stopped = folder.filePath("stopped");
        stopByForce(training(stopped, {"--epochs", "100000", "--threads", "2"}), stopped.toStdString(), signal);
        const auto begun = readCheckpoint(stopped.toStdString()).epochs.size();
        const QString epochs = QString::number(begun + 2);

        const QStringList resume{"train", "--resume", stopped, "--epochs", epochs, "--threads", "1"};
        const ProgramResult result = runProgram(resume);
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QString whole = folder.filePath("whole");
        QCOMPARE(runProgram(training(whole, {"--epochs", epochs, "--threads", "2"})).status, 0);
        QCOMPARE(weightsOf(stopped.toStdString()), weightsOf(whole.toStdString()));
        QVERIFY(metricsOf(stopped.toStdString()) == metricsOf(whole.toStdString()));
        QCOMPARE(filesIn(stopped), filesIn(whole)); // nothing half-written is left
        const ProgramResult again = runProgram({"train", "--resume", stopped});
        QCOMPARE(again.status, 0);
        QVERIFY2(again.err.contains("nothing is left to do") && isOneSentence(again.err), qPrintable(again.err));
        QVERIFY(again.out.startsWith("epoch  accuracy\n"));
    }

    void anotherProcessorsBitsAreTold() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        QCOMPARE(runProgram(training(run, {"--epochs", "1"})).status, 0);
        const QString own =
            jsonOf(QString::fromStdString(readFile(run.toStdString() + "/summary.json")))["simd"].toString();
        SavedRun saved = readCheckpoint(run.toStdString());
        QCOMPARE(saved.checkpoint.simd, std::vector<std::string>{own.toStdString()});
        saved.checkpoint.simd = {"VAX"};
        writeFileAtomically(run.toStdString() + "/checkpoint.safetensors", checkpointBytes(saved));
        const ProgramResult result = runProgram({"train", "--resume", run, "--epochs", "2", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY2(result.err.contains("The run was trained with VAX before and goes on with " + own + ": "),
                 qPrintable(result.err));
        QCOMPARE(jsonOf(result.out)["simd"].toString(), own);
        QCOMPARE(jsonOf(result.out)["simd_before"].toArray(), QJsonArray{"VAX"});
        const auto levels = std::vector<std::string>{"VAX", own.toStdString()};
        QCOMPARE(readCheckpoint(run.toStdString()).checkpoint.simd, levels);
    }

    void whatCannotGoOnEndsWithOne_data() {
        QTest::addColumn<std::function<void(const fs::path&)>>("spoil");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const std::function<void(const fs::path&)>& spoil, const char* sentence) {
            QTest::newRow(name) << spoil << QString(sentence);
        };
        add(
            "truncated", [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); }, "truncated");
        add(
            "empty", [](const fs::path& file) { fs::resize_file(file, 0); }, "has 0 bytes");
        add(
            "no checkpoint", [](const fs::path& file) { fs::remove(file); }, "There is no checkpoint.safetensors in ");
        add(
            "a model in its place",
            [](const fs::path& file) {
                fs::copy_file(file.parent_path() / "model.safetensors", file, fs::copy_options::overwrite_existing);
            },
            "it is no checkpoint of unroll");
        add(
            "a folder in its place",
            [](const fs::path& file) {
                fs::remove(file);
                fs::create_directory(file);
            },
            "it is a folder");
    }
    void whatCannotGoOnEndsWithOne() {
        QFETCH(std::function<void(const fs::path&)>, spoil);
        QFETCH(QString, sentence);
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        fs::copy(finished_, run.toStdString());
        spoil(fs::path(run.toStdString()) / "checkpoint.safetensors");
        const QStringList before = filesIn(run);
        const ProgramResult result = runProgram({"train", "--resume", run});
        QCOMPARE(result.status, 1);
        QVERIFY2(isOneSentence(result.err) && result.err.contains(sentence), qPrintable(result.err));
        QVERIFY(result.out.isEmpty());
        QCOMPARE(filesIn(run), before);
    }

    void whatMayNotChangeIsRefused() {
        const QString run = QString::fromStdString(finished_.string());
        for (const QStringList& change : {QStringList{"--hidden", "32"}, {"--epochs", "2"}, {"--eta", "0.1"}}) {
            const ProgramResult result = runProgram(QStringList{"train", "--resume", run} + change);
            QCOMPARE(result.status, 2);
            QVERIFY2(isOneSentence(result.err), qPrintable(result.err));
        }
        const ProgramResult unknown = runProgram({"train", "--resume", run, "--data", "no-such-data"});
        QCOMPARE(unknown.status, 1);
        QVERIFY2(isOneSentence(unknown.err), qPrintable(unknown.err));
        const ProgramResult nowhere = runProgram({"train", "--resume", folder_.filePath("nowhere")});
        QCOMPARE(nowhere.status, 1);
        QVERIFY2(isOneSentence(nowhere.err), qPrintable(nowhere.err));
    }

    void aTrainingStartsFromWeights() {
        const QTemporaryDir folder;
        const QString first = QString::fromStdString(finished_.string());
        const QString second = folder.filePath("second");
        // A learning rate of 0 leaves the weights as they came.
        QCOMPARE(runProgram(training(second, {"--from", first, "--epochs", "2", "--eta", "0"})).status, 0);
        QCOMPARE(weightsOf(second.toStdString()), weightsOf(first.toStdString()));
        const RunConfig config = readRunConfig(second.toStdString());
        QCOMPARE(config.hyperparameters.hidden, 12);
        QCOMPARE(config.hyperparameters.cells, 7);
        QCOMPARE(config.from->model, first.toStdString());
        QCOMPARE(QString::fromStdString(config.from->weightsSha256), weightsOf(first.toStdString()));
        QCOMPARE(metricsOf(second.toStdString()).at(1).testAccuracy, metricsOf(first.toStdString()).at(0).testAccuracy);

        const ProgramResult other = runProgram(training(folder.filePath("third"), {"--from", first, "--hidden", "64"}));
        QCOMPARE(other.status, 2);
        QVERIFY2(isOneSentence(other.err) && other.err.contains("hidden is 64, but 12 in "), qPrintable(other.err));
        const ProgramResult none = runProgram(training(folder.filePath("third"), {"--from", UNROLL_PROGRAM}));
        QCOMPARE(none.status, 1);
        QVERIFY2(isOneSentence(none.err), qPrintable(none.err));
    }

private:
    QTemporaryDir folder_;
    fs::path finished_; // a whole run, for all tests to look at
};

QTEST_GUILESS_MAIN(TestResumeCommand)
#include "tst_resume_command.moc"
