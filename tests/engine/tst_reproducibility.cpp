// The same data, hyperparameters and seed give the same bits: on any number of threads, after rewinding, and while
// somebody is looking.

#include "tests/support/tiny_training.h"

#include <QTest>

using namespace unroll;

class TestReproducibility : public QObject {
    Q_OBJECT

private slots:
    void theBitsDependOnSeedAndSettingAlone() {
        Hyperparameters h = tinySetting();
        auto first = sessionOf(h);
        const Outcome expected = outcomeOf(first);
        for (const int threads : {1, 2, 3}) {
            h.threads = threads;
            auto session = sessionOf(h);
            QVERIFY(outcomeOf(session) == expected);
        }
        h.seed = 2;
        auto other = sessionOf(h);
        QVERIFY(outcomeOf(other).weights != expected.weights);
    }

    void everyKindLearnsTheSameOnAnyNumberOfThreads_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        for (const char* cell : {"vanilla", "indrnn", "gru", "lstm"})
            QTest::addRow("%s", cell) << "cell" << cell;
        for (const char* optimizer : {"momentum", "nesterov", "adam"})
            QTest::addRow("%s", optimizer) << "optimizer" << optimizer;
        for (const char* schedule : {"cosine", "one-cycle"})
            QTest::addRow("%s", schedule) << "schedule" << schedule;
        for (const char* order : {"columns", "permuted"})
            QTest::addRow("%s", order) << "order" << order;
        for (const char* init : {"orthogonal", "pytorch", "chrono"})
            QTest::addRow("%s", init) << "init" << init;
        QTest::newRow("two layers") << "layers"
                                    << "2";
        QTest::newRow("many to many") << "output"
                                      << "every";
        QTest::newRow("clipped") << "clip"
                                 << "0.5";
        QTest::newRow("weight decay") << "weight_decay"
                                      << "0.001";
        QTest::newRow("relu") << "activation"
                              << "relu";
    }
    void everyKindLearnsTheSameOnAnyNumberOfThreads() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Hyperparameters h = tinySetting();
        h.epochs = 60;
        h.batch = 60; // two shards
        if (key == "cell")
            h.optimizer = "adam";
        const bool adam = key == "cell" || value == "adam";
        h.eta = adam ? 0.02 : key == "optimizer" ? 0.05 : 0.3;
        const HyperparameterRow& row = *findHyperparameter(key.toStdString());
        setValue(h, row, parseValue(row, value.toStdString()));
        h.threads = 1;
        auto alone = sessionOf(h);
        const auto epochs = run(alone);
        QVERIFY2(epochs.back().testAccuracy > 0.9, qPrintable(QString::number(epochs.back().testAccuracy)));
        h.threads = 3;
        auto together = sessionOf(h);
        run(together);
        QCOMPARE(together.weights(), alone.weights());
    }

    void rewindingForgetsTheOptimizersMemory() {
        Hyperparameters h = tinySetting();
        h.optimizer = "adam";
        auto session = sessionOf(h);
        const Outcome expected = outcomeOf(session);
        session.rewind();
        QVERIFY(outcomeOf(session) == expected);
    }

    void rewindingGivesTheSameTrainingAgain() {
        auto session = sessionOf(tinySetting());
        const auto initial = session.weights();
        const Outcome expected = outcomeOf(session);
        session.rewind();
        QCOMPARE(session.weights(), initial);
        QVERIFY(outcomeOf(session) == expected);
        session.rewind();
        session.step();
        session.rewind(); // in the middle of an epoch
        QVERIFY(outcomeOf(session) == expected);
    }

    void lookingDoesNotTouchTheTraining() {
        auto watched = sessionOf(tinySetting());
        auto alone = sessionOf(tinySetting());
        const std::vector<std::int64_t> indices{0, 7, 39};
        while (!watched.finished()) {
            const bool epochFinished = watched.step().epochFinished;
            QCOMPARE(answersOf(watched, indices).size(), 3U);
            while (epochFinished && !watched.evaluate())
                answersOf(watched, indices);
        }
        run(alone);
        QCOMPARE(watched.weights(), alone.weights());
    }
};

QTEST_APPLESS_MAIN(TestReproducibility)
#include "tst_reproducibility.moc"
