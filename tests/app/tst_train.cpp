#include "app/commands/train.h"
#include "engine/files/metrics_csv.h"
#include "tests/support/train_call.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace unroll;

class TestTrain : public QObject {
    Q_OBJECT

private slots:
    void aWholeRunIsSavedAndReported() {
        TrainCall call;
        QCOMPARE(call.run(), exitDone);
        QCOMPARE(call.summary()["status"].toString(), "done");
        QCOMPARE(call.trainedSteps(), 30.0);
        QCOMPARE(parseMetricsCsv(readFile(*call.options.out / "metrics.csv"), "metrics.csv").size(), 3U);
        QCOMPARE(readFile(*call.options.out / "accuracy.png"), std::string("picture"));
        const QStringList lines = QString::fromStdString(call.out.str()).split('\n');
        QCOMPARE(lines.size(), 8);
        QCOMPARE(lines[0], "epoch  accuracy");
        QVERIFY(lines[3].startsWith("    3     0."));
        QVERIFY(lines[4].startsWith("time "));
        QVERIFY(lines[5].startsWith("allocations "));
        QVERIFY(lines[6].startsWith("test accuracy 0."));
        QCOMPARE(QString::fromStdString(call.err.str()).count('\n'), 3); // one line an epoch
        QVERIFY(call.err.str().starts_with("Epoch 1 of 3: accuracy 0."));
    }

    void jsonIsTheSummary() {
        TrainCall call;
        call.options.json = true;
        QCOMPARE(call.run(), exitDone);
        QCOMPARE(call.out.str(), readFile(*call.options.out / "summary.json"));
    }

    void quietSaysNothing() {
        TrainCall call;
        call.options.quiet = true;
        call.terminal = true;
        QCOMPARE(call.run(), exitDone);
        QVERIFY(call.err.str().empty());
    }

    void onATerminalABarIsDrawnAndErased() {
        TrainCall call;
        call.terminal = true;
        QCOMPARE(call.run(), exitDone);
        const QString err = QString::fromStdString(call.err.str());
        QVERIFY(err.contains("Epoch 1 of 3 ["));
        QVERIFY(err.contains("images/s"));
        QVERIFY(err.contains(" left"));
        QVERIFY(err.endsWith("\r\033[K"));
        for (const QString& line : err.split(QRegularExpression("[\r\n]")))
            QVERIFY2(line.size() < 100, qPrintable(line));
    }

    void withoutOutNothingIsWritten() {
        TrainCall call;
        call.options.out.reset();
        QCOMPARE(call.run(), exitDone);
        QVERIFY(QDir(call.folder.path()).isEmpty());
    }

    void anInterruptionSavesWhatWasTrained_data() {
        QTest::addColumn<qint64>("step");
        QTest::addColumn<int>("epochs");
        QTest::newRow("first batch") << qint64{1} << 0;
        QTest::newRow("within the second epoch") << qint64{15} << 1;
        QTest::newRow("before an evaluation") << qint64{20} << 1;
    }
    void anInterruptionSavesWhatWasTrained() {
        QFETCH(qint64, step);
        QFETCH(int, epochs);
        TrainCall call;
        call.script.beforeStep = [&](std::int64_t now) { call.interrupted = now == step; };
        QCOMPARE(call.run(), exitInterrupted);
        QCOMPARE(call.summary()["status"].toString(), "interrupted");
        QCOMPARE(call.summary()["epochs"].toInt(), epochs);
        QCOMPARE(call.trainedSteps(), static_cast<double>(step));
        QVERIFY(call.err.str().find("Interrupted after " + std::to_string(epochs) + " of 3 epochs.") !=
                std::string::npos);
        QVERIFY(call.err.str().find("saved in " + call.options.out->string()) != std::string::npos);
    }

    void aDivergenceIsNamedAndSaved() {
        TrainCall call;
        call.script.divergesAtStep = 17;
        QCOMPARE(call.run(), exitDiverged);
        QCOMPARE(call.summary()["status"].toString(), "diverged");
        QCOMPARE(call.summary()["epochs"].toInt(), 1);
        const QJsonObject divergence = call.summary()["divergence"].toObject();
        QCOMPARE(divergence["epoch"].toInt(), 2);
        QCOMPARE(divergence["batch"].toInt(), 7);
        const QString err = QString::fromStdString(call.err.str());
        QVERIFY2(err.contains("diverged in epoch 2, batch 7: the first value that is not finite came out of " +
                              divergence["op"].toString()),
                 qPrintable(err));
    }

    void theFolderIsCheckedBeforeTraining() {
        TrainCall call;
        QVERIFY(QDir(call.folder.path()).mkpath("run/other"));
        QVERIFY_EXCEPTION_THROWN(call.run(), std::runtime_error);
        QCOMPARE(call.script.log->built.load(), 0);
        call.options.force = true;
        QCOMPARE(call.run(), exitDone);
    }

    void aResultThatCannotBeSavedIsStillPrinted() {
        TrainCall call;
        const auto draw = [](const RunRecord&) -> std::vector<Artefact> { throw std::runtime_error("No ink."); };
        const TrainEnvironment environment{fakeFactory(call.script), draw, call.interrupted};
        QVERIFY_EXCEPTION_THROWN(runTrain(call.options, environment, {call.out, call.err}), std::runtime_error);
        QVERIFY(call.out.str().find("test accuracy") != std::string::npos);
    }

    void aClosedStandardOutputIsReportedAfterSaving() {
        TrainCall call;
        call.out.setstate(std::ios::badbit);
        QVERIFY_EXCEPTION_THROWN(call.run(), std::runtime_error);
        QCOMPARE(call.summary()["status"].toString(), "done");
    }

    void failuresOfTheSessionArePassedOn() {
        TrainCall setup;
        setup.script.setupError = "No such data.";
        QVERIFY_EXCEPTION_THROWN(setup.run(), std::runtime_error);
        TrainCall step;
        step.script.failsAtStep = 5;
        QVERIFY_EXCEPTION_THROWN(step.run(), std::runtime_error);
    }
};

QTEST_APPLESS_MAIN(TestTrain)
#include "tst_train.moc"
