#include "app/training_start.h"

#include "engine/files/atomic_file.h"
#include "engine/files/model_file.h"
#include "engine/files/safetensors.h"
#include "engine/nn/weights.h"
#include "tests/support/tiny_training.h"

#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

constexpr const char* tinySha = "0123";

std::unique_ptr<Session> makeTiny(const Hyperparameters& h) {
    return std::make_unique<TrainingSession>(std::make_shared<const Dataset>(tinyDataset()), h,
                                             SessionOrigin{tinySha, 0, 0});
}

template <typename Function>
QString failureOf(Function function) {
    try {
        function();
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void give(TrainOptions& options, const char* key, const QString& text) {
    const HyperparameterRow& row = *findHyperparameter(key);
    setValue(options.hyperparameters, row, parseValue(row, text.toStdString()));
    options.given.push_back(&row);
}

// A stopped run: an epoch and one batch of three epochs.
SavedRun stoppedRun(const Hyperparameters& h = tinySetting()) {
    const auto session = makeTiny(h);
    SavedRun run;
    run.config = {"0.1.0", h, "tiny", tinySha, ModelOrigin{"m", "s"}};
    run.config.label = {"wide net", "for the talk", true};
    for (int batch = 0; batch < 3; ++batch)
        session->step();
    std::optional<EpochMetrics> epoch;
    while (!epoch)
        epoch = session->evaluate();
    run.epochs.push_back(*epoch);
    session->step();
    run.checkpoint = session->checkpoint();
    return run;
}

TrainOptions resumeOptions() {
    TrainOptions options;
    options.resume = "the run";
    return options;
}

} // namespace

class TestTrainingStart : public QObject {
    Q_OBJECT

private slots:
    void aNewTrainingHasTheOptionsSetting() {
        TrainOptions options;
        options.hyperparameters = tinySetting();
        const TrainingStart start = startTraining(options, makeTiny);
        QVERIFY(start.record.hyperparameters == tinySetting());
        QVERIFY(start.record.info == start.session->info());
        QVERIFY(!start.record.from && start.record.epochs.empty());
    }

    void aModelBringsItsNetworkAndWeights() {
        TrainOptions options = fromModel(permutedLstm());
        options.hyperparameters.eta = 0.5;
        const TrainingStart start = startTraining(options, makeTiny);
        Hyperparameters expected = options.hyperparameters;
        expected.cell = "lstm";
        expected.hidden = 6;
        expected.layers = 2;
        expected.output = "every";
        expected.order = "permuted";
        expected.seed = 77; // the permutation is the seed's
        QVERIFY(start.session->hyperparameters() == expected);
        QCOMPARE(start.session->weights(), weights_);
        QCOMPARE(start.record.from->model, options.from->string());
        QCOMPARE(start.record.from->weightsSha256, weightsSha256(weights_));
    }

    void whatTheModelSaysMayBeRepeated() {
        TrainOptions options = fromModel(permutedLstm());
        give(options, "cell", "lstm");
        give(options, "hidden", "6");
        QCOMPARE(startTraining(options, makeTiny).session->weights(), weights_);
    }

    void orderAndSeedMayBeOthers() {
        TrainOptions options = fromModel(permutedLstm());
        give(options, "seed", "5");
        QCOMPARE(startTraining(options, makeTiny).session->hyperparameters().seed, 5);
        give(options, "order", "rows");
        QCOMPARE(startTraining(options, makeTiny).session->hyperparameters().order, std::string("rows"));
    }

    void aContradictionIsNamed_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("cell") << "cell"
                              << "gru"
                              << "cell is gru, but lstm in ";
        QTest::newRow("cells") << "cells"
                               << "2"
                               << "cells is 2, but 4 in ";
        QTest::newRow("hidden") << "hidden"
                                << "7"
                                << "leave --hidden out, or train without --from.";
        QTest::newRow("layers") << "layers"
                                << "1"
                                << "layers is 1, but 2 in ";
        QTest::newRow("activation") << "activation"
                                    << "relu"
                                    << "activation is relu, but tanh in ";
        QTest::newRow("output") << "output"
                                << "last"
                                << "output is last, but every in ";
    }
    void aContradictionIsNamed() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, sentence);
        TrainOptions options = fromModel(permutedLstm());
        give(options, key.toUtf8().constData(), value);
        const QString failure = failureOf([&] { startTraining(options, makeTiny); });
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY_EXCEPTION_THROWN(startTraining(options, makeTiny), HyperparameterError);
    }

    void aModelForOtherImagesIsRefused() {
        Hyperparameters h = tinySetting();
        const auto session = makeTiny(h);
        std::vector<NamedTensor> weights = session->weights();
        weights[0].shape = {8, 5}; // of images of 20 pixels
        weights[0].values.resize(40);
        TrainOptions options = fromModel({h, weights});
        const QString failure = failureOf([&] { startTraining(options, makeTiny); });
        QVERIFY2(failure.contains("does not fit the data set tiny: The tensor 'rnn.weight_ih_l0'"),
                 qPrintable(failure));
        options.from = folder_.filePath("no such file").toStdString();
        QVERIFY(failureOf([&] { startTraining(options, makeTiny); }).startsWith("Cannot read "));
    }

    void aRunGoesOnWhereItStopped() {
        const SavedRun saved = stoppedRun();
        TrainOptions options = resumeOptions(); // whose other hyperparameters are defaults and not given
        const TrainingStart start = resumeTraining(options, saved, makeTiny);
        QVERIFY(start.session->hyperparameters() == tinySetting());
        QCOMPARE(start.session->checkpoint(), saved.checkpoint);
        QVERIFY(start.record.epochs == saved.epochs);
        QVERIFY(start.record.from == saved.config.from);
        QVERIFY(start.record.label == saved.config.label);
        QVERIFY(start.record.hyperparameters == tinySetting());
    }

    void someThingsMayChange() {
        TrainOptions options = resumeOptions();
        give(options, "epochs", "7");
        give(options, "threads", "1");
        give(options, "data", "elsewhere");
        give(options, "hidden", "8"); // as it is
        const TrainingStart start = resumeTraining(options, stoppedRun(), makeTiny);
        Hyperparameters expected = tinySetting();
        expected.epochs = 7;
        expected.threads = 1;
        expected.data = "elsewhere";
        QVERIFY(start.record.hyperparameters == expected);
    }

    void theEpochsBegunAreTheLeast() {
        TrainOptions options = resumeOptions();
        give(options, "epochs", "2");
        QVERIFY(!resumeTraining(options, stoppedRun(), makeTiny).session->finished());
        give(options, "epochs", "1");
        const QString failure = failureOf([&] { resumeTraining(options, stoppedRun(), makeTiny); });
        QVERIFY2(failure.contains("epochs is at least 2 for the run"), qPrintable(failure));
    }

    void noOtherHyperparameterMayChange_data() {
        QTest::addColumn<QString>("key");
        for (const HyperparameterRow& row : hyperparameterTable())
            if (row.key != "data" && row.key != "threads" && row.key != "epochs")
                QTest::newRow(row.key.data()) << QString::fromUtf8(row.key.data());
    }
    void noOtherHyperparameterMayChange() {
        QFETCH(QString, key);
        const HyperparameterRow& row = *findHyperparameter(key.toStdString());
        const HyperparameterValue before = valueOf(tinySetting(), row);
        TrainOptions options = resumeOptions();
        const bool isText = std::holds_alternative<std::string>(before);
        give(options, key.toUtf8().constData(),
             std::holds_alternative<bool>(before) ? (std::get<bool>(before) ? "false" : "true")
             : !isText                            ? "1"
             : std::get<std::string>(before) == row.choices.back()
                 ? QString::fromUtf8(row.choices.front().data(), static_cast<qsizetype>(row.choices.front().size()))
                 : QString::fromUtf8(row.choices.back().data(), static_cast<qsizetype>(row.choices.back().size())));
        if (valueOf(options.hyperparameters, row) == before)
            give(options, key.toUtf8().constData(), "2");
        const QString failure = failureOf([&] { resumeTraining(options, stoppedRun(), makeTiny); });
        QVERIFY2(failure.contains("in the run and can't change when it goes on: leave " +
                                  QString::fromStdString(row.option()) + " out"),
                 qPrintable(failure));
        QVERIFY_EXCEPTION_THROWN(resumeTraining(options, stoppedRun(), makeTiny), HyperparameterError);
    }

    void aScheduleIsOverTheRunsEpochs() {
        Hyperparameters h = tinySetting();
        h.schedule = "one-cycle";
        TrainOptions options = resumeOptions();
        give(options, "epochs", "3"); // as it is
        QVERIFY(resumeTraining(options, stoppedRun(h), makeTiny).session != nullptr);
        give(options, "epochs", "4");
        const QString failure = failureOf([&] { resumeTraining(options, stoppedRun(h), makeTiny); });
        QVERIFY2(failure.contains("its one-cycle schedule is laid out over them"), qPrintable(failure));
    }

    void otherClassesAreRefusedByName() {
        SavedRun saved = stoppedRun();
        saved.config.images = ImageFormat{16, 4, {"0", "1", "2", "3"}}; // as data has that names none
        QVERIFY(resumeTraining(resumeOptions(), saved, makeTiny).session != nullptr);
        saved.config.images->classNames = {"0", "1", "3", "2"};
        saved.config.dataSha256 = "4567"; // what other classes are says more
        const QString failure = failureOf([&] { resumeTraining(resumeOptions(), saved, makeTiny); });
        QCOMPARE(failure, "Cannot go on with the run: it was trained on the classes 0, 1, 3 and 2, and tiny has the "
                          "classes 0, 1, 2 and 3; begin a new training with --from.");
        saved.config.images->classNames.clear(); // an older run's
        saved.config.dataSha256 = tinySha;
        QVERIFY(resumeTraining(resumeOptions(), saved, makeTiny).session != nullptr);
    }

    void aModelsReadOutFollowsTheNames() {
        TrainedModel model = permutedLstm();
        model.images = ImageFormat{16, 4, {"3", "one", "0", "2"}};
        TrainOptions options = fromModel(model);
        QString failure = failureOf([&] { startTraining(options, makeTiny); });
        QVERIFY2(failure.contains("does not know the class 1 of tiny"), qPrintable(failure));
        model.images->classNames[1] = "1";
        options = fromModel(model);
        QCOMPARE(startTraining(options, makeTiny).session->weights(),
                 withReadOutRows(model.weights, std::vector<int>{2, 1, 3, 0}));
        model.images->classNames = {"a", "b", "c", "d"};
        options = fromModel(model);
        failure = failureOf([&] { startTraining(options, makeTiny); });
        QVERIFY2(failure.contains("does not fit the data set tiny: The model knows the classes a, b, c and d, and the "
                                  "data has the classes 0, 1, 2 and 3."),
                 qPrintable(failure));
    }

    void aModelOfMoreClassesLendsSomeOfItsRows() {
        TrainedModel model = permutedLstm();
        model.images = ImageFormat{16, 6, {"x", "3", "2", "y", "1", "0"}};
        model.weights = withReadOutRows(model.weights, std::vector<int>{0, 1, 2, 3, 0, 1});
        const auto expected = withReadOutRows(model.weights, std::vector<int>{5, 4, 2, 1});
        QCOMPARE(startTraining(fromModel(model), makeTiny).session->weights(), expected);
        model.images.reset(); // and without names 6 are not 4
        const QString failure = failureOf([&] { startTraining(fromModel(model), makeTiny); });
        QVERIFY2(failure.contains("names of its 6 classes, and the data has 4."), qPrintable(failure));
    }

    void otherProgramsWeightsAreCompletedByTheOptions() {
        const TrainedModel model = permutedLstm();
        TrainOptions options;
        options.hyperparameters.data = "tiny";
        options.from = folder_.filePath("foreign.safetensors").toStdString();
        writeFileAtomically(*options.from, safetensorsBytes({model.weights, {{"format", "pt"}}}));
        give(options, "output", "every");
        give(options, "order", "permuted");
        give(options, "seed", "77");
        std::string asked;
        const TrainingStart start = startTraining(options, makeTiny, [&](const std::string& data) {
            asked = data;
            return 16;
        });
        QCOMPARE(asked, std::string("tiny"));
        const Hyperparameters& h = start.session->hyperparameters();
        QCOMPARE(h.cell, std::string("lstm"));
        QCOMPARE(h.cells, 4);
        QCOMPARE(h.layers, 2);
        QCOMPARE(h.output, std::string("every"));
        QCOMPARE(start.session->weights(), model.weights);
        QVERIFY(start.assumed.empty()); // an LSTM has no activation to choose
        give(options, "cells", "2");
        const QString failure = failureOf([&] { startTraining(options, makeTiny, [](const auto&) { return 16; }); });
        QVERIFY2(failure.contains("cells is 2, but 4 in "), qPrintable(failure));
    }

    void otherDataIsRefused() {
        SavedRun saved = stoppedRun();
        saved.config.dataSha256 = "4567";
        const QString failure = failureOf([&] { resumeTraining(resumeOptions(), saved, makeTiny); });
        QVERIFY2(failure.contains("SHA-256 4567, and tiny has 0123"), qPrintable(failure));
    }

    void whatDoesNotFitIsRefused() {
        SavedRun saved = stoppedRun();
        saved.checkpoint.parameters.pop_back();
        const QString failure = failureOf([&] { resumeTraining(resumeOptions(), saved, makeTiny); });
        QVERIFY2(failure.startsWith("Cannot go on with the run: The checkpoint does not fit"), qPrintable(failure));
        saved = stoppedRun();
        saved.checkpoint.progress.diverged = true;
        QVERIFY(failureOf([&] {
                    resumeTraining(resumeOptions(), saved, makeTiny);
                }).contains("it diverged in epoch 2, batch 1"));
    }

private:
    // A model in a file, and the options to start from it.
    TrainOptions fromModel(const TrainedModel& model) {
        TrainOptions options;
        options.hyperparameters.data = "tiny";
        options.from = folder_.filePath("model.safetensors").toStdString();
        writeFileAtomically(*options.from, modelBytes(model));
        weights_ = model.weights;
        return options;
    }

    static TrainedModel permutedLstm() {
        Hyperparameters h = tinySetting();
        h.cell = "lstm";
        h.hidden = 6;
        h.layers = 2;
        h.output = "every";
        h.order = "permuted";
        h.seed = 77;
        const auto session = makeTiny(h);
        session->step();
        return {h, session->weights()};
    }

    QTemporaryDir folder_;
    std::vector<NamedTensor> weights_;
};

QTEST_APPLESS_MAIN(TestTrainingStart)
#include "tst_training_start.moc"
