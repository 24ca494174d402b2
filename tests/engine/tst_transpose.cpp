#include "engine/tensor/transpose.h"

#include "tests/support/inner_matrix.h"

#include <QTest>

using namespace unroll;

namespace {

template <typename T>
QString mistake(Shape shape, Surroundings sourceLies, Surroundings targetLies) {
    Random random(3);
    const InnerMatrix<T> source(shape, sourceLies, random);
    InnerMatrix<T> target({shape.columns, shape.rows}, targetLies, random);
    transposeInto<T>(target.tensor(), source.values());
    for (Index j = 0; j < shape.columns; ++j)
        for (Index i = 0; i < shape.rows; ++i)
            if (target.values()(j, i) != source.values()(i, j))
                return QStringLiteral("%1 x %2: element (%3, %4)").arg(shape.rows).arg(shape.columns).arg(i).arg(j);
    if (!target.surroundingsUntouched())
        return QStringLiteral("%1 x %2: wrote beside the result").arg(shape.rows).arg(shape.columns);
    return {};
}

} // namespace

class TestTranspose : public QObject {
    Q_OBJECT

private slots:
    void everySizeIsTheDefinition_data() {
        QTest::addColumn<bool>("isDouble");
        QTest::newRow("float") << false;
        QTest::newRow("double") << true;
    }
    void everySizeIsTheDefinition() {
        QFETCH(bool, isDouble);
        const auto check = [isDouble](Shape shape, Surroundings source, Surroundings target) {
            const QString found =
                isDouble ? mistake<double>(shape, source, target) : mistake<float>(shape, source, target);
            QVERIFY2(found.isEmpty(), qPrintable(found));
        };
        for (Index rows = 1; rows <= 40; ++rows)
            for (Index columns = 1; columns <= 40; ++columns) {
                check({rows, columns}, Surroundings::None, Surroundings::None);
                check({rows, columns}, Surroundings::Above, Surroundings::Below);
                check({rows, columns}, Surroundings::Below, Surroundings::Above);
            }
        check({512, 128}, Surroundings::None, Surroundings::None);
        check({10, 1000}, Surroundings::Above, Surroundings::Above);
    }

    void bitsAreCopied() {
        // Numbers that arithmetic would change.
        Random random(1);
        InnerMatrix<float> source({17, 17}, Surroundings::None, random);
        InnerMatrix<float> target({17, 17}, Surroundings::None, random);
        source.tensor()(2, 5) = -0.0F;
        source.tensor()(16, 1) = std::numeric_limits<float>::quiet_NaN();
        source.tensor()(1, 16) = std::numeric_limits<float>::denorm_min();
        transposeInto<float>(target.tensor(), source.values());
        QVERIFY(std::signbit(target.values()(5, 2)));
        QVERIFY(std::isnan(target.values()(1, 16)));
        QCOMPARE(target.values()(16, 1), std::numeric_limits<float>::denorm_min());
    }
};

QTEST_APPLESS_MAIN(TestTranspose)
#include "tst_transpose.moc"
