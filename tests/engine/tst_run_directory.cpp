#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/safetensors.h"
#include "engine/files/summary_json.h"
#include "engine/session/version.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <limits>
#include <stdexcept>
#include <sys/resource.h>

using namespace unroll;

namespace {

RunRecord sampleRecord() {
    RunRecord record;
    record.hyperparameters.data = "mnist";
    record.hyperparameters.seed = 9007199254740991;
    record.hyperparameters.eta = 0.1;
    record.hyperparameters.shuffle = false;
    record.info.dataName = "mnist";
    record.info.dataSha256 = std::string(64, 'a');
    record.info.width = 28;
    record.info.height = 14;
    record.info.classes = 3;
    record.info.parameters = 6;
    record.info.threads = 2;
    record.info.simd = "AVX2";
    record.info.loadSeconds = 0.5;
    record.info.setupBytes = 4096;
    record.status = RunStatus::Done;
    record.epochs = {{1, 6, 2.0, 0.1, 1.5, 0.5, 1.25, 0.625, 100, 10, 1},
                     {2, 12, 3.0, 0.1, 1.0, 0.75, 0.75, 0.875, 400, 5, 1}};
    record.weights = {{"out.weight", {2, 2}, {1, 2, 3, 4}}, {"out.bias", {2}, {5, 6}}};
    return record;
}

QJsonObject summaryOf(const RunRecord& record) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(summaryJson(record))).object();
}

