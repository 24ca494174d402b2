#include "engine/session/training_session.h"

#include "engine/data/loading_stop.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

class TestTrainingSession : public QObject {
    Q_OBJECT

private slots:
    void describesItself() {
        auto session = sessionOf(tinySetting());
        const SessionInfo& info = session.info();
        QCOMPARE(info.dataName, std::string("tiny"));
        QCOMPARE(info.trainImages, 120);
        QCOMPARE(info.testImages, 40);
        QCOMPARE(info.batchesPerEpoch, 3);
        QCOMPARE(info.classes, 4);
        QCOMPARE(info.parameters, 8 * 4 + 8 * 8 + 8 + 4 * 8 + 4);
        QCOMPARE(info.threads, 2);
        QVERIFY(!info.simd.empty());
    }

    void notesWhichClassesALimitLeavesOut() {
        QVERIFY(sessionOf(tinySetting()).info().notes.empty());
        Hyperparameters setting = tinySetting();
        setting.trainLimit = 1;
        const auto notes = sessionOf(setting).info().notes;
        QCOMPARE(notes.size(), 1U);
        QVERIFY2(notes[0].starts_with("3 of 4 classes ("), notes[0].c_str());
        QVERIFY2(notes[0].find("among the first 1 of 120 training images") != std::string::npos, notes[0].c_str());
    }

    void countsEpochsAndBatches() {
        auto session = sessionOf(tinySetting());
        for (int epoch = 1; epoch <= 3; ++epoch) {
            for (int batch = 1; batch <= 3; ++batch) {
                const StepResult result = session.step();
                QCOMPARE(result.batch.epoch, epoch);
                QCOMPARE(result.batch.batch, batch);
                QCOMPARE(result.batch.step, (epoch - 1) * 3 + batch);
                QCOMPARE(result.batch.images, batch == 3 ? 20 : 50);
                QCOMPARE(result.epochFinished, batch == 3);
                QVERIFY(result.batch.seconds > 0);
            }
            QVERIFY_EXCEPTION_THROWN(session.step(), std::logic_error);
            std::optional<EpochMetrics> metrics;
            while (!(metrics = session.evaluate())) {
            }
            QCOMPARE(metrics->epoch, epoch);
            QCOMPARE(metrics->step, epoch * 3);
            QCOMPARE(metrics->eta, 0.3);
            QVERIFY_EXCEPTION_THROWN(session.evaluate(), std::logic_error);
        }
        QVERIFY(session.finished());
        QVERIFY_EXCEPTION_THROWN(session.step(), std::logic_error);
    }

    void epochMetricsSumUpTheBatches() {
        auto session = sessionOf(tinySetting());
        double right = 0;
        double loss = 0;
        double norm = 0;
        double seconds = 0;
        for (int batch = 0; batch < 3; ++batch) {
            const BatchMetrics m = session.step().batch;
            right += m.accuracy * static_cast<double>(m.images);
            loss += m.loss * static_cast<double>(m.images);
            norm += m.gradientNorm / 3;
            seconds += m.seconds;
        }
        std::optional<EpochMetrics> metrics;
        while (!(metrics = session.evaluate())) {
        }
        QVERIFY(std::abs(metrics->trainAccuracy - right / 120) < 1e-12);
        QVERIFY(std::abs(metrics->trainLoss - loss / 120) < 1e-12);
        QVERIFY(std::abs(metrics->gradientNorm - norm) < 1e-12);
        QVERIFY(std::abs(metrics->seconds - seconds) < 1e-12);
        QVERIFY(std::abs(metrics->samplesPerSecond - 120 / seconds) < 1e-6 * metrics->samplesPerSecond);

        std::vector<std::int64_t> all(40);
        for (std::size_t i = 0; i < 40; ++i)
            all[i] = static_cast<std::int64_t>(i);
        double testRight = 0;
        for (const Answer& answer : answersOf(session, all))
            testRight += answer.prediction == answer.label;
        QCOMPARE(metrics->testAccuracy, testRight / 40);
    }

    void itLearns() {
        Hyperparameters h = tinySetting();
        h.epochs = 60;
        auto session = sessionOf(h);
        const auto epochs = run(session);
        QCOMPARE(epochs.size(), 60U);
        QVERIFY(epochs.back().testAccuracy > 0.95);
        QVERIFY(epochs.back().testLoss < epochs.front().testLoss);
    }

