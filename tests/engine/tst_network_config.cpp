#include "engine/session/network_config.h"

#include <QTest>

#include <array>
#include <stdexcept>

using namespace unroll;

namespace {

constexpr std::array cells{CellKind::Vanilla, CellKind::Indrnn, CellKind::Gru, CellKind::Lstm};
constexpr std::array outputs{Output::Last, Output::Every};
constexpr std::array activations{Activation::Tanh, Activation::Relu, Activation::Identity};

template <typename Function>
QString failureOf(Function function) {
    try {
        function();
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(ModelDescription)

class TestNetworkConfig : public QObject {
    Q_OBJECT

private slots:
    void aNetworkIsReadBackFromItsConfig_data() {
        QTest::addColumn<ModelDescription>("description");
        for (const CellKind cell : cells)
            for (const Output output : outputs)
                for (const Activation activation : activations)
                    for (const Index layers : {1, 3})
                        QTest::addRow("%d %d %s, %d layers", static_cast<int>(cell), static_cast<int>(output),
                                      name(activation).c_str(), static_cast<int>(layers))
                            << ModelDescription{.pixels = 36,
                                                .cells = 12,
                                                .hidden = 5,
                                                .classes = 7,
                                                .activation = activation,
                                                .cell = cell,
                                                .layers = layers,
                                                .output = output};
    }
    void aNetworkIsReadBackFromItsConfig() {
        QFETCH(ModelDescription, description);
        const RunConfig config = networkConfig(description);
        QVERIFY(describeModel(config) == description);
        const RunConfig read = parseConfig(configJson(config), "config.json");
        QVERIFY(read == config);
        QVERIFY(describeModel(read) == description);
    }

    void whatIsNotTheNetworksHasItsDefault() {
        const Hyperparameters defaults;
        QVERIFY(networkConfig(ModelDescription{}).hyperparameters == defaults); // the paper's network
    }

    void anOlderFileDoesNotTell() {
        const RunConfig config = parseConfig(
            R"({"unroll": "0.0.1", "schema": 1, "hyperparameters": {"cells": 28}, "data": {"name": "d", "sha256": "s"}})",
            "config.json");
        const QString failure = failureOf([&] { describeModel(config); });
        QVERIFY2(failure.contains("unroll 0.0.1 does not tell how many pixels and classes"), qPrintable(failure));
        QVERIFY_EXCEPTION_THROWN(describeModel(config), std::runtime_error);
    }

    void contradictionsAreNamed() {
        RunConfig config = networkConfig(ModelDescription{});
        config.hyperparameters.cells = 5;
        QCOMPARE(failureOf([&] { describeModel(config); }),
                 QString("cells must divide the 784 pixels of an image; 5 does not."));
        QCOMPARE(failureOf([&] { networkConfig({.cells = 5}); }),
                 QString("cells must divide the 784 pixels of an image; 5 does not."));
        QVERIFY(failureOf([&] { networkConfig({.hidden = 0}); }).startsWith("hidden is a whole number from 1"));
        QVERIFY(failureOf([&] { networkConfig({.layers = 65}); }).startsWith("layers is a whole number from 1"));
    }
};

QTEST_APPLESS_MAIN(TestNetworkConfig)
#include "tst_network_config.moc"
