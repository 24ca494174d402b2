#include "engine/session/hyperparameters.h"

#include <QTest>

#include <set>

using namespace unroll;

namespace {
const HyperparameterRow& row(std::string_view key) {
    const HyperparameterRow* found = findHyperparameter(key);
    if (!found)
        qFatal("no such row");
    return *found;
}
} // namespace

class TestHyperparameters : public QObject {
    Q_OBJECT

private slots:
    void defaultsAreThePapers() {
        const Hyperparameters h;
        QCOMPARE(h.cells, 4);
        QCOMPARE(h.hidden, 64);
        QCOMPARE(h.activation, std::string("tanh"));
        QCOMPARE(h.eta, 15e-3);
        QCOMPARE(h.batch, 100);
        QCOMPARE(h.epochs, 5);
        QVERIFY(h.shuffle);
        QCOMPARE(h.shift, 0.0);
        QCOMPARE(h.rotate, 0.0);
    }

    void keysAreUniqueAndDescribed() {
        std::set<std::string_view> keys;
        for (const auto& r : hyperparameterTable()) {
            QVERIFY2(keys.insert(r.key).second, r.key.data());
            QVERIFY(!r.label.empty());
            QVERIFY(r.help.ends_with("."));
        }
        QVERIFY(keys.size() >= 12);
    }

    void everyRowReachesItsOwnMember() {
        const Hyperparameters base;
        for (const auto& r : hyperparameterTable()) {
            Hyperparameters changed = base;
            HyperparameterValue other = r.defaultValue;
            if (auto* truth = std::get_if<bool>(&other))
                *truth = !*truth;
            else if (auto* whole = std::get_if<std::int64_t>(&other))
                *whole += 1;
            else if (auto* real = std::get_if<double>(&other))
                *real += 0.5;
            else
                other = r.choices.empty() ? std::string("other") : std::string(r.choices.back());
            setValue(changed, r, other);
            QCOMPARE(valueOf(changed, r), other);
            const auto differing = differences(base, changed);
            QCOMPARE(differing.size(), 1U);
            QCOMPARE(differing.front(), &r);
        }
    }

    void optionNames() {
        QCOMPARE(row("train_limit").option(), std::string("--train-limit"));
        QCOMPARE(row("shuffle").option(), std::string("--no-shuffle"));
        QCOMPARE(row("fresh").option(), std::string("--fresh"));
    }

    void textsAreReadBackAsTheSameValue() {
        for (const auto& r : hyperparameterTable())
            QCOMPARE(parseValue(r, formatValue(r.defaultValue)), r.defaultValue);
        QCOMPARE(formatValue(0.1), std::string("0.1"));
        QCOMPARE(parseValue(row("eta"), "1e-3"), HyperparameterValue(1e-3));
        QCOMPARE(parseValue(row("eta"), "2"), HyperparameterValue(2.0));
    }

    void wrongTextsAreRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::newRow("word for a number") << "hidden"
                                           << "many";
        QTest::newRow("trailing letters") << "hidden"
                                          << "64x";
        QTest::newRow("real for a whole number") << "epochs"
                                                 << "1.5";
        QTest::newRow("empty") << "batch"
                               << "";
        QTest::newRow("below range") << "hidden"
                                     << "0";
        QTest::newRow("above range") << "hidden"
                                     << "999999";
        QTest::newRow("decimal comma") << "eta"
                                       << "0,015";
        QTest::newRow("not a number") << "eta"
                                      << "nan";
        QTest::newRow("infinite") << "eta"
                                  << "inf";
        QTest::newRow("negative eta") << "eta"
                                      << "-1";
        QTest::newRow("negative shift") << "shift"
                                        << "-0.5";
        QTest::newRow("shift that leaves the paper") << "shift"
                                                     << "32.5";
        QTest::newRow("more than half a turn") << "rotate"
                                               << "181";
        QTest::newRow("unknown choice") << "activation"
                                        << "softplus";
        QTest::newRow("no data set") << "data"
                                     << "";
        QTest::newRow("truth value") << "shuffle"
                                     << "perhaps";
        QTest::newRow("too large for 64 bits") << "seed"
                                               << "99999999999999999999";
    }
    void wrongTextsAreRefused() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        const auto& r = row(key.toStdString());
        try {
            parseValue(r, text.toStdString());
            QFAIL("was accepted");
        } catch (const HyperparameterError& error) {
            QVERIFY2(std::string(error.what()).starts_with(key.toStdString() + " is "), error.what());
        }
    }

    void wrongTypeIsRefused() {
        Hyperparameters h;
        QVERIFY_EXCEPTION_THROWN(setValue(h, row("hidden"), 1.5), HyperparameterError);
        QVERIFY_EXCEPTION_THROWN(setValue(h, row("activation"), true), HyperparameterError);
        setValue(h, row("eta"), std::int64_t{1});
        QCOMPARE(h.eta, 1.0);
    }

    void cellsDivideThePixels() {
        const auto choices = cellChoices(784);
        QCOMPARE(choices.size(), 15U);
        QCOMPARE(choices.front(), 1);
        QCOMPARE(choices.back(), 784);
        QVERIFY(cellChoices(0).empty());
    }
};

QTEST_APPLESS_MAIN(TestHyperparameters)
#include "tst_hyperparameters.moc"
