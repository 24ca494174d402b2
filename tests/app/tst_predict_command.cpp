// "unroll predict" as a process: pictures of digits and a network that knows them.
#include "engine/data/digit_generator.h"
#include "engine/files/model_file.h"
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace unroll;

namespace {

constexpr int side = 28;
constexpr int digits = 60;

QImage inverted(QImage image) {
    image.invertPixels();
    return image;
}

// Beside the middle of a larger sheet of the same paper.
QImage padded(const QImage& image) {
    QImage sheet(70, 50, QImage::Format_Grayscale8);
    sheet.fill(image.pixelColor(0, 0));
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            sheet.setPixelColor(x + 39, y + 3, image.pixelColor(x, y));
    return sheet;
}

QImage onClearGround(const QImage& image, QColor ink) {
    QImage clear(image.size(), QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            ink.setAlpha(qGray(image.pixel(x, y)));
            clear.setPixelColor(x, y, ink);
        }
    return clear;
}

} // namespace

class TestPredictCommand : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString run_;
    std::vector<QImage> images_;   // the first test images
    std::vector<int> predictions_; // what evaluate says of them

    QString path(const QString& name) const { return folder_.filePath(name); }

    QString save(const QString& name, const QImage& image) const {
        if (!image.save(path(name)))
            qFatal("The test's picture can't be written.");
        return path(name);
    }

    static QJsonArray answersOf(const ProgramResult& result) {
        return QJsonDocument::fromJson(result.out.toUtf8()).array();
    }

    // How many of the digits, each made into another picture, get the label that evaluate gives.
    int agreement(const std::function<QImage(const QImage&)>& change, const QStringList& options) const {
        QStringList arguments = QStringList{"predict", run_, "--json"} + options;
        for (int i = 0; i < digits; ++i)
            arguments << save(QString("digit %1.png").arg(i), change(images_[static_cast<std::size_t>(i)]));
        const QJsonArray answers = answersOf(runProgram(arguments));
        int same = 0;
        for (int i = 0; i < answers.size(); ++i)
            same += answers[i].toObject()["label"].toInt() == predictions_[static_cast<std::size_t>(i)] ? 1 : 0;
        return answers.size() == digits ? same : -1;
    }

