#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "tests/support/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

using namespace unroll;

class TestEvaluateCommand : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString run_ = folder_.filePath("run");
    QJsonObject summary_;

private slots:
    void initTestCase() {
        const ProgramResult result = runProgram(
            {"train", "--data", "digits", "--train-limit", "2000", "--epochs", "2", "--out", run_, "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        summary_ = jsonOf(result.out);
    }

    void measuresWhatTrainingMeasured() {
        const ProgramResult result = runProgram({"evaluate", run_ + "/model.safetensors", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY(result.err.isEmpty());
        const QJsonObject json = jsonOf(result.out);
        QCOMPARE(json["accuracy"].toDouble(), summary_["test_accuracy"].toDouble());
        QCOMPARE(json["loss"].toDouble(), summary_["test_loss"].toDouble());
        QCOMPARE(json["weights_sha256"].toString(), summary_["weights_sha256"].toString());
        QCOMPARE(json["images"].toInt(), 10000);
        QCOMPARE(json["split"].toString(), "test");
        QCOMPARE(json["data"].toString(), "digits");
    }

    void theOtherSplitIsTheTrainingImages() {
        const ProgramResult result = runProgram({"evaluate", run_, "--split", "train", "--json"});
        QCOMPARE(result.status, 0);
        QCOMPARE(jsonOf(result.out)["images"].toInt(), 60000);
        QVERIFY(jsonOf(result.out)["accuracy"].toDouble() > 0.2);
    }

    void theResultIsReadable() {
        const ProgramResult result = runProgram({"evaluate", run_});
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.startsWith("images    10000 (digits, test)\naccuracy  0."), qPrintable(result.out));
    }

    void logitsAreAnArrayOfTheImages() {
        const QString file = folder_.filePath("logits.npy");
        QCOMPARE(runProgram({"evaluate", run_, "--logits", file}).status, 0);
        const std::string bytes = readFile(file.toStdString());
        const QByteArray header = QByteArray::fromStdString(bytes.substr(0, 128));
        QVERIFY(header.contains("'shape': (10000, 10)"));
        const std::size_t data = bytes.size() - 10000 * 10 * sizeof(float);
        QCOMPARE(data % 64, 0U);
        std::vector<float> logits(100000);
        std::memcpy(logits.data(), bytes.data() + data, 100000 * sizeof(float));
        QVERIFY(std::all_of(logits.begin(), logits.end(), [](float z) { return std::abs(z) < 1000; }));
        QVERIFY(std::adjacent_find(logits.begin(), logits.end(), std::not_equal_to<>()) != logits.end());
    }

    void failuresAreOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const QStringList& arguments, int status, const QString& sentence) {
            QTest::newRow(name) << arguments << status << sentence;
        };
        add("no model", {"evaluate"}, 2, "evaluate needs a MODEL");
        add("no file", {"evaluate", folder_.filePath("nothing")}, 1, "Cannot read " + folder_.filePath("nothing"));
        add("no model file", {"evaluate", run_ + "/metrics.csv"}, 1, run_ + "/metrics.csv: its first 8 bytes announce");
        add("no data", {"evaluate", run_, "--data", "no-such-data"}, 1, "no-such-data");
        add("no place for logits", {"evaluate", run_, "--logits", run_ + "/no/logits.npy"}, 1, "Cannot write ");
    }
    void failuresAreOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, sentence);
        const ProgramResult result = runProgram(arguments);
        QCOMPARE(result.status, status);
        QVERIFY2(result.err.contains(sentence), qPrintable(result.err));
        QVERIFY(result.err.startsWith("unroll: ") && result.err.count('\n') == 1);
        QVERIFY(result.out.isEmpty());
    }

    void anotherNetworksWeightsAreRefused() {
        TrainedModel model = readModel(run_.toStdString());
        model.hyperparameters.hidden = 32;
        QFile file(folder_.filePath("other.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(modelBytes(model)));
        file.close();
        const ProgramResult result = runProgram({"evaluate", file.fileName()});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("does not fit the data set digits: "), qPrintable(result.err));
        QCOMPARE(result.err.count('\n'), 1);
    }
};

QTEST_GUILESS_MAIN(TestEvaluateCommand)
#include "tst_evaluate_command.moc"
