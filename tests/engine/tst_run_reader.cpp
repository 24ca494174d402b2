#include "engine/files/run_directory.h"
#include "engine/files/run_reader.h"
#include "engine/session/version.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

RunRecord sampleRecord() {
    RunRecord record;
    record.hyperparameters.data = "mnist";
    record.hyperparameters.eta = 0.1;
    record.hyperparameters.epochs = 2;
    record.info.dataName = "mnist";
    record.info.dataSha256 = std::string(64, 'a');
    record.info.trainImages = 200;
    record.info.width = record.info.height = 28;
    record.info.classes = 10;
    record.info.classNames = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    record.info.parameters = 6;
    record.info.batchesPerEpoch = 6;
    record.info.threads = 2;
    record.info.simd = "AVX2";
    record.info.simdBefore = {"AVX-512"};
    record.info.setupBytes = 4096;
    record.status = RunStatus::Done;
    record.epochs = {{1, 6, 2.0, 0.1, 1.5, 0.5, 1.25, 0.625, 100, 10, 1},
                     {2, 12, 3.0, 0.1, 1.0, 0.75, 0.75, 0.875, 200, 5, 1}};
    record.weights = {{"out.weight", {2, 2}, {1, 2, 3, 4}}, {"out.bias", {2}, {5, 6}}};
    record.checkpoint.emplace();
    record.checkpoint->progress.epoch = 3;
    record.checkpoint->progress.step = 12;
    record.checkpoint->parameters = {1, 2, 3, 4, 5, 6};
    record.label = {"wide net", "for the talk", true};
    return record;
}

} // namespace

class TestRunReader : public QObject {
    Q_OBJECT

private slots:
    void aFolderWithoutARunIsNamed() {
        const QTemporaryDir folder;
        try {
            readRun(folder.path().toStdString());
            QFAIL("it was read");
        } catch (const std::runtime_error& error) {
            QCOMPARE(
                QString::fromUtf8(error.what()),
                QString("The folder '%1' holds no run: choose one that a training was saved to, with a config.json "
                        "in it.")
                    .arg(folder.path()));
        }
    }

    void readsWhatWasWritten() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.filePath("run").toStdString();
        const RunRecord written = sampleRecord();
        writeRunDirectory(run, written, {}, Overwrite::No);
        const RunRecord read = readRun(run);
        QVERIFY(read.hyperparameters == written.hyperparameters);
        QVERIFY(read.epochs == written.epochs);
        QVERIFY(read.weights == written.weights);
        QVERIFY(read.checkpoint == written.checkpoint);
        QVERIFY(read.info == written.info);
        QVERIFY(read.label == written.label);
        QCOMPARE(read.status, RunStatus::Done);
        writeRunDirectory(folder.filePath("again").toStdString(), read, {}, Overwrite::No);
        QVERIFY(readRun(folder.filePath("again").toStdString()).weights == written.weights);
    }

    void weightsThatAreNotFiniteAreThoseOfADivergedRun() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        RunRecord written = sampleRecord();
        written.weights[1].values[0] = std::numeric_limits<float>::quiet_NaN();
        writeRunDirectory(run, written, {}, Overwrite::No);
        QVERIFY_EXCEPTION_THROWN(readRun(run), std::runtime_error);
        written.status = RunStatus::Diverged;
        written.divergence = Divergence{2, 3, "update", "weight", 1, 4, ""};
        writeRunDirectory(run, written, {}, Overwrite::Yes);
        QCOMPARE(readRun(run).status, RunStatus::Diverged);
    }

    void readsWhereARunDiverged() {
        const QTemporaryDir folder;
        RunRecord written = sampleRecord();
        written.status = RunStatus::Diverged;
        written.divergence = Divergence{2, 3, "affine", "cell 1", 1, 4, "x"};
        written.info.countsAllocations = false;
        written.info.setupBytes = 0;
        writeRunDirectory(folder.filePath("run").toStdString(), written, {}, Overwrite::No);
        const RunRecord read = readRun(folder.filePath("run").toStdString());
        QVERIFY(read.divergence == written.divergence);
        QVERIFY(!read.info.countsAllocations);
        QCOMPARE(read.status, RunStatus::Diverged);
    }

    void killedRunIsWhatItsCheckpointSays() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        writeRunState(run, sampleRecord());
        const RunRecord read = readRun(run);
        QCOMPARE(read.status, RunStatus::Interrupted);
        QVERIFY(read.weights.empty());
        QVERIFY(read.epochs == sampleRecord().epochs);
        QVERIFY(read.checkpoint == sampleRecord().checkpoint);
        QVERIFY(QFile::remove(folder.filePath("checkpoint.safetensors")));
        QVERIFY_EXCEPTION_THROWN(readRun(run), std::runtime_error);
    }

    void damageIsSaid_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("error");
        QTest::newRow("status") << "summary.json" << QByteArray("\"done\"") << QByteArray("\"fine\"")
                                << "'status' can't be 'fine'";
        QTest::newRow("no JSON") << "summary.json" << QByteArray("{") << QByteArray("[") << "not a JSON object";
        QTest::newRow("missing") << "summary.json" << QByteArray("\"simd\"") << QByteArray("\"sim\"")
                                 << "'simd' is missing";
        QTest::newRow("type") << "summary.json" << QByteArray("\"AVX2\"") << QByteArray("2")
                              << "'simd' is expected to be a text";
        QTest::newRow("list") << "summary.json" << QByteArray("\"AVX-512\"") << QByteArray("2")
                              << "'simd_before' is expected to be a list of texts";
        QTest::newRow("number") << "summary.json" << QByteArray("\"parameters\": 6")
                                << QByteArray("\"parameters\": 6.5") << "whole number";
        QTest::newRow("weights") << "summary.json" << QByteArray("\"weights_sha256\": \"")
                                 << QByteArray("\"weights_sha256\": \"0") << "other weights";
        QTest::newRow("setting") << "config.json" << QByteArray("\"eta\": 0.1") << QByteArray("\"eta\": 0.2")
                                 << "another setting";
        QTest::newRow("metrics") << "metrics.csv" << QByteArray("epoch,") << QByteArray("epoche,") << "header";
    }
    void damageIsSaid() {
        QFETCH(QString, file);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, error);
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.filePath("run").toStdString();
        writeRunDirectory(run, sampleRecord(), {}, Overwrite::No);
        QFile changed(folder.filePath("run/" + file));
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QByteArray bytes = changed.readAll();
        QVERIFY(bytes.contains(from));
        changed.resize(0);
        changed.write(bytes.replace(from, to));
        changed.close();
        try {
            readRun(run);
            QFAIL("it was read");
        } catch (const std::runtime_error& found) {
            QVERIFY2(QString::fromUtf8(found.what()).contains(error), found.what());
            QVERIFY(QString::fromUtf8(found.what()).contains(file) || file == "config.json");
        }
    }
};

QTEST_APPLESS_MAIN(TestRunReader)
#include "tst_run_reader.moc"
