#include "engine/data/catalog.h"
#include "engine/files/model_file.h"
#include "engine/session/training_session.h"
#include "tests/support/program.h"

#include <QImage>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <sys/types.h>

using namespace unroll;

namespace {

std::vector<float> numbersOf(const QJsonValue& value) {
    if (!value.isArray())
        return {static_cast<float>(value.toDouble())};
    std::vector<float> numbers;
    for (const QJsonValue part : value.toArray()) {
        const std::vector<float> more = numbersOf(part);
        numbers.insert(numbers.end(), more.begin(), more.end());
    }
    return numbers;
}

QString keyOf(const FoundArray& array) {
    switch (array.quantity) {
    case Quantity::CellAnswers:
        return "probabilities_per_cell";
    case Quantity::States:
        return "hidden";
    case Quantity::StateGradients:
        return "gradient_norm_per_cell";
    case Quantity::PixelGradients:
        return "saliency";
    default:
        return {};
    }
}

} // namespace

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

    // What a view shows of the same weights and the same image: to the bit.
    void saysWhatTheWindowShows() {
        const QJsonObject json = jsonOf(runProgram({"inspect", run_, "--index", "12", "--json"}).out);
        const TrainedModel model = readModel(run_.toStdString());
        const auto data = std::make_shared<const Dataset>(generateDigits({}));
        const TrainingSession session(data, model.hyperparameters, {});
        const Snapshot snapshot{{}, session.blueprint()->parametersOf(model.weights)};
        const Query query{{TestImage{12}},
                          Quantity::CellAnswers | Quantity::States | Quantity::Gates | Quantity::StateGradients |
                              Quantity::PixelGradients};
        const Findings findings =
            session.blueprint()->inspector()->look(snapshot, query, std::atomic<bool>(false)).value();
        std::map<QString, std::vector<float>> shown; // layer after layer
        for (const FoundArray& array : findings.arrays) {
            auto& values = shown[array.gate.empty() ? keyOf(array) : QString::fromStdString(array.gate)];
            values.insert(values.end(), array.values.begin(), array.values.end());
        }
        QCOMPARE(shown.size(), 6U);
        for (const auto& [key, values] : shown)
            QVERIFY2(numbersOf(json.contains(key) ? json[key] : json["gates"].toObject()[key]) == values,
                     qPrintable(key));
    }

    // A picture of a test image is read as the image itself, but that nobody knows its class.
    void readsAPicture() {
        const Dataset data = generateDigits({});
        const std::vector<std::uint8_t> pixels = data.image(data.test, 3);
        const QString file = folder_.filePath("three.png");
        QVERIFY(QImage(pixels.data(), 28, 28, 28, QImage::Format_Grayscale8).save(file));
        const QJsonObject picture = jsonOf(runProgram({"inspect", run_, "--image", file, "--as-is", "--json"}).out);
        const QJsonObject image = jsonOf(runProgram({"inspect", run_, "--index", "3", "--json"}).out);
        QCOMPARE(picture["image"].toString(), file);
        QVERIFY(!picture.contains("label") && !picture.contains("index"));
        for (const char* key : {"prediction", "probabilities_per_cell", "hidden", "gates"})
            QCOMPARE(picture[key], image[key]);
        const ProgramResult prepared = runProgram({"inspect", run_, "--image", file});
        QVERIFY2(prepared.status == 0, qPrintable(prepared.err));
        QVERIFY(prepared.out.startsWith("picture     " + file + "\nprediction  "));
    }

    void checksTheGradient() {
        const ProgramResult result = runProgram({"inspect", run_, "--check", "--json"});
        QCOMPARE(result.status, 0);
        const QJsonObject json = jsonOf(result.out);
        QVERIFY(json["right"].toBool() && json["first_wrong"].isNull());
        const QJsonArray parameters = json["parameters"].toArray();
        QCOMPARE(parameters.size(), 2 * 4 + 2); // a GRU has two weights and two biases in each of its layers
        for (const QJsonValue parameter : parameters) {
            QVERIFY(parameter["error"].toDouble(1) < 1e-6);
            const bool readOut = parameter["name"].toString().startsWith("out.");
            QCOMPARE(parameter["cells"].toArray().size(), readOut ? 1 : 7);
        }
        const ProgramResult words = runProgram({"inspect", run_, "--check"});
        QVERIFY(words.out.endsWith("Every gradient is right.\n"));
        QCOMPARE(words.out.count('\n'), 1 + parameters.size() + 1);
    }

    // The same bits however often it is asked for, and what can't be asked together is refused.
    void tellsHowSharpTheLossIs() {
        const ProgramResult result = runProgram({"inspect", run_, "--sharpness", "--images", "50", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(result.out);
        QCOMPARE(json["images"].toInt(), 50);
        QVERIFY(json["largest_eigenvalue"].toDouble() > 0);
        QVERIFY(json["residual"].toDouble(1) < 0.2);
        QVERIFY(json["iterations"].toInt() > 1);
        QCOMPARE(json["two_over_eta"].toDouble(), 2 / Hyperparameters().eta);
        QCOMPARE(runProgram({"inspect", run_, "--sharpness", "--images", "50", "--json"}).out, result.out);
        const ProgramResult words = runProgram({"inspect", run_, "--sharpness", "--images", "50"});
        QVERIFY(words.out.startsWith("largest eigenvalue  "));
        QVERIFY(words.out.contains("2 / eta             "));
        for (const QStringList& wrong :
             {QStringList{"--sharpness", "--index", "3"}, QStringList{"--sharpness", "--check"},
              QStringList{"--images", "10"}, QStringList{"--sharpness", "--images", "0"}}) {
            const ProgramResult refused = runProgram(QStringList{"inspect", run_} + wrong);
            QVERIFY2(refused.status != 0, qPrintable(wrong.join(' ')));
            QCOMPARE(refused.err.trimmed().count('\n'), 0);
        }
    }

    // The same states as it shows of a single image, on axes of their own.
    void mapsTheLastStates() {
        const ProgramResult result = runProgram({"inspect", run_, "--map", "--images", "40", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(result.out);
        const QJsonArray points = json["points"].toArray();
        QCOMPARE(points.size(), 40);
        const double shares[] = {json["variance"][0].toDouble(), json["variance"][1].toDouble()};
        QVERIFY(shares[0] >= shares[1] && shares[1] > 0 && shares[0] + shares[1] <= 1.0000001);
        double x = 0;
        for (const QJsonValue point : points)
            x += point["x"].toDouble();
        QVERIFY(std::abs(x) < 1e-9); // from the mean of all
        const QJsonObject image = jsonOf(runProgram({"inspect", run_, "--index", "7", "--json"}).out);
        QCOMPARE(points[7]["label"], image["label"]);
        QCOMPARE(points[7]["prediction"], image["prediction"]);
        const auto stateOf = [&](int index) {
            const QJsonObject one =
                jsonOf(runProgram({"inspect", run_, "--index", QString::number(index), "--json"}).out);
            return one["hidden"].toArray().last().toArray().last().toArray();
        };
        const auto squaredDistance = [](const QJsonArray& a, const QJsonArray& b) {
            double sum = 0;
            for (int i = 0; i < a.size(); ++i)
                sum += std::pow(a[i].toDouble() - b[i].toDouble(), 2);
            return sum;
        };
        const double onMap = std::hypot(points[3]["x"].toDouble() - points[7]["x"].toDouble(),
                                        points[3]["y"].toDouble() - points[7]["y"].toDouble());
        QVERIFY(onMap * onMap <= squaredDistance(stateOf(3), stateOf(7)) * 1.0001); // a projection shortens
        const ProgramResult words = runProgram({"inspect", run_, "--map", "--images", "40"});
        QVERIFY(words.out.startsWith("variance  "));
        QVERIFY(runProgram({"inspect", run_, "--map", "--sharpness"}).status != 0);
    }

    // The middle of a plane is the network itself, and the way of its training ends there.
    void showsTheLossAround() {
        const QStringList asked{"inspect", run_, "--landscape", "--images", "60", "--grid", "5", "--json"};
        const ProgramResult result = runProgram(asked);
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(result.out);
        QCOMPARE(json["directions"].toString(), "random");
        QCOMPARE(json["seed"].toInt(), 1);
        QCOMPARE(json["images"].toInt(), 60);
        QCOMPARE(json["alpha"].toArray(), (QJsonArray{-1, -0.5, 0, 0.5, 1}));
        QCOMPARE(json["beta"], json["alpha"]);
        const QJsonArray rows = json["loss"].toArray();
        QCOMPARE(rows.size(), 5);
        const QJsonObject sharpness =
            jsonOf(runProgram({"inspect", run_, "--sharpness", "--images", "60", "--json"}).out);
        QVERIFY(std::abs(rows[2].toArray()[2].toDouble() - sharpness["loss"].toDouble()) < 1e-5);
        QCOMPARE(runProgram(asked).out, result.out);
        QVERIFY(runProgram(asked + QStringList{"--seed", "2"}).out != result.out);

        const ProgramResult way = runProgram(asked + QStringList{"--directions", "trajectory"});
        QVERIFY2(way.status == 0, qPrintable(way.err));
        const QJsonObject plane = jsonOf(way.out);
        QVERIFY(plane["seed"].isNull());
        const QJsonArray trajectory = plane["trajectory"].toArray();
        QVERIFY(trajectory.size() > 1);
        QCOMPARE(trajectory[0]["epoch"].toInt(-1), 0);
        QVERIFY(std::abs(trajectory.last()["alpha"].toDouble(1)) < 1e-6);
        QVERIFY(trajectory[0]["alpha"].toDouble() > 0);
        QVERIFY(trajectory[0]["away"].toDouble(1) < 0.5);
        QVERIFY(runProgram({"inspect", run_, "--landscape", "--images", "60"}).out.startsWith("directions  random\n"));

        const ProgramResult file =
            runProgram({"inspect", run_ + "/model.safetensors", "--landscape", "--directions", "trajectory"});
        QCOMPARE(file.status, 1);
        QVERIFY(file.err.contains("no other epoch"));
        for (const QStringList& wrong :
             {QStringList{"--landscape", "--grid", "4"}, QStringList{"--landscape", "--grid", "1003"},
              QStringList{"--landscape", "--index", "3"}, QStringList{"--landscape", "--map"},
              QStringList{"--grid", "5"}, QStringList{"--sharpness", "--seed", "1"},
              QStringList{"--landscape", "--directions", "down"},
              QStringList{"--landscape", "--directions", "trajectory", "--seed", "3"}}) {
            const ProgramResult refused = runProgram(QStringList{"inspect", run_} + wrong);
            QVERIFY2(refused.status == 2, qPrintable(wrong.join(' ')));
            QCOMPARE(refused.err.trimmed().count('\n'), 0);
        }
    }

    // It saves nothing that would be lost: Ctrl+C ends it at once.
    void ctrlCEndsIt() {
        QProcess process;
        process.start(UNROLL_PROGRAM, {"inspect", run_, "--sharpness", "--split", "train", "--images", "60000"});
        QVERIFY(process.waitForStarted());
        QVERIFY(!process.waitForFinished(500)); // 60,000 images are read meanwhile
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
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
        QTest::newRow("no such picture") << QStringList{run_, "--image", "/nowhere.png"} << 1 << "/nowhere.png";
        QTest::newRow("picture and index")
            << QStringList{run_, "--image", "a.png", "--index", "1"} << 2 << "leave out --index";
        QTest::newRow("no picture as it is") << QStringList{run_, "--as-is"} << 2 << "no --image";
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
