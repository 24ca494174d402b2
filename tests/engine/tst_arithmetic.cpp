#include "engine/ops/arithmetic.h"

#include "engine/autodiff/tape.h"

#include <QTest>

using namespace unroll;

class TestArithmetic : public QObject {
    Q_OBJECT

private slots:
    void operatorsAreElementByElement_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::newRow("+") << 0 << 8.0 << 7.0;
        QTest::newRow("-") << 1 << 4.0 << -13.0;
        QTest::newRow("*") << 2 << 12.0 << -30.0;
        QTest::newRow("/") << 3 << 3.0 << -0.3;
        QTest::newRow("in the usual order") << 4 << 6.0 + 2.0 * 6.0 << -3.0 - 10.0 * 3.0;
    }
    void operatorsAreElementByElement() {
        QFETCH(int, row);
        QFETCH(double, first);
        QFETCH(double, second);
        Graph graph;
        const Node a = graph.variable("a", {2, 1});
        const Node b = graph.variable("b", {2, 1});
        const Node result = std::array{a + b, a - b, a * b, a / b, a + b * a}[static_cast<std::size_t>(row)];
        Tape<double> tape(graph, result);
        const auto put = [&](Node node, double top, double bottom) {
            tape.input(node)(0, 0) = top;
            tape.input(node)(1, 0) = bottom;
        };
        put(a, 6, -3);
        put(b, 2, 10);
        tape.forward();
        QCOMPARE(tape.value(result)(0, 0), first);
        QCOMPARE(tape.value(result)(1, 0), second);
    }

    void oneColumnStandsForAll() {
        Graph graph;
        const Node a = graph.constant("a", {2, 3}, 5);
        const Node b = graph.constant("b", {2, 1}, 2);
        QCOMPARE((a * b).shape(), (Shape{2, 3}));
        Tape<float> tape(graph, a - b);
        tape.forward();
        QCOMPARE(tape.value(graph.node(graph.size() - 1))(1, 2), 3.0F);
    }
};

QTEST_APPLESS_MAIN(TestArithmetic)
#include "tst_arithmetic.moc"