private slots:
    void initTestCase() {
        qputenv("XDG_DATA_HOME", path("home").toLocal8Bit());
        qunsetenv("UNROLL_DATA_DIR");
        const QString data = path("data");
        QCOMPARE(runProgram({"data", "generate", data, "--train", "4000", "--test", "60"}).status, 0);
        run_ = path("run");
        QCOMPARE(
            runProgram({"train", "--data", data, "--epochs", "4", "--batch", "20", "--out", run_, "--quiet"}).status,
            0);
        QCOMPARE(runProgram({"evaluate", run_, "--logits", path("logits.npy")}).status, 0);
        QFile file(path("logits.npy"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray logits = file.readAll().last(digits * 10 * 4);
        for (int i = 0; i < digits; ++i) {
            const auto* row = reinterpret_cast<const float*>(logits.constData()) + 10 * i;
            predictions_.push_back(static_cast<int>(std::max_element(row, row + 10) - row));
        }
        DigitSetOptions options;
        options.trainImages = 4000;
        options.testImages = digits;
        const Dataset drawn = generateDigits(options);
        for (int i = 0; i < digits; ++i) {
            const std::vector<std::uint8_t> pixels = drawn.image(drawn.test, i);
            images_.push_back(QImage(pixels.data(), side, side, side, QImage::Format_Grayscale8).copy());
        }
    }

    void asIsIsWhatEvaluateSays() {
        QCOMPARE(agreement([](const QImage& image) { return image; }, {"--as-is"}), digits);
    }

    void preparationMakesPicturesAlike_data() {
        QTest::addColumn<int>("kind");
        const QStringList names{"as they are",
                                "black on white",
                                "beside the middle",
                                "large",
                                "white on clear",
                                "black on clear",
                                "large, black on white, beside the middle"};
        for (int kind = 0; kind < names.size(); ++kind)
            QTest::newRow(qPrintable(names[kind])) << kind;
    }

    void preparationMakesPicturesAlike() {
        QFETCH(int, kind);
        const int same = agreement(
            [kind](const QImage& image) {
                switch (kind) {
                case 1:
                    return inverted(image);
                case 2:
                    return padded(image);
                case 3:
                    return image.scaled(3 * side, 3 * side);
                case 4:
                    return onClearGround(image, Qt::white);
                case 5:
                    return onClearGround(image, Qt::black);
                case 6:
                    return inverted(padded(image)).scaled(210, 150);
                default:
                    return image;
                }
            },
            {});
        QVERIFY2(same >= digits - 2, qPrintable(QString::number(same)));
    }

    void saysAnswerAndSecondGuess() {
        const QString picture = save("seven.png", images_[0]);
        const ProgramResult plain = runProgram({"predict", run_ + "/model.safetensors", picture});
        QCOMPARE(plain.status, 0);
        QVERIFY(plain.err.isEmpty());
        const QRegularExpression line("^" + QRegularExpression::escape(picture) +
                                      ": (\\d) \\(([01]\\.\\d{4})\\), then (\\d) \\(([01]\\.\\d{4})\\)\n$");
        const auto match = line.match(plain.out);
        QVERIFY2(match.hasMatch(), qPrintable(plain.out));
        const QJsonArray answers = answersOf(runProgram({"predict", run_, picture, picture, "--json"}));
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers[0], answers[1]);
        const QJsonObject answer = answers[0].toObject();
        QCOMPARE(answer.keys(), (QStringList{"class_name", "image", "label", "probabilities"}));
        QCOMPARE(answer["image"].toString(), picture);
        QCOMPARE(QString::number(answer["label"].toInt()), match.captured(1));
        QCOMPARE(answer["class_name"].toString(), match.captured(1));
        double sum = 0;
        for (const QJsonValue& probability : answer["probabilities"].toArray())
            sum += probability.toDouble();
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QCOMPARE(answer["probabilities"].toArray().size(), 10);
        QVERIFY(match.captured(2).toDouble() >= match.captured(4).toDouble());
    }

    void answersWhatItCanAndNamesTheRest() {
        const QString good = save("good.png", images_[1]);
        QImage blank(30, 28, QImage::Format_Grayscale8);
        blank.fill(200);
        const QString empty = save("blank.png", blank);
        const ProgramResult result = runProgram({"predict", run_, empty, good, path("absent.png"), "--json"});
        QCOMPARE(result.status, 1);
        QCOMPARE(answersOf(result).size(), 1);
        QCOMPARE(answersOf(result)[0].toObject()["image"].toString(), good);
        QCOMPARE(result.err,
                 QString("unroll: No answer for 2 pictures: '%1' shows no ink that stands out from its paper, "
                         "'%2' is not there.\n")
                     .arg(empty, path("absent.png")));
        const ProgramResult asIs = runProgram({"predict", run_, empty, "--as-is"});
        QCOMPARE(asIs.status, 1);
        QVERIFY(asIs.out.isEmpty());
        QCOMPARE(asIs.err,
                 QString("unroll: No answer for a picture: '%1' has 30 x 28 pixels and not the model's 28 x 28, "
                         "which --as-is needs.\n")
                     .arg(empty));
    }

    // Those that the network was trained on, also where its data set is gone.
    void saysTheNamesOfTheClasses() {
        const QString data = path("named");
        QCOMPARE(runProgram({"data", "generate", data, "--train", "50", "--test", "10"}).status, 0);
        QFile names(data + "/classes.txt");
        QVERIFY(names.open(QIODevice::WriteOnly) && names.write("o\ni\nii\niii\niv\nv\nvi\nvii\nviii\nix\n") > 0);
        names.close();
        const QString run = path("named run");
        QCOMPARE(runProgram({"train", "--data", data, "--epochs", "1", "--out", run, "--quiet"}).status, 0);
        QVERIFY(QDir(data).removeRecursively());
        const QString picture = save("one.png", images_[2]);
        const QJsonObject answer = answersOf(runProgram({"predict", run, "--json", picture}))[0].toObject();
        const QStringList all{"o", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
        QCOMPARE(answer["class_name"].toString(), all[answer["label"].toInt()]);
        QVERIFY(runProgram({"predict", run, picture}).out.contains(": " + answer["class_name"].toString() + " ("));
    }

    // A model whose data set is gone still knows how many pixels it reads.
    void doesWithoutItsDataSet_data() {
        QTest::addColumn<int>("pixels");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("square") << 784 << "";
        QTest::newRow("not square")
            << 792
            << " reads images of 792 pixels, which are not square, and its data set /gone is not "
               "there: say with --data which data set has such images.";
        QTest::newRow("unknown")
            << 0
            << " does not tell what images it reads, and its data set /gone is not there: say with "
               "--data which data set has such images.";
    }

    void doesWithoutItsDataSet() {
        QFETCH(int, pixels);
        QFETCH(QString, sentence);
        TrainedModel model = readModel(run_.toStdString());
        model.hyperparameters.data = "/gone";
        model.images = pixels > 0 ? std::optional(ImageFormat{pixels, 10}) : std::nullopt;
        QFile file(path("moved.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(modelBytes(model))) > 0);
        file.close();
        const QString picture = save("three.png", images_[3]);
        const ProgramResult result = runProgram({"predict", file.fileName(), picture});
        QCOMPARE(result.status, sentence.isEmpty() ? 0 : 1);
        QCOMPARE(result.err, sentence.isEmpty() ? "" : "unroll: " + file.fileName() + sentence + '\n');
        if (sentence.isEmpty())
            QCOMPARE(result.out, runProgram({"predict", run_, picture}).out);
    }

    void anotherKindOfImagesIsRefused() {
        const QString picture = save("four.png", images_[4]);
        QVERIFY(QDir(path("")).mkpath("pictures/a") && QDir(path("")).mkpath("pictures/b"));
        for (const char* name : {"pictures/a/0.png", "pictures/a/1.png", "pictures/b/0.png", "pictures/b/1.png"})
            save(name, images_[0].copy(0, 0, 8, 8));
        QCOMPARE(runProgram({"data", "import", path("pictures"), path("eight")}).status, 0);
        const ProgramResult result = runProgram({"predict", run_, picture, "--data", path("eight")});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("does not fit the data set eight"), qPrintable(result.err));
        QCOMPARE(result.err.count('\n'), 1);
    }

    void wrongUsageIsOneSentence() {
        const ProgramResult result = runProgram({"predict", run_});
        QCOMPARE(result.status, 2);
        QCOMPARE(result.err, QString("unroll: predict needs a MODEL and an IMAGE or several: unroll predict "
                                     "RUN/model.safetensors three.png.\n"));
        const ProgramResult help = runProgram({"predict", "--help"});
        QCOMPARE(help.status, 0);
        QVERIFY(help.out.startsWith("Usage: unroll predict MODEL IMAGE... [options]\n"));
        QVERIFY(runProgram({"--help"}).out.contains("  unroll predict MODEL IMAGE... "));
    }
};

QTEST_GUILESS_MAIN(TestPredictCommand)
#include "tst_predict_command.moc"
