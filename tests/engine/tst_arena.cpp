#include "engine/tensor/arena.h"

#include <QTest>

#include <cstdint>

using namespace unroll;

namespace {

bool onACacheLine(const void* address) { return reinterpret_cast<std::uintptr_t>(address) % 64 == 0; }

} // namespace

class TestArena : public QObject {
    Q_OBJECT

private slots:
    void aPlanKeepsCacheLinesApart() {
        ArenaPlan plan;
        QCOMPARE(plan.add(1), 0);
        QCOMPARE(plan.add(16), 16);
        QCOMPARE(plan.add(17), 32);
        QCOMPARE(plan.add(0), 64);
        QCOMPARE(plan.size(), 64);
    }

    void tensorsAreTakenInTheOrderOfThePlan() {
        ArenaPlan plan;
        plan.add(3 * 5);
        plan.add(2 * 2);
        Arena<double> arena(plan.size());
        auto region = arena.region(plan.size());
        const auto first = region.take({3, 5});
        const auto nothing = region.take({0, 7});
        const auto second = region.take({2, 2});
        QVERIFY(!nothing);
        QVERIFY(onACacheLine(first.data()) && onACacheLine(second.data()));
        QCOMPARE(second.data() - first.data(), 16);
        QCOMPARE(second.shape(), (Shape{2, 2}));
    }

    void regionsShareOneBlock() {
        Arena<float> arena(48);
        auto first = arena.region(16);
        auto second = arena.region(32);
        QCOMPARE(second.data() - first.data(), 16);
        first.span()[15] = 1;
        second.span()[0] = 2;
        second.clear();
        QCOMPARE(arena.span()[15], 1.0F);
        QCOMPARE(arena.span()[16], 0.0F);
    }

    void anEmptyArenaHasNothing() {
        Arena<float> arena;
        QVERIFY(arena.span().empty());
        QVERIFY(arena.region(0).span().empty());
    }

    void rowsOfATensorAreAView() {
        Arena<float> arena(16);
        Tensor<float> tensor(arena.data(), {4, 3});
        tensor(2, 1) = 5;
        const Tensor<const float> rows = tensor.rowRange(1, 2);
        QCOMPARE(rows(1, 1), 5.0F);
        QVERIFY(tensor.contiguous());
        QVERIFY(!rows.contiguous());
        QVERIFY(tensor.rowRange(0, 4).contiguous());
        QCOMPARE(rows.matrix().sum(), 5.0F);
        QCOMPARE(rows.column(1).size(), 2U);
        QCOMPARE(rows.column(1)[1], 5.0F);
    }
};

QTEST_APPLESS_MAIN(TestArena)
#include "tst_arena.moc"