    void theScheduleIsOverTheWholeTraining() {
        Hyperparameters h = tinySetting();
        h.schedule = "cosine";
        auto session = sessionOf(h);
        const auto epochs = run(session);
        QVERIFY(epochs[0].eta < 0.3);
        QVERIFY(epochs[2].eta > 0 && epochs[2].eta < 0.02);
    }

    void clippingShortensTheStep() {
        const auto distance = [](double clip) {
            Hyperparameters h = tinySetting();
            h.clip = clip;
            auto session = sessionOf(h);
            const auto before = session.weights();
            session.step();
            const auto after = session.weights();
            double squares = 0;
            for (std::size_t t = 0; t < before.size(); ++t)
                for (std::size_t i = 0; i < before[t].values.size(); ++i)
                    squares += std::pow(static_cast<double>(after[t].values[i] - before[t].values[i]), 2);
            return std::sqrt(squares);
        };
        QVERIFY(distance(0) > 0.01);
        QVERIFY(std::abs(distance(0.01) - 0.3 * 0.01) < 1e-5);
    }

    void limitsTakeTheFirstImages() {
        Hyperparameters h = tinySetting();
        h.trainLimit = 60;
        h.testLimit = 10;
        auto session = sessionOf(h);
        QCOMPARE(session.info().trainImages, 60);
        QCOMPARE(session.info().testImages, 10);
        QCOMPARE(session.info().batchesPerEpoch, 2);
        h.trainLimit = 1000;
        QCOMPARE(sessionOf(h).info().trainImages, 120);
    }

    void aBatchMayBeLargerThanTheSet() {
        Hyperparameters h = tinySetting();
        h.batch = 100000;
        auto session = sessionOf(h);
        QCOMPARE(session.info().batchesPerEpoch, 1);
        QCOMPARE(session.step().batch.images, 120);
    }

    void etaCanChangeAndNothingElse() {
        auto session = sessionOf(tinySetting());
        session.step();
        const auto before = session.weights();
        Hyperparameters h = tinySetting();
        h.eta = 0;
        session.change(h);
        session.step();
        QCOMPARE(session.weights(), before);
        h.hidden = 9;
        QVERIFY_EXCEPTION_THROWN(session.change(h), HyperparameterError);
        QCOMPARE(session.hyperparameters().hidden, 8);
    }

    void cellsMustDivideThePixels() {
        Hyperparameters h = tinySetting();
        h.cells = 5;
        try {
            sessionOf(h);
            QFAIL("was accepted");
        } catch (const HyperparameterError& error) {
            QVERIFY2(std::string(error.what()).find("16 pixels") != std::string::npos, error.what());
        }
    }

