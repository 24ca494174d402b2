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
            checkMemory(h, description, 16e9);
            QFAIL("accepted");
        } catch (const HyperparameterError& error) {
            QCOMPARE(QString(error.what()),
                     QString("This network needs more than 95 GB of memory and there are 16 GB: take fewer cells or "
                             "layers, or a smaller hidden size or batch."));
        }
        checkMemory(h, description, 1e12);
        checkMemory({}, describeModel({}, 784, 10), 1e6);
    }

private:
    static double needOf(const Hyperparameters& h) { return leastMemory(h, describeModel(h, 784, 10)); }
};

QTEST_GUILESS_MAIN(TestMemoryNeed)
#include "tst_memory_need.moc"
