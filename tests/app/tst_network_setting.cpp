#include "app/network_setting.h"

#include <QTest>

using namespace unroll;

namespace {

// As it is read from a file of another program.
TrainedModel vanillaModel() {
    TrainedModel model;
    model.hyperparameters.hidden = 3;
    model.weights = {{"rnn.weight_ih_l0", {3, 7}, {}}, {"rnn.weight_hh_l0", {3, 3}, {}}, {"out.weight", {2, 3}, {}}};
    model.open = {"data", "cells", "activation", "order", "output", "seed"};
    return model;
}

NetworkOptions given(const std::vector<std::pair<std::string, std::string>>& values) {
    NetworkOptions options;
    for (const auto& [key, text] : values) {
        const HyperparameterRow& row = *findHyperparameter(key);
        setValue(options.hyperparameters, row, parseValue(row, text));
        options.given.push_back(&row);
    }
    return options;
}

template <typename Function>
QString failureOf(Function function) {
    try {
        function();
    } catch (const HyperparameterError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestNetworkSetting : public QObject {
    Q_OBJECT

private slots:
    void cellsFollowFromTheImages() {
        TrainedModel model = vanillaModel();
        settleNetwork(model, {}, 28, "m");
        QCOMPARE(model.hyperparameters.cells, 4);
        QCOMPARE(model.hyperparameters.activation, std::string("tanh"));
        QVERIFY(failureOf([&] {
                    settleNetwork(model, {}, 27, "m");
                }).startsWith("The network in m reads 7 pixels at a time, into which the 27 pixels of an image"));
    }

    void optionsSettleWhatIsOpenAlone() {
        TrainedModel model = vanillaModel();
        const NetworkOptions options = given({{"activation", "relu"}, {"order", "columns"}, {"hidden", "64"}});
        settleNetwork(model, options, 28, "m");
        QCOMPARE(model.hyperparameters.activation, std::string("relu"));
        QCOMPARE(model.hyperparameters.order, std::string("columns"));
        QCOMPARE(model.hyperparameters.hidden, 3);
        QCOMPARE(failureOf([&] { refuseContradictions(model, options, "m"); }),
                 "hidden is 64, but 3 in m: leave --hidden out.");
    }

    void aContradictionIsNamed() {
        TrainedModel model = vanillaModel();
        model.open.clear();
        for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"cell", "gru"},
                                                                                         {"cells", "28"},
                                                                                         {"layers", "2"},
                                                                                         {"activation", "relu"},
                                                                                         {"output", "every"},
                                                                                         {"order", "columns"}})
            QVERIFY(failureOf([&] {
                        refuseContradictions(model, given({{key, value}}), "m");
                    }).startsWith(QString::fromStdString(key + " is " + value + ", but ")));
        refuseContradictions(model, given({{"seed", "5"}, {"hidden", "3"}}), "m"); // the rows' order needs no seed
        model.hyperparameters.order = "permuted";
        QVERIFY(!failureOf([&] { refuseContradictions(model, given({{"seed", "5"}}), "m"); }).isEmpty());
    }

    void whatIsAssumedIsSaid() {
        TrainedModel model = vanillaModel();
        settleNetwork(model, {}, 28, "m");
        QCOMPARE(assumptionsOf(model, {}, "m"),
                 std::string("m does not tell how its network was trained: by its tensors it is vanilla with 4 cells, "
                             "hidden size 3, layers 1; assumed are activation tanh, order rows, output last, which can "
                             "be named (--activation, --order, --output)."));
        QVERIFY(assumptionsOf(model, given({{"activation", "tanh"}, {"order", "rows"}}), "m")
                    .ends_with("assumed are output last, which can be named (--output)."));
        QVERIFY(
            assumptionsOf(model, given({{"activation", "tanh"}, {"order", "rows"}, {"output", "last"}}), "m").empty());
        model.open.clear();
        QVERIFY(assumptionsOf(model, {}, "m").empty());
    }
};

QTEST_APPLESS_MAIN(TestNetworkSetting)
#include "tst_network_setting.moc"