    void imagesAndAnswersAreOfTheTestSet() {
        auto session = sessionOf(tinySetting());
        const Dataset data = tinyDataset();
        const std::vector<std::int64_t> indices{39, 2};
        const auto images = session.data()->images({.part = DataPart::Test}, indices);
        QCOMPARE(images.size(), 2U);
        QCOMPARE(images[0].index, 39);
        QCOMPARE(images[0].label, static_cast<int>(data.test.labels[39]));
        QVERIFY(std::ranges::equal(images[1].pixels, data.image(data.test, 2)));
        const auto answers = answersOf(session, indices);
        QCOMPARE(answers[1].label, std::optional(images[1].label));
        QVERIFY(answers[1].probability >= 0.25F && answers[1].probability <= 1);
        const std::vector<std::int64_t> beyond{40};
        QVERIFY_EXCEPTION_THROWN(session.data()->images({.part = DataPart::Test}, beyond), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(answersOf(session, beyond), std::out_of_range);
    }

    void aGradientCanBeCheckedBetweenSteps() {
        Hyperparameters h = tinySetting();
        h.order = "columns";
        auto session = sessionOf(h);
        auto undisturbed = sessionOf(h);
        session.step();
        undisturbed.step();
        const std::vector<std::int64_t> images{3, 11, 20};
        const NetworkCheck check = session.checkGradient(images, 0);
        QCOMPARE(check.images, 3);
        QCOMPARE(check.parameters.size(), 5U);
        for (const ParameterCheck& parameter : check.parameters) {
            QVERIFY2(parameter.error <= largestShareError, parameter.name.c_str());
            QVERIFY2(parameter.singleError <= 1e-5, parameter.name.c_str());
        }
        QCOMPARE(session.weights(), undisturbed.weights());
        QCOMPARE(session.step().batch.loss, undisturbed.step().batch.loss);
        QVERIFY(session.checkGradient(images, 0).loss != check.loss);
        const std::vector<std::int64_t> beyond{40};
        QVERIFY_EXCEPTION_THROWN(session.checkGradient(beyond, 0), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(session.checkGradient({}, 0), std::invalid_argument);
    }

    void trainingAllocatesNothingAfterItsFirstBatch() {
        auto session = sessionOf(tinySetting());
        if (!session.info().countsAllocations)
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        QVERIFY(session.info().setupBytes > 0);
        while (!session.finished()) {
            const StepResult result = session.step();
            if (result.batch.step > 1)
                QCOMPARE(result.batch.allocatedBytes, 0);
            while (result.epochFinished && !session.evaluate()) {
            }
        }
    }

    void confusionIsThatOfTheLastEvaluation() {
        auto session = sessionOf(tinySetting());
        QVERIFY(!session.confusion());
        const auto epochs = run(session);
        const auto confusion = session.confusion();
        QVERIFY(confusion);
        QCOMPARE(confusion->images(), session.info().testImages);
        ConfusionMatrix expected{confusion->classes, std::vector<std::int64_t>(confusion->counts.size())};
        std::vector<std::int64_t> all(static_cast<std::size_t>(session.info().testImages));
        std::iota(all.begin(), all.end(), std::int64_t{0});
        for (const Answer& answer : answersOf(session, all))
            ++expected.at(answer.label.value(), answer.prediction);
        QVERIFY(*confusion == expected);
        std::int64_t right = 0;
        for (int label = 0; label < confusion->classes; ++label)
            right += confusion->at(label, label);
        QCOMPARE(static_cast<double>(right) / static_cast<double>(confusion->images()), epochs.back().testAccuracy);
        session.rewind();
        QVERIFY(!session.confusion());
    }

    void confusionIsUnknownAfterGoingOnWithinAnEvaluation() {
        auto hyperparameters = tinySetting();
        hyperparameters.threads = 1;
        const auto data = std::make_shared<const Dataset>(tinyDataset(120, 300)); // evaluated in three parts
        TrainingSession first(data, hyperparameters, {});
        while (!first.step().epochFinished) {
        }
        QVERIFY(!first.evaluate());
        TrainingSession second(data, hyperparameters, {});
        second.restore(first.checkpoint());
        while (!second.evaluate()) {
        }
        QVERIFY(!second.confusion());
        run(second);
        QVERIFY(second.confusion());
    }

    void theFactoryLoadsWhatTheCatalogKnows() {
        const auto factory = trainingSessionFactory(std::make_shared<Catalog>(std::vector<std::filesystem::path>{}));
        Hyperparameters h;
        h.data = "digits";
        h.trainLimit = 200;
        const auto session = factory(h);
        QCOMPARE(session->info().dataName, std::string("digits"));
        QCOMPARE(session->info().dataSha256.size(), 64U);
        QVERIFY(session->info().loadSeconds > 0);
        h.data = "no such set";
        QVERIFY_EXCEPTION_THROWN(factory(h), std::runtime_error);
    }

    void theFactoryGivesUpWhenItIsToldTo() {
        std::stop_source nobodyWaits;
        const auto factory = trainingSessionFactory(std::make_shared<Catalog>(std::vector<std::filesystem::path>{}),
                                                    nobodyWaits.get_token());
        nobodyWaits.request_stop();
        QVERIFY_EXCEPTION_THROWN(factory({}), LoadingStopped);
    }

    void thePapersSettingReachesItsAccuracyOnMnist() {
        const QByteArray folder = qgetenv("UNROLL_DATA_DIR");
        auto catalog = std::make_shared<Catalog>(std::vector<std::filesystem::path>{folder.toStdString()});
        if (folder.isEmpty() || !catalog->find("mnist"))
            QSKIP("UNROLL_DATA_DIR does not lead to MNIST.");
        Hyperparameters h;
        h.data = "mnist";
        const auto session = trainingSessionFactory(catalog)(h);
        const auto epochs = run(*session);
        QVERIFY(epochs.back().trainAccuracy >= 0.910);
        QVERIFY(epochs.back().testAccuracy >= 0.917);
    }
};

QTEST_GUILESS_MAIN(TestTrainingSession)
#include "tst_training_session.moc"