QStringList filesIn(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

template <typename Function>
QString failureOf(Function function) {
    try {
        function();
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

const QStringList fileNames{"accuracy.png", "config.json", "metrics.csv", "model.safetensors", "summary.json"};
const std::vector<Artefact> plot{{"accuracy.png", "picture"}};

} // namespace

class TestRunDirectory : public QObject {
    Q_OBJECT

private slots:
    void writesEveryFile() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.filePath("deep/run").toStdString();
        writeRunDirectory(run, sampleRecord(), plot, Overwrite::No);
        QCOMPARE(filesIn(folder.filePath("deep/run")), fileNames);
        QCOMPARE(readFile(run / "accuracy.png"), std::string("picture"));

        const RunConfig config = readRunConfig(run);
        QVERIFY(config.hyperparameters == sampleRecord().hyperparameters);
        QCOMPARE(config.version, std::string(version()));
        QCOMPARE(config.dataName, std::string("mnist"));
        QCOMPARE(config.dataSha256, std::string(64, 'a'));

        const ImageFormat images{.pixels = 392, .classes = 3};
        QVERIFY(config.images == images);
        const TrainedModel expected{sampleRecord().hyperparameters, sampleRecord().weights, images};
        QVERIFY(readModel(run / "model.safetensors") == expected);
        QVERIFY(readModel(run) == expected);
    }

    void summaryHasEveryField() {
        const QJsonObject summary = summaryOf(sampleRecord());
        const QJsonObject expected{{"epochs", 2},
                                   {"train_seconds", 3.0},
                                   {"load_seconds", 0.5},
                                   {"train_accuracy", 0.75},
                                   {"test_accuracy", 0.875},
                                   {"train_loss", 1.0},
                                   {"test_loss", 0.75},
                                   {"allocated_bytes", 15},
                                   {"setup_bytes", 4096},
                                   {"parameters", 6},
                                   {"samples_per_second", 200.0},
                                   {"threads", 2},
                                   {"simd", "AVX2"},
                                   {"seed", 9007199254740991.0},
                                   {"weights_sha256", QString::fromStdString(weightsSha256(sampleRecord().weights))},
                                   {"status", "done"}};
        QCOMPARE(summary, expected);
    }

    void whatWasNotMeasuredIsNull() {
        RunRecord record = sampleRecord();
        record.info.countsAllocations = false;
        record.epochs.back().testLoss = std::numeric_limits<double>::quiet_NaN();
        record.epochs.back().trainLoss = std::numeric_limits<double>::infinity();
        const QJsonObject summary = summaryOf(record);
        for (const char* key : {"allocated_bytes", "setup_bytes", "test_loss", "train_loss"})
            QVERIFY2(summary[key].isNull(), key);
    }

    void aRunWithoutAnEpochIsWritten() {
        RunRecord record = sampleRecord();
        record.epochs.clear();
        record.status = RunStatus::Interrupted;
        const QJsonObject summary = summaryOf(record);
        QCOMPARE(summary["epochs"].toInt(), 0);
        QVERIFY(summary["test_accuracy"].isNull());
        QVERIFY(summary["samples_per_second"].isNull());
        QCOMPARE(summary["status"].toString(), "interrupted");
    }

    void aDivergenceIsDescribed() {
        RunRecord record = sampleRecord();
        record.status = RunStatus::Diverged;
        record.divergence = Divergence{2, 17, "affine", "cell 3: affine", 1, 3};
        const QJsonObject summary = summaryOf(record);
        QCOMPARE(summary["status"].toString(), "diverged");
        QJsonObject expected{{"epoch", 2}, {"batch", 17}, {"op", "affine"},   {"node", "cell 3: affine"},
                             {"layer", 1}, {"cell", 3},   {"gradient_of", {}}};
        QCOMPARE(summary["divergence"].toObject(), expected);

        record.divergence = Divergence{2, 17, "affine", "logits", 0, 0, "out.weight"};
        expected["node"] = "logits";
        expected["layer"] = expected["cell"] = QJsonValue();
        expected["gradient_of"] = "out.weight";
        QCOMPARE(summaryOf(record)["divergence"].toObject(), expected);
    }

    void aFolderThatIsNotEmptyIsRefused() {
        const QTemporaryDir folder;
        QFile other(folder.filePath("mine.txt"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        const std::filesystem::path run = folder.path().toStdString();
        const QString sentence = failureOf([&] { writeRunDirectory(run, sampleRecord(), plot, Overwrite::No); });
        QVERIFY2(sentence.contains("is not empty; choose another one."), qPrintable(sentence));
        QCOMPARE(filesIn(folder.path()), QStringList{"mine.txt"});

        writeRunDirectory(run, sampleRecord(), plot, Overwrite::Yes);
        QCOMPARE(filesIn(folder.path()).size(), fileNames.size() + 1);
        QVERIFY(QFile::exists(folder.filePath("mine.txt")));
    }

    void preparingFindsAFileInTheWay() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("run"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const char* name : {"run", "run/below"}) {
            const std::filesystem::path path = folder.filePath(name).toStdString();
            const QString sentence = failureOf([&] { prepareRunDirectory(path, Overwrite::Yes); });
            QVERIFY2(sentence.startsWith("Cannot write the run to " + folder.filePath(name) + ": "),
                     qPrintable(sentence));
        }
    }

    void preparingLeavesNothingBehind() {
        const QTemporaryDir folder;
        prepareRunDirectory(folder.filePath("run").toStdString(), Overwrite::No);
        QVERIFY(QDir(folder.filePath("run")).exists());
        QVERIFY(filesIn(folder.filePath("run")).isEmpty());
    }

    void aFullDiskLeavesNoHalfFileAndNoSummary() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        writeRunDirectory(run, sampleRecord(), plot, Overwrite::No);
        const std::string configBefore = readFile(run / "config.json");
        RunRecord large = sampleRecord();
        large.weights = {{"out.weight", {100000}, std::vector<float>(100000, 1.0F)}};

        std::signal(SIGXFSZ, SIG_IGN); // the limit stands for a disk that fills up
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit limit = before;
        limit.rlim_cur = 65536;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
        const QString sentence = failureOf([&] { writeRunDirectory(run, large, plot, Overwrite::Yes); });
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);

        QVERIFY2(sentence.contains("model.safetensors: ") && sentence.contains("free some space"),
                 qPrintable(sentence));
        QVERIFY(readModel(run).weights == sampleRecord().weights);
        QVERIFY(!QFile::exists(folder.filePath("summary.json")));
        QCOMPARE(readFile(run / "config.json"), configBefore);
        QCOMPARE(filesIn(folder.path()).size(), fileNames.size() - 1);
    }

    void aModelsMetadataIsChecked() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("model.safetensors").toStdString();
        const auto write = [&](const std::map<std::string, std::string>& metadata) {
            QFile file(QString::fromStdString(path.string()));
            return file.open(QIODevice::WriteOnly) &&
                   file.write(QByteArray::fromStdString(safetensorsBytes({sampleRecord().weights, metadata}))) > 0;
        };
        QVERIFY(write({{"cells", "4"}, {"gates", "5"}, {"format", "pt"}})); // others' words are no reason to refuse
        QCOMPARE(readModel(path).hyperparameters, Hyperparameters());
        QVERIFY(write({{"cells", "many"}}));
        QVERIFY(failureOf([&] { readModel(path); }).contains("cells is a whole number"));
        QVERIFY(write({{"cells", "4"}}));
        QVERIFY(!readModel(path).images); // as it was written before
        QVERIFY(write({{"pixels", "784"}}));
        QVERIFY(failureOf([&] { readModel(path); }).contains("__metadata__ has no 'classes'"));
        QVERIFY(write({{"pixels", "784"}, {"classes", "ten"}}));
        QVERIFY(failureOf([&] { readModel(path); }).contains("'classes' is expected to be a whole number, not 'ten'"));
        QVERIFY(write({{"cells", "5"}, {"pixels", "784"}, {"classes", "10"}}));
        QVERIFY(failureOf([&] { readModel(path); }).contains("cells must divide the 784 pixels"));
        const auto named = [&](const char* names) {
            return write({{"cells", "4"}, {"pixels", "784"}, {"classes", "2"}, {"class_names", names}});
        };
        QVERIFY(named(R"(["a","b"])"));
        QCOMPARE(readModel(path).images->classNames, (std::vector<std::string>{"a", "b"}));
        QVERIFY(named(R"(["a"])"));
        QVERIFY(failureOf([&] { readModel(path); }).contains("'class_names' names 1 classes where there are 2"));
        QVERIFY(named(R"(["a","a"])"));
        QVERIFY(failureOf([&] { readModel(path); }).contains("'class_names' holds 'a' where a name of its own"));
        QVERIFY(named("a, b"));
        QVERIFY(failureOf([&] { readModel(path); }).contains("not valid JSON"));
        QVERIFY(write({}));
        QVERIFY(failureOf([&] { readModel(path); }).contains("lack the tensor 'rnn.weight_ih_l0'"));
    }

    void theClassesKeepTheirNames() {
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        RunRecord record = sampleRecord();
        record.info.classNames = {"零", "een", "\"two\""};
        writeRunDirectory(run, record, {}, Overwrite::No);
        QCOMPARE(readModel(run).images->classNames, record.info.classNames);
        QCOMPARE(readRunConfig(run).images->classNames, record.info.classNames);
        record.info.classNames = {"a", "b", "\xff"}; // JSON can't hold it, and a part of the names is worth nothing
        writeRunDirectory(run, record, {}, Overwrite::Yes);
        QVERIFY(readModel(run).images->classNames.empty());
        QVERIFY(readRunConfig(run).images->classNames.empty());
    }

    // A model and what is known of it without its metadata.
    static TrainedModel gruModel() {
        TrainedModel model;
        model.hyperparameters.cell = "gru";
        model.hyperparameters.hidden = 2;
        model.hyperparameters.cells = 7;
        model.hyperparameters.order = "columns";
        model.images = ImageFormat{14, 3, {"a", "b", "c"}};
        const auto add = [&](const char* name, std::vector<std::int64_t> shape, std::size_t count) {
            model.weights.push_back({name, std::move(shape), std::vector<float>(count, 0.5F)});
        };
        add("rnn.weight_ih_l0", {6, 2}, 12);
        add("rnn.weight_hh_l0", {6, 2}, 12);
        add("rnn.bias_ih_l0", {6}, 6);
        add("rnn.bias_hh_l0", {6}, 6);
        add("out.weight", {3, 2}, 6);
        add("out.bias", {3}, 3);
        return model;
    }

    static void write(const std::filesystem::path& path, const std::string& bytes) {
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
    }

    void whatNoMetadataTellsStaysOpen() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("m.safetensors").toStdString();
        write(path,
              safetensorsBytes({gruModel().weights, {{"format", "pt"}, {"order", "columns"}, {"output", "logits"}}}));
        const TrainedModel read = readModel(path);
        QCOMPARE(read.hyperparameters.cell, std::string("gru"));
        QCOMPARE(read.hyperparameters.hidden, 2);
        QCOMPARE(read.hyperparameters.order, std::string("columns"));
        QCOMPARE(read.open, (std::vector<std::string>{"data", "cells", "activation", "output", "seed"}));
        QVERIFY(!read.images);
        QCOMPARE(read.weights, gruModel().weights);
    }

    void aConfigBesideTheWeightsTellsTheNetwork() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("m.safetensors").toStdString();
        const std::filesystem::path beside = folder.filePath("config.json").toStdString();
        const TrainedModel model = gruModel();
        write(path, safetensorsBytes({model.weights, {}}));
        RunConfig config{"0.1.0", model.hyperparameters, "digits", "abc", {}, model.images};
        write(beside, configJson(config));
        QVERIFY(readModel(path) == model);
        config.hyperparameters.hidden = 3; // another network's
        write(beside, configJson(config));
        QVERIFY(!readModel(path).open.empty());
        write(beside, R"({"model_type": "gru"})"); // another program's
        QVERIFY(!readModel(path).open.empty());
    }

    void weightsThatAreNotFiniteAreRefused() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("model.safetensors").toStdString();
        TrainedModel model = gruModel();
        model.weights[3].values[4] = std::numeric_limits<float>::quiet_NaN();
        write(path, modelBytes(model));
        const std::string name = path.string();
        QVERIFY(failureOf([&] { readModel(path); })
                    .startsWith(QString::fromStdString(name) +
                                ": the tensor 'rnn.bias_hh_l0' is not finite: its value at "
                                "place 4 is not a number"));
        QVERIFY(failureOf([&] { readModel(folder.path().toStdString()); }).contains("model.safetensors: the tensor"));
        model.weights[3].values[4] = -std::numeric_limits<float>::infinity();
        write(path, modelBytes(model));
        QVERIFY(failureOf([&] { readModel(path); }).contains("place 4 is infinite"));
        QCOMPARE(readStoredModel(path).weights, model.weights);
    }

    void aFolderNameThatIsNoUtf8DoesNotCostTheRun() {
        const QTemporaryDir folder;
        RunRecord record = sampleRecord();
        record.hyperparameters.data = "/data/\xff";
        record.info.dataName = "\xff";
        writeRunDirectory(folder.path().toStdString(), record, {}, Overwrite::No);
        QVERIFY(readModel(folder.path().toStdString()).weights == record.weights);
        QVERIFY(readRunConfig(folder.path().toStdString()).dataName != record.info.dataName);
    }

    void theConfigTellsWhatTheRunBeganWith() {
        RunRecord record = sampleRecord();
        record.from = ModelOrigin{"other run", std::string(64, 'b')};
        const QTemporaryDir folder;
        writeRunDirectory(folder.path().toStdString(), record, {}, Overwrite::No);
        QVERIFY(readRunConfig(folder.path().toStdString()).from == record.from);
    }

    void aRunCanGoOnFromItsCheckpoint() {
        RunRecord record = sampleRecord();
        record.checkpoint = Checkpoint{};
        record.checkpoint->progress.epoch = 3;
        record.checkpoint->parameters = {1, 2, 3};
        const QTemporaryDir folder;
        const std::filesystem::path run = folder.path().toStdString();
        writeRunDirectory(run, record, plot, Overwrite::No);
        QVERIFY(isComplete(run));
        const SavedRun saved = readCheckpoint(run);
        QVERIFY(saved.config == readRunConfig(run));
        QVERIFY(saved.epochs == record.epochs);
        QVERIFY(saved.checkpoint == *record.checkpoint);

        record.checkpoint->parameters = {4, 5, 6}; // as it trains on
        writeRunState(run, record);
        QVERIFY(!isComplete(run));
        QVERIFY(readCheckpoint(run).checkpoint == *record.checkpoint);

        record.checkpoint.reset(); // another run in its place, without one
        writeRunDirectory(run, record, plot, Overwrite::Yes);
        QCOMPARE(filesIn(folder.path()), fileNames);
        const QString sentence = failureOf([&] { readCheckpoint(run); });
        QVERIFY2(sentence.startsWith("There is no checkpoint.safetensors in "), qPrintable(sentence));
        QVERIFY(failureOf([&] { readCheckpoint(run / "no"); }).startsWith("Cannot read "));
    }
};

QTEST_APPLESS_MAIN(TestRunDirectory)
#include "tst_run_directory.moc"
