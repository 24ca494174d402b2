// `unroll train` once more on the folder of a run that was stopped, failed, or is finished.
#include "engine/files/atomic_file.h"
#include "engine/files/metrics_csv.h"
#include "tests/support/train_call.h"

#include <QDateTime>
#include <QFileInfo>
#include <QTest>

using namespace unroll;

class TestResumedTraining : public QObject {
    Q_OBJECT

private slots:
    void aStoppedRunGoesOn_data() {
        QTest::addColumn<qint64>("step");
        QTest::newRow("first batch") << qint64{1};
        QTest::newRow("within the second epoch") << qint64{15};
        QTest::newRow("before an evaluation") << qint64{20};
        QTest::newRow("before the last evaluation") << qint64{30};
    }
    void aStoppedRunGoesOn() {
        QFETCH(qint64, step);
        TrainCall call;
        call.script.beforeStep = [&](std::int64_t now) { call.interrupted = now == step; };
        QCOMPARE(call.run(), exitInterrupted);
        QVERIFY(call.err.str().ends_with(" Go on: unroll train --resume " + call.options.out->string() + "\n"));
        call.resume();
        QCOMPARE(call.run(), exitDone);
        QVERIFY(call.err.str().starts_with("Going on after " + std::to_string(step) + " of 30 batches.\n"));
        QCOMPARE(call.summary()["status"].toString(), "done");
        QCOMPARE(call.trainedSteps(), 30.0);
        const auto epochs = parseMetricsCsv(readFile(*call.options.resume / "metrics.csv"), "metrics.csv");
        QCOMPARE(epochs.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(epochs[i].epoch, static_cast<std::int64_t>(i) + 1);
            QCOMPARE(epochs[i].step, epochs[i].epoch * 10);
        }
        QCOMPARE(QString::fromStdString(call.out.str()).count('\n'), 7);
    }

    void aRunThatFailedGoesOnFromItsCheckpoint() {
        TrainCall call;
        call.script.failsAtStep = 15;
        QVERIFY_EXCEPTION_THROWN(call.run(), std::runtime_error);
        call.script.failsAtStep.reset();
        call.resume();
        QCOMPARE(call.run(), exitDone);
        QCOMPARE(call.trainedSteps(), 30.0);
    }

    void aFinishedRunHasNothingLeftToDo() {
        TrainCall call;
        QCOMPARE(call.run(), exitDone);
        const std::string table = call.out.str();
        const QFileInfo summary(QString::fromStdString((*call.options.out / "summary.json").string()));
        const QDateTime written = summary.lastModified();
        call.resume();
        QCOMPARE(call.run(), exitDone);
        QVERIFY2(call.err.str().find("has trained all its 3 epochs and nothing is left to do; train it longer with "
                                     "--epochs N.\n") != std::string::npos,
                 call.err.str().c_str());
        QCOMPARE(call.out.str(), table);
        QCOMPARE(QFileInfo(summary.filePath()).lastModified(), written);

        call.resume();
        call.options.quiet = true;
        QCOMPARE(call.run(), exitDone);
        QVERIFY(call.err.str().empty());
    }

    void aFinishedRunIsTrainedLonger() {
        TrainCall call;
        QCOMPARE(call.run(), exitDone);
        call.resume();
        call.options.hyperparameters.epochs = 4;
        call.options.given = {findHyperparameter("epochs")};
        QCOMPARE(call.run(), exitDone);
        QCOMPARE(call.trainedSteps(), 40.0);
        QCOMPARE(call.summary()["epochs"].toInt(), 4);
        QCOMPARE(readRunConfig(*call.options.resume).hyperparameters.epochs, 4);
    }

    void aRunKilledBeforeItsLastFilesGetsThem() {
        TrainCall call;
        QCOMPARE(call.run(), exitDone);
        for (const char* file : {"summary.json", "model.safetensors", "accuracy.png"})
            QVERIFY(std::filesystem::remove(*call.options.out / file));
        call.resume();
        QCOMPARE(call.run(), exitDone);
        QCOMPARE(call.summary()["status"].toString(), "done");
        QCOMPARE(call.trainedSteps(), 30.0);
        QCOMPARE(readFile(*call.options.resume / "accuracy.png"), std::string("picture"));
    }

    void whatCannotGoOnStaysAsItIs() {
        TrainCall call;
        call.script.beforeStep = [&](std::int64_t now) { call.interrupted = now == 15; };
        QCOMPARE(call.run(), exitInterrupted);
        const std::filesystem::path file = *call.options.out / "checkpoint.safetensors";
        const std::string damaged = readFile(file).substr(0, 500);
        writeFileAtomically(file, damaged);
        const std::string summary = readFile(*call.options.out / "summary.json");
        call.resume();
        QVERIFY_EXCEPTION_THROWN(call.run(), std::runtime_error);
        QCOMPARE(call.script.log->built.load(), 1);
        QCOMPARE(readFile(file), damaged);
        QCOMPARE(readFile(*call.options.resume / "summary.json"), summary);
    }
};

QTEST_APPLESS_MAIN(TestResumedTraining)
#include "tst_resumed_training.moc"
