#include "engine/tensor/sparse_columns.h"

#include <QTest>

using namespace unroll;

namespace {

using Element = SparseElement<float>;
using Elements = std::vector<Element>;

void append(SparseColumns<float>& columns, const Elements& elements) {
    columns.appendColumn([&](Element* first) { return std::copy(elements.begin(), elements.end(), first); });
}

Elements column(const SparseColumns<float>& columns, Index i) {
    const auto elements = columns.column(i);
    return {elements.begin(), elements.end()};
}

const Elements some{{1, 2.5F}, {3, -1.0F}};
const Elements all{{0, 1.0F}, {1, 2.0F}, {2, 3.0F}, {3, 4.0F}};

} // namespace

class TestSparseColumns : public QObject {
    Q_OBJECT

private slots:
    void allIsZeroAtFirst() {
        const SparseColumns<float> columns({4, 3});
        QCOMPARE(columns.shape(), (Shape{4, 3}));
        for (Index i = 0; i < 3; ++i)
            QVERIFY(columns.column(i).empty());
    }

    void columnsAreWrittenFromLeftToRight() {
        SparseColumns<float> columns({4, 4});
        append(columns, some);
        append(columns, {});
        append(columns, all);
        QCOMPARE(column(columns, 0), some);
        QCOMPARE(column(columns, 1), Elements());
        QCOMPARE(column(columns, 2), all);
        QCOMPARE(column(columns, 3), Elements()); // was not written
    }

    void thereIsRoomForEveryElement() {
        SparseColumns<float> columns({4, 50});
        const Element* first = columns.column(0).data();
        for (int i = 0; i < 50; ++i)
            append(columns, all);
        for (Index i = 0; i < 50; ++i)
            QCOMPARE(column(columns, i), all);
        QCOMPARE(columns.column(0).data(), first);
        QCOMPARE(columns.column(49).data(), first + 49 * 4);
    }

    void clearedColumnsAreZeroAndCanBeWrittenAgain() {
        SparseColumns<float> columns({4, 2});
        append(columns, all);
        append(columns, all);
        columns.clear();
        QVERIFY(columns.column(0).empty());
        QVERIFY(columns.column(1).empty());
        append(columns, some);
        QCOMPARE(column(columns, 0), some);
        QVERIFY(columns.column(1).empty()); // what it held before is gone
    }
};

QTEST_APPLESS_MAIN(TestSparseColumns)
#include "tst_sparse_columns.moc"
