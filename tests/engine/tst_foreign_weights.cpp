#include "engine/files/foreign_weights.h"

#include <QTest>

#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

using Names = std::vector<std::string>;
using Shape = std::vector<std::int64_t>;

// Tensors of these names, each its own one value.
std::vector<NamedTensor> named(const Names& names) {
    std::vector<NamedTensor> tensors;
    for (const std::string& name : names)
        tensors.push_back({name, {1}, {static_cast<float>(tensors.size())}});
    return tensors;
}

Names namesOf(const std::vector<NamedTensor>& tensors) {
    Names names;
    for (const NamedTensor& tensor : tensors)
        names.push_back(tensor.name);
    return names;
}

std::vector<NamedTensor> network(const Shape& input, const Shape& memory, const Shape& readOut, int layers = 1) {
    std::vector<NamedTensor> tensors{{"out.weight", readOut, {}}};
    for (int layer = 0; layer < layers; ++layer) {
        tensors.push_back({"rnn.weight_ih_l" + std::to_string(layer), input, {}});
        tensors.push_back({"rnn.weight_hh_l" + std::to_string(layer), memory, {}});
    }
    return tensors;
}

QString failureOf(const std::vector<NamedTensor>& weights) {
    try {
        shapeOf(weights, "m");
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestForeignWeights : public QObject {
    Q_OBJECT

private slots:
    void namesBecomeOurs_data() {
        QTest::addColumn<Names>("before");
        QTest::addColumn<Names>("after");
        const Names ours{"rnn.weight_ih_l0", "rnn.weight_hh_l0", "out.weight", "out.bias"};
        const auto row = [&](const char* name, const std::string& recurrent, const std::string& readOut) {
            QTest::newRow(name) << Names{recurrent + "weight_ih_l0", recurrent + "weight_hh_l0", readOut + "weight",
                                         readOut + "bias"}
                                << ours;
        };
        row("ours", "rnn.", "out.");
        row("in parallel", "module.rnn.", "module.out.");
        row("compiled", "_orig_mod.rnn.", "_orig_mod.out.");
        row("both", "module._orig_mod.model.rnn.", "module._orig_mod.model.out.");
        row("other members", "lstm.", "fc.");
        row("deep in others", "net.encoder.gru.", "net.head.1.");
        row("a bare module", "", "fc.");
        QTest::newRow("another order") << Names{"out.bias", "out.weight", "rnn.weight_hh_l0", "rnn.weight_ih_l0"}
                                       << ours;
        QTest::newRow("ten layers and more")
            << Names{"a.weight_ih_l10", "a.weight_ih_l2", "a.bias_hh_l0", "a.weight_ih_l0", "a.bias_ih_l0"}
            << Names{"rnn.weight_ih_l0", "rnn.bias_ih_l0", "rnn.bias_hh_l0", "rnn.weight_ih_l2", "rnn.weight_ih_l10"};
        QTest::newRow("something between") << Names{"m.norm.weight", "m.rnn.weight_ih_l0", "m.out.weight"}
                                           << Names{"rnn.weight_ih_l0", "out.weight", "norm.weight"};
        QTest::newRow("two networks") << Names{"b.weight_ih_l0", "a.weight_ih_l0"}
                                      << Names{"b.weight_ih_l0", "a.weight_ih_l0"};
        QTest::newRow("no network") << Names{"out.b", "out.a"} << Names{"out.b", "out.a"};
        QTest::newRow("nothing") << Names{} << Names{};
    }
    void namesBecomeOurs() {
        QFETCH(Names, before);
        QFETCH(Names, after);
        QCOMPARE(namesOf(inOurForm(named(before))), after);
    }

    void valuesStayWithTheirNames() {
        const auto tensors = inOurForm(named({"fc.bias", "rnn.weight_ih_l0"}));
        QCOMPARE(tensors[0].values.front(), 1.0F);
        QCOMPARE(tensors[1].values.front(), 0.0F);
    }

    void shapesTellTheNetwork() {
        QCOMPARE(shapeOf(network({8, 5}, {8, 8}, {3, 8}), "m"), (NetworkShape{"vanilla", 8, 1, 5, 3}));
        QCOMPARE(shapeOf(network({8, 5}, {8}, {3, 8}), "m"), (NetworkShape{"indrnn", 8, 1, 5, 3}));
        QCOMPARE(shapeOf(network({24, 1}, {24, 8}, {10, 8}, 3), "m"), (NetworkShape{"gru", 8, 3, 1, 10}));
        QCOMPARE(shapeOf(network({32, 784}, {32, 8}, {26, 8}, 2), "m"), (NetworkShape{"lstm", 8, 2, 784, 26}));
    }

    void whatIsNoNetworkOfOursIsNamed() {
        QCOMPARE(failureOf({}), "m: its weights lack the tensor 'rnn.weight_ih_l0', which a recurrent network with a "
                                "read-out has.");
        auto without = network({8, 5}, {8, 8}, {3, 8});
        without.erase(without.begin());
        QVERIFY(failureOf(without).contains("'out.weight'"));
        QVERIFY(failureOf(network({16, 5}, {16, 8}, {3, 8})).contains("16 rows for 8 hidden units"));
        QVERIFY(failureOf(network({24, 5}, {8}, {3, 8})).contains("24 rows for 8 hidden units"));
        QVERIFY(failureOf(network({7, 5}, {7, 8}, {3, 8})).contains("7 rows for 8 hidden units"));
        QVERIFY(failureOf(network({8, 5}, {8, 0}, {3, 8})).contains("'rnn.weight_hh_l0' is neither"));
        QVERIFY(failureOf(network({8, 5, 2}, {8, 8}, {3, 8})).contains("'rnn.weight_ih_l0' is neither"));
        auto bothWays = network({8, 5}, {8, 8}, {3, 16});
        bothWays.push_back({"rnn.weight_ih_l0_reverse", {8, 5}, {}});
        QVERIFY(failureOf(bothWays).contains("reads both ways"));
    }

    void theReadOutsRowsAreCounted() {
        QCOMPARE(readOutRows(network({8, 5}, {8, 8}, {3, 8})), std::optional<std::int64_t>(3));
        QVERIFY(!readOutRows({}));
        QVERIFY(!readOutRows(named({"out.weight"})));
    }

    void whatIsNotFiniteIsNamed() {
        auto tensors = named({"a", "b"});
        requireFinite(tensors, "m");
        tensors[1].values = {1, std::numeric_limits<float>::max(), -std::numeric_limits<float>::infinity()};
        try {
            requireFinite(tensors, "m");
            QFAIL("accepted");
        } catch (const std::runtime_error& error) {
            QVERIFY(
                QString(error.what()).startsWith("m: the tensor 'b' is not finite: its value at place 2 is infinite"));
        }
    }
};

QTEST_APPLESS_MAIN(TestForeignWeights)
#include "tst_foreign_weights.moc"
