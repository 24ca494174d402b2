#include "tests/support/program.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

class TestInspectCommand : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString run_ = folder_.filePath("run");

private slots:
    void initTestCase() {
        const ProgramResult result = runProgram(
            {"train", "--data",        "digits", "--cell",       "gru", "--layers", "2", "--cells", "7",  "--hidden",
             "8",     "--train-limit", "200",    "--test-limit", "100", "--epochs", "1", "--out",   run_, "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
    }

    void tellsEverythingAsJson() {
        const ProgramResult result = runProgram({"inspect", run_, "--index", "12", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(result.out);
        QCOMPARE(json["index"].toInt(), 12);
        QCOMPARE(json["probabilities_per_cell"].toArray().size(), 7);
        QCOMPARE(json["probabilities_per_cell"][0].toArray().size(), 10);
        QCOMPARE(json["hidden"].toArray().size(), 2);
        QCOMPARE(json["hidden"][1].toArray().size(), 7);
        QCOMPARE(json["hidden"][1][6].toArray().size(), 8);
        QCOMPARE(json["gates"].toObject().keys(), (QStringList{"reset gate", "update gate"}));
        QCOMPARE(json["gradient_norm_per_cell"].toArray().size(), 2);
        QCOMPARE(json["saliency"].toArray().size(), 784);
        QVERIFY(json["label"].toInt(-1) >= 0 && json["prediction"].toInt(-1) >= 0);
    }

    void tellsTheCellsLineByLine() {
        const ProgramResult result = runProgram({"inspect", run_});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out.trimmed().split('\n').size(), 4 + 7);
        QVERIFY(result.out.contains("gradient norm, layer by layer"));
    }

    void refusesWhatItCanNotShow_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("no model") << QStringList{} << 2 << "needs a MODEL";
        QTest::newRow("no such file") << QStringList{"/nowhere/model.safetensors"} << 1 << "/nowhere";
        QTest::newRow("index beyond the set") << QStringList{run_, "--index", "10000"} << 1 << "has 10000";
        QTest::newRow("index below") << QStringList{run_, "--index=-1"} << 2 << "from 0 on";
        QTest::newRow("no number") << QStringList{run_, "--index", "one"} << 2 << "from 0 on";
        QTest::newRow("no such split") << QStringList{run_, "--split", "all"} << 2 << "test or train";
    }
    void refusesWhatItCanNotShow() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const ProgramResult result = runProgram(QStringList{"inspect"} + arguments);
        QCOMPARE(result.status, status);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(says), qPrintable(result.err));
        QCOMPARE(result.err.count('\n'), 1);
    }
};

QTEST_GUILESS_MAIN(TestInspectCommand)
#include "tst_inspect_command.moc"
