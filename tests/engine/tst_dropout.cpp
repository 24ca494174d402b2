#include "engine/ops/dropout.h"

#include "engine/autodiff/tape.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

class TestDropout : public QObject {
    Q_OBJECT

private slots:
    void dropoutIsAFunctionOfItsDraw() {
        Graph g;
        const Node y = dropout(g.constant("ones", {100, 40}, 1), 0.25, 9);
        Arena<double> none;
        Tape<double> tape(g, y, none.span());
        const auto values = [&](std::uint64_t draw) {
            tape.setDraw(draw);
            tape.forward();
            const auto value = tape.value(y);
            return std::vector<double>(value.data(), value.data() + value.shape().size());
        };
        const auto count = [](const std::vector<double>& all, double value) {
            return std::count(all.begin(), all.end(), value);
        };
        QCOMPARE(count(values(0), 1.0), 4000);
        const auto first = values(1);
        QCOMPARE(count(first, 0.0) + count(first, 1 / 0.75), 4000);
        QVERIFY(std::abs(count(first, 0.0) - 1000) < 110); // four standard deviations
        QVERIFY(values(2) != first);
        QCOMPARE(values(1), first);
    }
};

QTEST_APPLESS_MAIN(TestDropout)
#include "tst_dropout.moc"
