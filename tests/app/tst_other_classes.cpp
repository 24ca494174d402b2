// A model and data whose classes are others, or the same under other numbers, in every command where they meet.
#include "engine/data/dataset_folder.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "tests/support/program.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstring>

using namespace unroll;

namespace {

// Images of 4 x 4 pixels: a class called by the n-th letter has row n bright. Each class has as many images.
Dataset lettered(const std::string& letters, std::int64_t train, std::int64_t test) {
    Dataset data;
    data.width = data.height = 4;
    data.classes = static_cast<int>(letters.size());
    for (const char letter : letters)
        data.classNames.emplace_back(1, letter);
    for (auto& [set, each] : {std::pair(&data.train, train), std::pair(&data.test, test)})
        for (std::int64_t i = 0; i < each; ++i)
            for (std::size_t label = 0; label < letters.size(); ++label, ++set->count) {
                std::vector<std::uint8_t> pixels(16, static_cast<std::uint8_t>(i));
                std::fill_n(pixels.begin() + 4 * (letters[label] - 'a'), 4, std::uint8_t{255});
                set->pixels.insert(set->pixels.end(), pixels.begin(), pixels.end());
                set->labels.push_back(static_cast<std::uint8_t>(label));
            }
    return data;
}

} // namespace

class TestOtherClasses : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString run_ = folder_.filePath("run");

    QString data(const QString& letters) const { return folder_.filePath(letters); }

    QJsonObject evaluated(const QString& letters, QString* err = nullptr) const {
        const ProgramResult result = runProgram({"evaluate", run_, "--data", data(letters), "--json"});
        if (err)
            *err = result.err;
        return result.status == 0 ? jsonOf(result.out) : QJsonObject();
    }

