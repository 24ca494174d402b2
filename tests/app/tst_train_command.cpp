#include "engine/files/metrics_csv.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/safetensors.h"

#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace unroll;

namespace {

// `unroll` as a process.
struct Program {
    QProcess process;
    QString out;
    QString err;

    explicit Program(const QStringList& arguments, const QString& locale = "C") {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"LC_ALL", "LANG", "LANGUAGE"})
            environment.insert(name, locale);
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(name);
        process.setProcessEnvironment(environment);
        process.start(UNROLL_PROGRAM, arguments);
    }

    int exitStatus() {
        if (!process.waitForFinished(100000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        out = QString::fromUtf8(process.readAllStandardOutput());
        err += QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }

    // Waits until standard error says something.
    bool says(const QString& text) {
        process.setReadChannel(QProcess::StandardError); // the one waitForReadyRead() waits for
        while (!err.contains(text) && process.waitForReadyRead(60000))
            err += QString::fromUtf8(process.readAllStandardError());
        return err.contains(text);
    }
};

QStringList quick(const QStringList& others) {
    return QStringList{"train", "--data", "digits", "--train-limit", "500", "--test-limit", "100", "--epochs", "2"} +
           others;
}

QJsonObject jsonOf(const QString& text) {
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

const QStringList fileNames{"accuracy.png", "checkpoint.safetensors", "config.json", "epochs", "loss.png",
                            "metrics.csv",  "model.safetensors",      "summary.json"};

QStringList filesIn(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

bool isOneSentence(const QString& text) {
    return text.startsWith("unroll: ") && text.count('\n') == 1 && (text.endsWith(".\n") || text.endsWith("?\n"));
}

} // namespace

class TestTrainCommand : public QObject {
    Q_OBJECT

private slots:
    void aRunIsCompleteAndValid() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        Program program(quick({"--out", run, "--json"}));
        QVERIFY2(program.exitStatus() == 0, qPrintable(program.err));
        QCOMPARE(program.err.count('\n'), 2); // one line an epoch, and nothing else
        QCOMPARE(filesIn(run), fileNames);

        const std::filesystem::path path = run.toStdString();
        const auto epochs = parseMetricsCsv(readFile(path / "metrics.csv"), "metrics.csv");
        QCOMPARE(epochs.size(), 2U);
        QCOMPARE(epochs.back().step, 10);
        const TrainedModel model = readModel(path);
        QVERIFY(model.hyperparameters == readRunConfig(path).hyperparameters);
        QCOMPARE(model.hyperparameters.trainLimit, 500);
        QCOMPARE(readRunConfig(path).dataName, std::string("digits"));

        QCOMPARE(program.out.toStdString(), readFile(path / "summary.json"));
        const QJsonObject summary = jsonOf(program.out);
        QCOMPARE(summary["status"].toString(), "done");
        QCOMPARE(summary["epochs"].toInt(), 2);
        QCOMPARE(summary["weights_sha256"].toString().toStdString(), weightsSha256(model.weights));
        QCOMPARE(summary["test_accuracy"].toDouble(), epochs.back().testAccuracy);
        for (const char* plot : {"accuracy.png", "loss.png"})
            QVERIFY(QImage(run + '/' + plot).width() > 300);
    }

    void theLocaleDoesNotMatter() {
        const QTemporaryDir folder;
        std::vector<std::string> weights;
        for (const char* locale : {"C", "de_DE.UTF-8"}) {
            const QString run = folder.filePath(locale);
            Program program(quick({"--out", run, "--eta", "0.25"}), locale);
            QVERIFY2(program.exitStatus() == 0, qPrintable(program.err));
            const std::filesystem::path path = run.toStdString();
            QCOMPARE(parseMetricsCsv(readFile(path / "metrics.csv"), "metrics.csv").at(0).eta, 0.25);
            weights.push_back(readFile(path / "model.safetensors"));
            QVERIFY(!program.out.contains(QRegularExpression("\\d,\\d")));
        }
        QCOMPARE(weights[0], weights[1]);
    }

    void theResultIsATable() {
        Program program(quick({"--quiet"}));
        QCOMPARE(program.exitStatus(), 0);
        QVERIFY(program.err.isEmpty());
        QVERIFY(program.out.startsWith("epoch  accuracy\n    1     0."));
        QVERIFY(program.out.contains("\nallocations "));
        QVERIFY(program.out.contains("\ntest accuracy 0."));
    }

    void wrongUsageEndsWithTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("option") << QStringList{"train", "--epoch", "3"};
        QTest::newRow("value") << QStringList{"train", "--eta", "fast"};
        QTest::newRow("command") << QStringList{"trian"};
        QTest::newRow("cells that do not divide the pixels") << quick({"--cells", "5"});
    }
    void wrongUsageEndsWithTwo() {
        QFETCH(QStringList, arguments);
        Program program(arguments);
        QCOMPARE(program.exitStatus(), 2);
        QVERIFY2(isOneSentence(program.err), qPrintable(program.err));
        QVERIFY(program.out.isEmpty());
    }

    void failuresEndWithOne_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no such data") << QStringList{"train", "--data", "no-such-data"};
        QTest::newRow("out below a file") << quick({"--out", QString(UNROLL_PROGRAM) + "/run"});
        QTest::newRow("a window without a display") << QStringList{"--seed", "2"};
        QTest::newRow("out is full") << quick({"--out", UNROLL_SOURCE_DIR});
    }
    void failuresEndWithOne() {
        QFETCH(QStringList, arguments);
        Program program(arguments);
        QCOMPARE(program.exitStatus(), 1);
        QVERIFY2(isOneSentence(program.err), qPrintable(program.err));
        QVERIFY(program.out.isEmpty());
    }

    void forceOverwrites() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        QCOMPARE(Program(quick({"--out", run, "--quiet"})).exitStatus(), 0);
        Program refused(quick({"--out", run, "--quiet", "--seed", "2"}));
        QCOMPARE(refused.exitStatus(), 1);
        QVERIFY(refused.err.contains("--force"));
        QCOMPARE(readRunConfig(run.toStdString()).hyperparameters.seed, 1);
        QCOMPARE(Program(quick({"--out", run, "--quiet", "--seed", "2", "--force"})).exitStatus(), 0);
        QCOMPARE(readRunConfig(run.toStdString()).hyperparameters.seed, 2);
        QCOMPARE(filesIn(run), fileNames);
    }

    void aDivergenceEndsWithThree() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        Program program(
            quick({"--out", run, "--eta", "1000", "--activation", "identity", "--epochs", "50", "--quiet"}));
        QCOMPARE(program.exitStatus(), 3);
        QVERIFY2(isOneSentence(program.err), qPrintable(program.err));
        QVERIFY(QRegularExpression("epoch \\d+, batch \\d+: .* came out of \\w+").match(program.err).hasMatch());
        QCOMPARE(filesIn(run), fileNames);
        QCOMPARE(jsonOf(QString::fromStdString(readFile(run.toStdString() + "/summary.json")))["status"].toString(),
                 "diverged");
    }

    void aSignalSavesWhatWasTrained_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void aSignalSavesWhatWasTrained() {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        const QString run = folder.filePath("run");
        Program program(quick({"--out", run, "--json", "--epochs", "100000"}));
        QVERIFY(program.says("Epoch 1 of 100000"));
        QCOMPARE(kill(static_cast<pid_t>(program.process.processId()), signal), 0);
        QCOMPARE(program.exitStatus(), 130);
        QCOMPARE(filesIn(run), fileNames);
        const QJsonObject summary = jsonOf(program.out);
        QCOMPARE(summary["status"].toString(), "interrupted");
        QVERIFY(summary["epochs"].toInt() >= 1);
        QVERIFY(!readModel(run.toStdString()).weights.empty());
        QVERIFY(program.err.contains("Interrupted after "));
    }

    void helpAndVersionGoToStandardOutput_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("text");
        QTest::newRow("program") << QStringList{"--help"} << "unroll train [options]";
        QTest::newRow("train") << QStringList{"train", "--help"} << "--train-limit N";
        QTest::newRow("evaluate") << QStringList{"evaluate", "--help"} << "--logits FILE.npy";
        QTest::newRow("version") << QStringList{"--version"} << "unroll 0.";
    }
    void helpAndVersionGoToStandardOutput() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, text);
        Program program(arguments);
        QCOMPARE(program.exitStatus(), 0);
        QVERIFY2(program.out.contains(text), qPrintable(program.out));
        QVERIFY2(program.err.isEmpty(), qPrintable(program.err));
    }
};

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "tst_train_command.moc"
