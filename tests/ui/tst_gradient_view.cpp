#include "tests/support/sights.h"
#include "ui/inspect/gradient_view.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace unroll;

using Kind = GradientFate::Kind;

namespace {

// By a factor a cell on the way back from 1 at the last.
std::vector<float> norms(int cells, double factor) {
    std::vector<float> all;
    for (int cell = 1; cell <= cells; ++cell)
        all.push_back(static_cast<float>(std::pow(factor, cells - cell)));
    return all;
}

} // namespace

class TestGradientView : public QObject {
    Q_OBJECT

private slots:
    void itsFateIsKnown_data() {
        QTest::addColumn<std::vector<float>>("values");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("perCell");
        QTest::addColumn<int>("learned");
        QTest::newRow("steady") << norms(28, 1) << static_cast<int>(Kind::Healthy) << 1.0 << 1;
        QTest::newRow("halved") << norms(28, 0.5) << static_cast<int>(Kind::Vanishing) << 0.5 << 22;
        QTest::newRow("a little less") << norms(28, 0.95) << static_cast<int>(Kind::Healthy) << 0.95 << 1;
        QTest::newRow("doubled") << norms(28, 2) << static_cast<int>(Kind::Exploding) << 2.0 << 1;
        QTest::newRow("one cell") << norms(1, 0.5) << static_cast<int>(Kind::Healthy) << 1.0 << 1;
        QTest::newRow("none") << std::vector<float>(5) << static_cast<int>(Kind::Zero) << 1.0 << 1;
        QTest::newRow("diverged") << std::vector<float>{1, std::numeric_limits<float>::quiet_NaN()}
                                  << static_cast<int>(Kind::NotFinite) << 1.0 << 1;
    }
    void itsFateIsKnown() {
        QFETCH(std::vector<float>, values);
        QFETCH(int, kind);
        QFETCH(double, perCell);
        QFETCH(int, learned);
        const GradientFate fate = gradientFate(values);
        QCOMPARE(static_cast<int>(fate.kind), kind);
        QVERIFY(std::abs(fate.perCell - perCell) < 1e-6);
        QCOMPARE(fate.learned, learned);
    }

    void theSentenceSaysWhatHelps() {
        LookFocus focus;
        GradientView view(focus);
        const FoundArray array{
            .quantity = Quantity::StateGradients, .rows = 1, .columns = 28, .values = norms(28, 0.5)};
        NetworkSight plain = sightWith({array}, 28, 8, 10);
        view.setSights({plain});
        QVERIFY2(view.sentence().contains("Vanishes: × 0.5 a cell"), qPrintable(view.sentence()));
        QVERIFY(view.sentence().contains("before cell 22"));
        QVERIFY(view.sentence().contains("An LSTM or a GRU"));
        plain.gated = true;
        view.setSights({plain});
        QVERIFY(!view.sentence().contains("An LSTM or a GRU"));
        QCOMPARE(QString::fromStdString(view.table()).split('\n').at(28), QString("1 vanilla,1,28,1"));
    }
};

QTEST_MAIN(TestGradientView)
#include "tst_gradient_view.moc"
