#include "engine/ops/fused_arithmetic.h"

#include "engine/autodiff/tape.h"

#include <QTest>

using namespace unroll;

class TestFusedArithmetic : public QObject {
    Q_OBJECT

private slots:
    void values_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<double>("value");
        QTest::newRow("a b + c") << 0 << 2.0 * 3 + 5;
        QTest::newRow("a b + c d") << 1 << 2.0 * 3 + 5 * -7;
        QTest::newRow("a quarter of the way") << 2 << 2.25;
        QTest::newRow("beyond the end") << 3 << 2 - 7.0 * (3 - 2);
    }
    void values() {
        QFETCH(int, row);
        QFETCH(double, value);
        Graph graph;
        const auto constant = [&](double number) { return graph.constant("number", {3, 2}, number); };
        const Node a = constant(2);
        const Node b = constant(3);
        const Node c = constant(5);
        const Node d = constant(-7);
        const Node result = row == 0   ? multiplyAdd(a, b, c)
                            : row == 1 ? multiplyAdd(a, b, c, d)
                            : row == 2 ? lerp(a, b, constant(0.25))
                                       : lerp(a, b, d);
        Tape<float> tape(graph, result);
        tape.forward();
        for (Index j = 0; j < 2; ++j)
            for (Index i = 0; i < 3; ++i)
                QCOMPARE(double(tape.value(result)(i, j)), value);
    }

    // A bias that one column stands for is add()'s; here it would be a mistake.
    void shapesMustBeTheSame() {
        Graph graph;
        const Node a = graph.variable("a", {3, 2});
        const Node column = graph.variable("b", {3, 1});
        QVERIFY_EXCEPTION_THROWN(multiplyAdd(a, a, column), ShapeError);
        QVERIFY_EXCEPTION_THROWN(multiplyAdd(a, column, a, a), ShapeError);
        QVERIFY_EXCEPTION_THROWN(lerp(a, a, column), ShapeError);
    }
};

QTEST_APPLESS_MAIN(TestFusedArithmetic)
#include "tst_fused_arithmetic.moc"
