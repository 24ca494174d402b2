#include "engine/session/memory_need.h"

#include "engine/session/session_setup.h"

#include <QTest>

using namespace unroll;

class TestMemoryNeed : public QObject {
    Q_OBJECT

private slots:
    void countsWeightsAndStates() {
        Hyperparameters h;
        h.batch = 50;
        h.cells = 2;
        h.hidden = 3;
        h.layers = 2;
        // Two blocks of two recurrent matrices, and fifty images' states after two cells of two layers.
        QCOMPARE(needOf(h), 4.0 * (2 * 2 * 9 + 50 * 2 * 2 * 3));
        h.optimizer = "adam";
        QCOMPARE(needOf(h), 4.0 * (4 * 2 * 9 + 50 * 2 * 2 * 3));
        h.cell = "lstm";
        QCOMPARE(needOf(h), 4.0 * (4 * 2 * 36 + 50 * 2 * 2 * 3));
    }

    void whatDoesNotFitIsRefusedWithASentence() {
        Hyperparameters h;
        h.cells = 784;
        h.hidden = 4096;
        h.layers = 64;
        const ModelDescription description = describeModel(h, 784, 10);
        try {
            checkMemory(h, description, images(), 16e9);
            QFAIL("accepted");
        } catch (const HyperparameterError& error) {
            QCOMPARE(QString(error.what()),
                     QString("This network needs more than 95 GB of memory and there are 16 GB: take fewer cells or "
                             "layers, or a smaller hidden size or batch."));
        }
        checkMemory(h, description, images(), 1e12);
        checkMemory({}, describeModel({}, 784, 10), images(), 1e6);
    }

    void imagesThatAreDrawnAnewAreCountedTwice_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("shift") << "shift"
                               << "1";
        QTest::newRow("rotate") << "rotate"
                                << "5";
        QTest::newRow("fresh") << "fresh"
                               << "true";
    }
    void imagesThatAreDrawnAnewAreCountedTwice() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const Dataset data = images();
        Hyperparameters h;
        const ModelDescription sparse = describeModel(h, 784, 10);
        QCOMPARE(leastDrawnMemory(h, sparse, data), 0.0);
        const HyperparameterRow& row = *findHyperparameter(key.toStdString());
        setValue(h, row, parseValue(row, value.toStdString()));
        QCOMPARE(leastDrawnMemory(h, sparse, data), 2.0 * 30 * 2 * (100 + 4)); // as a sparse network reads them
        h.trainLimit = 10;
        QCOMPARE(leastDrawnMemory(h, sparse, data), 2.0 * 10 * 2 * (100 + 4));
        h.cells = 784; // of one pixel each: all are read
        QCOMPARE(leastDrawnMemory(h, describeModel(h, 784, 10), data), 2.0 * 10 * 784);
    }

    void imagesThatDoNotFitBesideTheNetworkAreRefusedWithASentence() {
        Hyperparameters h;
        h.shift = 1;
        h.cells = 784;
        const ModelDescription description = describeModel(h, 784, 10);
        const double network = leastMemory(h, description);
        const Dataset data = images(30000);
        const double drawn = leastDrawnMemory(h, description, data);
        checkMemory(h, description, data, network + drawn);
        try {
            checkMemory(h, description, data, network + drawn - 1e6);
            QFAIL("accepted");
        } catch (const HyperparameterError& error) {
            QCOMPARE(QString(error.what()),
                     QString("Drawing the images anew for every epoch takes more than 47 MB of memory, and 46 MB are "
                             "free beside the network: leave out shift, rotate and fresh, or train on fewer "
                             "images."));
        }
    }

private:
    // With a hundred pixels of ink each.
    static Dataset images(std::int64_t count = 30) {
        Dataset data{.name = "ink", .width = 28, .height = 28, .classes = 10, .train = {}, .test = {}};
        data.train = {
            .count = count, .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(count) * 784), .labels = {}};
        data.train.labels.resize(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < data.train.pixels.size(); ++i)
            data.train.pixels[i] = i % 784 < 100 ? 200 : 0;
        return data;
    }

    static double needOf(const Hyperparameters& h) { return leastMemory(h, describeModel(h, 784, 10)); }
};

QTEST_GUILESS_MAIN(TestMemoryNeed)
#include "tst_memory_need.moc"
