// Weights as other programs write them, in every command that takes a model.
#include "engine/data/dataset_folder.h"
#include "engine/files/atomic_file.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/safetensors.h"
#include "tests/support/program.h"
#include "tests/support/tiny_dataset.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>

using namespace unroll;

class TestForeignModel : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString data_ = folder_.filePath("data");
    QString run_ = folder_.filePath("run");
    QString file_ = folder_.filePath("foreign.safetensors");

    // The run's weights in a file of their own.
    void write(const std::function<void(Safetensors&)>& change) {
        Safetensors content = parseSafetensors(readFile((run_ + "/model.safetensors").toStdString()), "");
        change(content);
        writeFileAtomically(file_.toStdString(), safetensorsBytes(content));
    }

    void writeWithoutMetadata() {
        write([](Safetensors& content) { content.metadata.clear(); });
    }

    QString begun(const QString& model, const QStringList& options) {
        const QString out = folder_.filePath("begun");
        const ProgramResult result = runProgram(
            QStringList{"train", "--from", model, "--data", data_, "--epochs", "1", "--out", out, "--force", "--json"} +
            options);
        return result.status == 0 ? jsonOf(result.out)["weights_sha256"].toString() : result.err;
    }

private slots:
    void initTestCase() {
        saveDatasetFolder(tinyDataset(), data_.toStdString(), Compression::None);
        const ProgramResult result =
            runProgram({"train",   "--data",       data_,   "--hidden", "6",   "--layers", "2", "--batch",
                        "10",      "--activation", "relu",  "--eta",    "0.1", "--epochs", "2", "--order",
                        "columns", "--output",     "every", "--out",    run_,  "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
    }

    void theFiguresAreTheRuns_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("options");
        const QStringList open{"--data", data_, "--activation", "relu", "--order", "columns", "--output", "every"};
        const QStringList all =
            open + QStringList{"--cell", "vanilla", "--cells", "4", "--hidden", "6", "--layers", "2"};
        QTest::newRow("no metadata") << "none" << open;
        QTest::newRow("no metadata, all options") << "none" << all;
        QTest::newRow("another program's metadata") << "pt alone" << open;
        QTest::newRow("another program's beside ours") << "pt beside" << QStringList{};
        QTest::newRow("in parallel") << "module" << QStringList{};
        QTest::newRow("other names") << "names" << open;
        QTest::newRow("another order") << "order" << QStringList{};
        QTest::newRow("a config beside it") << "config" << QStringList{};
    }
    void theFiguresAreTheRuns() {
        QFETCH(QString, kind);
        QFETCH(QStringList, options);
        write([&](Safetensors& content) {
            if (kind == "none" || kind == "names" || kind == "config" || kind == "pt alone")
                content.metadata.clear();
            if (kind.startsWith("pt"))
                content.metadata["format"] = "pt";
            if (kind == "order")
                std::ranges::reverse(content.tensors);
            for (NamedTensor& tensor : content.tensors)
                if (kind == "module")
                    tensor.name = "module._orig_mod." + tensor.name;
                else if (kind == "names")
                    tensor.name = (tensor.name.starts_with("out.") ? "fc." : "encoder.lstm.") + tensor.name.substr(4);
        });
        const QString beside = folder_.filePath("config.json");
        if (kind == "config")
            QVERIFY(QFile::copy(run_ + "/config.json", beside));
        const ProgramResult mine = runProgram({"evaluate", run_, "--json"});
        const ProgramResult foreign = runProgram(QStringList{"evaluate", file_, "--json"} + options);
        QVERIFY2(foreign.status == 0 && foreign.err.isEmpty(), qPrintable(foreign.err));
        for (const char* figure : {"accuracy", "loss", "weights_sha256", "images", "classes"})
            QCOMPARE(jsonOf(foreign.out)[figure], jsonOf(mine.out)[figure]);
        const ProgramResult inspected = runProgram(QStringList{"inspect", file_, "--json"} + options);
        QVERIFY2(inspected.status == 0, qPrintable(inspected.err));
        QCOMPARE(inspected.out, runProgram({"inspect", run_, "--json"}).out);
        QCOMPARE(begun(file_, options), begun(run_, {}));
        QFile::remove(beside);
    }

    void whatIsAssumedIsSaid() {
        writeWithoutMetadata();
        const ProgramResult result = runProgram({"evaluate", file_, "--data", data_, "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QVERIFY2(
            result.err.contains("it is vanilla with 4 cells, hidden size 6, layers 2; assumed are activation tanh, "
                                "order rows, output last"),
            qPrintable(result.err));
        QVERIFY(jsonOf(result.out)["loss"] != jsonOf(runProgram({"evaluate", run_, "--json"}).out)["loss"]);
    }

    void whatContradictsTheTensorsIsRefused() {
        writeWithoutMetadata();
        for (const QStringList& option : {QStringList{"--hidden", "7"}, {"--cells", "8"}, {"--cell", "lstm"}})
            for (const char* command : {"evaluate", "inspect"}) {
                const ProgramResult result = runProgram(QStringList{command, file_, "--data", data_} + option);
                QCOMPARE(result.status, 2);
                QVERIFY2(result.err.contains(option[0].mid(2) + " is " + option[1] + ", but "), qPrintable(result.err));
                QVERIFY(result.out.isEmpty());
            }
        QVERIFY(begun(file_, {"--hidden", "7"}).contains("hidden is 7, but 6 in "));
    }

    void aBrokenValueOfOursIsRefused() {
        write([](Safetensors& content) { content.metadata["hidden"] = "many"; });
        const ProgramResult result = runProgram({"evaluate", file_});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("foreign.safetensors: hidden is a whole number"), qPrintable(result.err));
    }

    void weightsThatAreNotFiniteSayNothing() {
        write([](Safetensors& content) {
            content.tensors[2].values[1] = std::numeric_limits<float>::quiet_NaN(); // a bias reaches every image
        });
        for (const QStringList& arguments :
             {QStringList{"evaluate", file_},
              {"evaluate", file_, "--json"},
              {"inspect", file_},
              {"train", "--from", file_, "--data", data_, "--out", folder_.filePath("nothing"), "--json"}}) {
            const ProgramResult result = runProgram(arguments);
            QCOMPARE(result.status, 1);
            QVERIFY2(result.err.contains("the tensor 'rnn.bias_ih_l0' is not finite: its value at place 1 is not a "
                                         "number"),
                     qPrintable(result.err));
            QCOMPARE(result.err.count('\n'), 1);
            QVERIFY(result.out.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestForeignModel)
#include "tst_foreign_model.moc"
