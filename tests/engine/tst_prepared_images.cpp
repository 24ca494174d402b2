#include "engine/session/prepared_images.h"
#include "tests/support/tiny_training.h"

#include <QTest>

using namespace unroll;

class TestPreparedImages : public QObject {
    Q_OBJECT

private slots:
    void servesWhatReadsAlike_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("serves");
        QTest::newRow("hidden") << "hidden"
                                << "9" << true;
        QTest::newRow("eta") << "eta"
                             << "0.5" << true;
        QTest::newRow("seed") << "seed"
                              << "7" << true;
        QTest::newRow("shift") << "shift"
                               << "1" << false;
        QTest::newRow("rotate") << "rotate"
                                << "10" << false;
        QTest::newRow("cells") << "cells"
                               << "2" << false;
        QTest::newRow("order") << "order"
                               << "columns" << false;
        QTest::newRow("train_limit") << "train_limit"
                                     << "20" << false;
        QTest::newRow("test_limit") << "test_limit"
                                    << "20" << false;
    }
    void servesWhatReadsAlike() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, serves);
        const auto data = std::make_shared<const Dataset>(tinyDataset());
        const PreparedImages images(data, tinySetting());
        QVERIFY(images.serve(data, tinySetting()));
        const HyperparameterRow& row = *findHyperparameter(key.toStdString());
        Hyperparameters other = tinySetting();
        setValue(other, row, parseValue(row, value.toStdString()));
        QCOMPARE(images.serve(data, other), serves);
        QVERIFY(!images.serve(std::make_shared<const Dataset>(tinyDataset()), tinySetting()));
    }

    void permutationDependsOnTheSeed() {
        const auto data = std::make_shared<const Dataset>(tinyDataset());
        Hyperparameters h = tinySetting();
        h.order = "permuted";
        const PreparedImages images(data, h);
        QVERIFY(images.serve(data, h));
        h.seed = 9;
        QVERIFY(!images.serve(data, h));
    }

    void imagesThatAreNeverReadAsTheyAreTakeNoMemory() {
        const auto data = std::make_shared<const Dataset>(tinyHandwriting());
        Hyperparameters h = tinySetting();
        QVERIFY(PreparedImages(data, h).train());
        h.shift = 1;
        const PreparedImages images(data, h);
        QVERIFY(!images.train());
        QCOMPARE(images.trainPixels(), Pixels::Sparse);
        QCOMPARE(images.test().pixels(), Pixels::Sparse);
        h.rotate = 20; // moves others, but none is prepared
        QVERIFY(images.serve(data, h));
    }

    void sharedImagesGiveTheSameBits() {
        const auto data = std::make_shared<const Dataset>(tinyDataset());
        const auto images = std::make_shared<const PreparedImages>(data, tinySetting());
        Hyperparameters h = tinySetting();
        h.hidden = 5;
        SessionOrigin origin;
        origin.images = images;
        TrainingSession sharing(data, h, origin);
        QCOMPARE(images.use_count(), 3); // one is the origin's
        TrainingSession alone(data, h, {});
        QVERIFY(outcomeOf(sharing) == outcomeOf(alone));
    }
};

QTEST_GUILESS_MAIN(TestPreparedImages)
#include "tst_prepared_images.moc"
