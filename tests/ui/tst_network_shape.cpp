#include "engine/nn/model.h"
#include "engine/session/session_setup.h"
#include "ui/state/network_shape.h"

#include <QTest>

using namespace unroll;

class TestNetworkShape : public QObject {
    Q_OBJECT

private slots:
    void countsTheParametersOfTheEnginesNetwork_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("cells");
        QTest::addColumn<int>("layers");
        for (const std::string_view cell : findHyperparameter("cell")->choices) // and those to come
            for (const int cells : {1, 28})
                for (const int layers : {1, 3})
                    QTest::addRow("%s, %d cells, %d layers", cell.data(), cells, layers)
                        << QString::fromLatin1(cell.data(), qsizetype(cell.size())) << cells << layers;
    }
    void countsTheParametersOfTheEnginesNetwork() {
        QFETCH(QString, cell);
        QFETCH(int, cells);
        QFETCH(int, layers);
        Hyperparameters h;
        h.cell = cell.toStdString();
        h.cells = cells;
        h.layers = layers;
        h.hidden = 10;
        const Model model(describeModel(h, 784, 7), 1);
        QCOMPARE(networkShape(h, 784, 7).parameters, model.graph().parameterCount());
    }

    void describesThePapersNetwork() {
        const NetworkShape shape = networkShape({}, 784, 10);
        QCOMPARE(shape.parameters, 17354);
        QCOMPARE(shape.cells, 4);
        QCOMPARE(shape.piece, 196);
        QCOMPARE(shape.gates, 1);
        QCOMPARE(shape.productsPerImage, 4 * (64 * 196 + 64 * 64) + 10 * 64.0);
    }

    void everyOutputReadsOutAfterEveryCell() {
        Hyperparameters h;
        h.output = "every";
        QCOMPARE(networkShape(h, 784, 10).productsPerImage - networkShape({}, 784, 10).productsPerImage, 3 * 640.0);
    }
};

QTEST_GUILESS_MAIN(TestNetworkShape)
#include "tst_network_shape.moc"