private slots:
    void initTestCase() {
        for (const char* letters : {"abc", "bcd", "bc", "cab"})
            saveDatasetFolder(lettered(letters, 12, 10), data(letters).toStdString(), Compression::None);
        const ProgramResult result = runProgram({"train", "--data", data("abc"), "--eta", "0.3", "--batch", "6",
                                                 "--epochs", "20", "--out", run_, "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(evaluated("abc")["accuracy"].toDouble(), 1.0);
    }

    void theRunKnowsItsClassesByName() {
        const std::filesystem::path run = run_.toStdString();
        const std::vector<std::string> abc{"a", "b", "c"};
        QCOMPARE(readModel(run).images->classNames, abc);
        QCOMPARE(readRunConfig(run).images->classNames, abc);
        QCOMPARE(readCheckpoint(run).config.images->classNames, abc);
    }

    void digitsAreCalledByTheirNumbers() {
        const QString run = folder_.filePath("digits run");
        QCOMPARE(runProgram({"train", "--data", "digits", "--train-limit", "100", "--test-limit", "10", "--epochs", "1",
                             "--out", run, "--quiet"})
                     .status,
                 0);
        QCOMPARE(readModel(run.toStdString()).images->classNames,
                 (std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
    }

    void classesGoByTheirNames() {
        for (const char* letters : {"bc", "cab"}) {
            QString err;
            const QJsonObject json = evaluated(letters, &err);
            QVERIFY2(err.isEmpty(), qPrintable(err));
            QCOMPARE(json["accuracy"].toDouble(), 1.0);
            QVERIFY(json["loss"].toDouble() < 0.5);
            QCOMPARE(json["classes"].toArray(), (QJsonArray{"a", "b", "c"}));
        }
    }

    void anUnknownClassIsWrongAndNamed() {
        QString err;
        const QJsonObject json = evaluated("bcd", &err);
        QCOMPARE(err,
                 run_ + " does not know the class d of bcd: their 10 of 30 images count as wrong, and the loss is that "
                        "of the others.\n");
        QCOMPARE(json["accuracy"].toDouble(), 2.0 / 3);
        QCOMPARE(json["loss"].toDouble(), evaluated("bc")["loss"].toDouble());
        QCOMPARE(json["unknown_classes"].toArray(), QJsonArray{"d"});
        QCOMPARE(json["images"].toInt(), 30);
    }

    void logitsAreTheModels() {
        const QString file = folder_.filePath("logits.npy");
        QCOMPARE(runProgram({"evaluate", run_, "--data", data("cab"), "--logits", file}).status, 0);
        const std::string bytes = readFile(file.toStdString());
        QVERIFY(QByteArray::fromStdString(bytes.substr(0, 128)).contains("'shape': (30, 3)"));
        std::array<float, 3> first{}; // of an image of a "c"
        std::memcpy(first.data(), bytes.data() + bytes.size() - 90 * sizeof(float), sizeof first);
        QVERIFY(first[2] > first[0] && first[2] > first[1]);
    }

    void inspectingTellsNames() {
        const ProgramResult result = runProgram({"inspect", run_, "--data", data("bcd"), "--index", "1", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(result.out);
        QCOMPARE(json["label_name"].toString(), "c");
        QCOMPARE(json["label"].toInt(), 2); // the model's number
        QCOMPARE(json["prediction_name"].toString(), "c");
        QCOMPARE(json["index"].toInt(), 1);
        QCOMPARE(json["classes"].toArray(), (QJsonArray{"a", "b", "c"}));
        QVERIFY(
            runProgram({"inspect", run_, "--data", data("bcd"), "--index", "1"}).out.startsWith("label       2 (c)\n"));
        const ProgramResult unknown = runProgram({"inspect", run_, "--data", data("bcd"), "--index", "2"});
        QCOMPARE(unknown.status, 1);
        QVERIFY2(unknown.err.contains("Image 2 of bcd is of the class d, and " + run_ +
                                      " knows the classes a, b and c alone"),
                 qPrintable(unknown.err));
    }

    void aTrainingBeginsWithTheRowsOfItsClasses() {
        const QString out = folder_.filePath("begun");
        const auto begin = [&](const QString& letters) {
            return runProgram({"train", "--from", run_, "--data", data(letters), "--eta", "0", "--epochs", "1", "--out",
                               out, "--force", "--json", "--quiet"});
        };
        for (const char* letters : {"bc", "cab", "abc"}) {
            const ProgramResult result = begin(letters);
            QVERIFY2(result.status == 0, qPrintable(result.err));
            QCOMPARE(jsonOf(result.out)["test_accuracy"].toDouble(), 1.0);
            QCOMPARE(readModel(out.toStdString()).images->classNames, lettered(letters, 1, 1).classNames);
        }
        const ProgramResult refused = begin("bcd");
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("does not know the class d of bcd"), qPrintable(refused.err));
    }

    void aRunGoesOnWithItsOwnClassesAlone() {
        const ProgramResult result = runProgram({"train", "--resume", run_, "--data", data("cab"), "--epochs", "21"});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("Cannot go on with " + run_ +
                                     ": it was trained on the classes a, b and c, and cab has "
                                     "the classes c, a and b;"),
                 qPrintable(result.err));
    }

    void anOlderRunGoesByNumbers() {
        const std::filesystem::path run = run_.toStdString();
        TrainedModel model = readModel(run);
        model.images->classNames.clear();
        const QString old = folder_.filePath("old.safetensors");
        QFile file(old);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(modelBytes(model)));
        file.close();
        QCOMPARE(jsonOf(runProgram({"evaluate", old, "--data", data("abc"), "--json"}).out)["accuracy"].toDouble(),
                 1.0);
        QCOMPARE(jsonOf(runProgram({"evaluate", old, "--data", data("cab"), "--json"}).out)["accuracy"].toDouble(),
                 0.0);
        const ProgramResult refused = runProgram({"evaluate", old, "--data", data("bc")});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("does not tell the names of its 3 classes, and the data has 2."),
                 qPrintable(refused.err));
    }
};

QTEST_GUILESS_MAIN(TestOtherClasses)
#include "tst_other_classes.moc"
