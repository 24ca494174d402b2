#include "engine/nn/model.h"
#include "engine/session/cell_table.h"
#include "engine/session/hyperparameters.h"
#include "engine/session/session_setup.h"

#include <QTest>

using namespace unroll;

class TestCellTable : public QObject {
    Q_OBJECT

private slots:
    void everyChoiceHasItsRow() {
        std::vector<std::string_view> keys;
        for (const CellRow& row : cellTable())
            keys.push_back(row.key);
        QVERIFY(keys == findHyperparameter("cell")->choices);
        QVERIFY_EXCEPTION_THROWN(cellRow("elman"), std::invalid_argument);
    }

    void countsWhatTheNetworkHas_data() {
        QTest::addColumn<QString>("key");
        for (const CellRow& row : cellTable())
            QTest::newRow(row.key.data()) << QString::fromUtf8(row.key.data(), qsizetype(row.key.size()));
    }
    void countsWhatTheNetworkHas() {
        QFETCH(QString, key);
        Hyperparameters h;
        h.cell = key.toStdString();
        h.cells = 7;
        h.layers = 3;
        h.hidden = 11;
        const CellRow& row = cellRow(h.cell);
        const std::int64_t counted = row.parameters(112, 11) + 2 * row.parameters(11, 11) + 10 * 12;
        QCOMPARE(counted, Model(describeModel(h, 784, 10), 1).graph().parameterCount());
    }

    // A network whose activation is changed is another one, unless its cells have their own.
    void tellsWhichCellsTakeTheActivation() {
        for (const CellRow& row : cellTable()) {
            Hyperparameters h;
            h.cell = row.key;
            h.activation = "relu";
            const Model model(describeModel(h, 784, 10), 1);
            bool takes = false;
            for (std::size_t i = 0; i < model.graph().size(); ++i) {
                const NodeRecord& node = model.graph().record(i);
                takes = takes || (node.op && node.op->name() == "relu");
            }
            QVERIFY2(takes == row.activation, row.key.data());
        }
    }
};

QTEST_APPLESS_MAIN(TestCellTable)
#include "tst_cell_table.moc"
