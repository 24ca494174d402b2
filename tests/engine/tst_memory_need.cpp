#include "engine/session/memory_need.h"

#include "engine/session/training_session.h"

#include <QTest>

#include <algorithm>
#include <memory>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace unroll;

class TestMemoryNeed : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        TrainingSession(std::make_shared<const Dataset>(images()), {}, {}).step(); // what a program takes once
    }

    void cleanupTestCase() {
        if (largest_ > 0)
            qInfo("Estimates were %.3f to %.3f times what sessions took.", smallest_, largest_);
    }

    // What a session has on the heap, where all of its memory is, once it has trained a batch: what the C library says
    // is in use. Threads' stacks are no part of it.
    void isOneToOneAndThreeTenthsOfWhatASessionTakes_data() {
        QTest::addColumn<Hyperparameters>("setting");
        QTest::addColumn<bool>("sparse");
        const auto add = [](Hyperparameters h, const char* cell, int layers, bool every, bool sparse) {
            h.cell = cell;
            h.layers = layers;
            h.output = every ? "every" : "last";
            const std::string name = h.cell + " " + h.output + (sparse ? " sparse" : " dense") + ", " + h.optimizer +
                                     ", layers " + std::to_string(layers) + ", cells " + std::to_string(h.cells) +
                                     ", hidden " + std::to_string(h.hidden) + ", batch " + std::to_string(h.batch) +
                                     ", threads " + std::to_string(h.threads);
            QTest::newRow(name.c_str()) << h << sparse;
        };
        const auto setting = [](std::int64_t cells, std::int64_t hidden, std::int64_t batch, std::int64_t threads,
                                const char* optimizer = "sgd") {
            Hyperparameters h;
            h.cells = cells;
            h.hidden = hidden;
            h.batch = batch;
            h.threads = threads;
            h.optimizer = optimizer;
            return h;
        };
        for (const char* cell : {"vanilla", "indrnn", "gru", "lstm"}) {
            for (const int layers : {1, 2, 3})
                for (const bool every : {false, true})
                    for (const bool sparse : {false, true}) {
                        add(setting(4, 64, 100, 2), cell, layers, every, sparse);
                        add(setting(28, 32, 130, 1, "adam"), cell, layers, every, sparse);
                    }
            add(setting(4, 64, 1, 1), cell, 1, false, true);
            add(setting(4, 64, 100000, 2), cell, 1, false, true); // of which there are 1200
            add(setting(28, 64, 1200, 1), cell, 1, false, false);
            add(setting(28, 16, 10, 9), cell, 2, false, true);
            add(setting(4, 300, 10, 1, "momentum"), cell, 2, false, true); // mostly weights
            add(setting(784, 2, 10, 1), cell, 1, false, false);            // mostly nodes
            add(setting(784, 16, 60, 2), cell, 1, true, false);
        }
    }
    void isOneToOneAndThreeTenthsOfWhatASessionTakes() {
        QFETCH(Hyperparameters, setting);
        QFETCH(bool, sparse);
        const auto data = std::make_shared<const Dataset>(images(1200, sparse ? 100 : 784));
        const auto prepared = std::make_shared<const PreparedImages>(data, setting);
        QCOMPARE(prepared->trainPixels() == Pixels::Sparse, sparse);
        const double estimate = networkMemory(setting, describeModel(setting, 784, 10), *data);
        const double before = heapInUse();
        if (before == 0)
            QSKIP("This C library's heap does not tell, or a sanitizer has taken its place.");
        SessionOrigin origin;
        origin.images = prepared;
        TrainingSession session(data, setting, origin);
        session.step();
        const double ratio = estimate / (heapInUse() - before);
        smallest_ = std::min(smallest_, ratio);
        largest_ = std::max(largest_, ratio);
        QVERIFY2(ratio >= 1 && ratio <= 1.3,
                 qPrintable(QString("%1 bytes, %2 times what it took").arg(estimate).arg(ratio)));
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
                     QString("This network needs about 55 GB of memory and there are 16 GB: take fewer cells, layers "
                             "or threads, or a smaller hidden size or batch."));
        }
        checkMemory(h, description, images(), 1e13);
        checkMemory({}, describeModel({}, 784, 10), images(), 1e7);
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
        const Dataset data = images(30000);
        const double network = networkMemory(h, description, data);
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

    void aBatchThatDoesNotFitIsRefusedWithASentence() {
        const ModelDescription description{.cells = 28, .hidden = 64, .cell = CellKind::Lstm};
        checkBatchMemory(1000, description, Pixels::Dense, 1e9);
        try {
            checkBatchMemory(1000, description, Pixels::Dense, 3e7);
            QFAIL("accepted");
        } catch (const HyperparameterError& error) {
            QCOMPARE(
                QString(error.what()),
                QString("Batches of 1000 images need about 73 MB of memory beside what the training has, and 30 MB "
                        "are free: take a smaller batch."));
        }
    }

private:
    static Dataset images(std::int64_t count = 30, std::size_t inked = 100) {
        Dataset data{.name = "ink", .width = 28, .height = 28, .classes = 10, .train = {}, .test = {}};
        data.train = {
            .count = count, .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(count) * 784), .labels = {}};
        data.train.labels.resize(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < data.train.pixels.size(); ++i)
            data.train.pixels[i] = i % 784 < inked ? 200 : 0;
        data.test = data.train;
        return data;
    }

    static double heapInUse() {
#ifdef __GLIBC__
        const struct mallinfo2 heap = mallinfo2();
        return static_cast<double>(heap.uordblks + heap.hblkhd);
#else
        return 0;
#endif
    }

    double smallest_ = 1e9;
    double largest_ = 0;
};

QTEST_GUILESS_MAIN(TestMemoryNeed)
#include "tst_memory_need.moc"
