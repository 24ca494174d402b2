#include "engine/ops/sparse_kernel.h"

#include "tests/support/inner_matrix.h"

#include <QTest>

using namespace unroll;

namespace {

struct Size {
    Index m, n, k;
};

QString describe(Size size) { return QStringLiteral("%1 x %2, depth %3").arg(size.m).arg(size.n).arg(size.k); }

// A sparse matrix, and the same written out.
template <typename T>
struct Sparse {
    Sparse(Shape shape, double density, Random& random)
        : columns(shape)
        , dense(static_cast<std::size_t>(shape.size()))
        , rows(shape.rows) {
        for (Index j = 0; j < shape.columns; ++j)
            columns.appendColumn([&](SparseElement<T>* end) {
                for (Index i = 0; i < shape.rows; ++i)
                    if (random.uniform() < density) {
                        *end = {static_cast<std::uint32_t>(i), static_cast<T>(random.uniform(-1, 1))};
                        dense[static_cast<std::size_t>(j * rows + i)] = end->value;
                        ++end;
                    }
                return end;
            });
    }
    double operator()(Index i, Index j) const {
        return static_cast<double>(dense[static_cast<std::size_t>(j * rows + i)]);
    }

    SparseColumns<T> columns;
    std::vector<T> dense;
    Index rows;
};

// The first element of c += (sum over p of term(i, j, p)) that is further from it than rounding explains.
template <typename T, typename Term>
QString mistake(const InnerMatrix<T>& before, const InnerMatrix<T>& after, Index depth, Term term) {
    for (Index j = 0; j < after.values().columns(); ++j)
        for (Index i = 0; i < after.values().rows(); ++i) {
            double sum = static_cast<double>(before.values()(i, j));
            double magnitude = std::abs(sum);
            for (Index p = 0; p < depth; ++p) {
                sum += term(i, j, p);
                magnitude += std::abs(term(i, j, p));
            }
            const double bound =
                static_cast<double>(depth + 1) * static_cast<double>(std::numeric_limits<T>::epsilon()) * magnitude;
            if (!(std::abs(static_cast<double>(after.values()(i, j)) - sum) <= bound))
                return QStringLiteral("element (%1, %2)").arg(i).arg(j);
        }
    return after.surroundingsUntouched() ? QString() : QStringLiteral("wrote beside the result");
}

template <typename T>
QString productMistake(Size size, double density, Surroundings where) {
    Random random(21);
    const Sparse<T> x({size.k, size.n}, density, random);
    const InnerMatrix<T> a({size.m, size.k}, where, random);
    InnerMatrix<T> c({size.m, size.n}, where, random);
    const InnerMatrix<T> before = c;
    addSparseProduct<T>(c.tensor(), a.values(), x.columns);
    return mistake(before, c, size.k,
                   [&](Index i, Index j, Index p) { return static_cast<double>(a.values()(i, p)) * x(p, j); });
}

template <typename T>
QString transposedMistake(Size size, double density, Surroundings where) {
    Random random(22);
    const Sparse<T> x({size.k, size.n}, density, random);
    const InnerMatrix<T> a({size.m, size.n}, where, random);
    InnerMatrix<T> c({size.m, size.k}, where, random);
    const InnerMatrix<T> before = c;
    addProductWithTransposed<T>(c.tensor(), a.values(), x.columns);
    return mistake(before, c, size.n,
                   [&](Index i, Index j, Index p) { return static_cast<double>(a.values()(i, p)) * x(j, p); });
}

using Mistake = QString (*)(Size, double, Surroundings);
constexpr std::array<std::pair<const char*, Mistake>, 4> kernels{
    {{"product, float", productMistake<float>},
     {"product, double", productMistake<double>},
     {"with transposed, float", transposedMistake<float>},
     {"with transposed, double", transposedMistake<double>}}};

} // namespace

class TestSparseKernel : public QObject {
    Q_OBJECT

private slots:
    void everySizeIsTheDefinition_data() {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<double>("density");
        for (std::size_t i = 0; i < kernels.size(); ++i)
            for (const double density : {0.0, 0.2, 1.0})
                QTest::addRow("%s, density %g", kernels[i].first, density) << static_cast<int>(i) << density;
    }
    void everySizeIsTheDefinition() {
        QFETCH(int, kernel);
        QFETCH(double, density);
        for (Index m = 1; m <= 150; m += m < 70 ? 1 : 13)
            for (const Index n : {1, 5})
                for (const Index k : {1, 14, 60})
                    for (const auto where : {Surroundings::None, Surroundings::Above, Surroundings::Below}) {
                        const Size size{m, n, k};
                        const QString found = kernels[static_cast<std::size_t>(kernel)].second(size, density, where);
                        QVERIFY2(found.isEmpty(), qPrintable(describe(size) + ": " + found));
                    }
    }

    void columnsThatWereNotWrittenAreZero() {
        Random random(1);
        SparseColumns<float> x({3, 4});
        x.appendColumn([](SparseElement<float>* end) {
            *end++ = {2, 0.5F};
            return end;
        });
        const InnerMatrix<float> a({19, 3}, Surroundings::None, random);
        InnerMatrix<float> c({19, 4}, Surroundings::None, random);
        const InnerMatrix<float> before = c;
        addSparseProduct<float>(c.tensor(), a.values(), x);
        for (Index i = 0; i < 19; ++i) {
            QVERIFY(c.values()(i, 0) != before.values()(i, 0));
            for (Index j = 1; j < 4; ++j)
                QCOMPARE(c.values()(i, j), before.values()(i, j));
        }
    }

    void whatMeetsOnlyZerosIsNotRead() {
        // The weights of pixels that are never inked may be anything, and get no gradient.
        Random random(1);
        SparseColumns<float> x({3, 1});
        x.appendColumn([](SparseElement<float>* end) {
            *end++ = {1, 0.5F};
            return end;
        });
        InnerMatrix<float> weights({37, 3}, Surroundings::None, random);
        for (const Index zero : {0, 2})
            for (float& weight : weights.tensor().column(zero))
                weight = std::numeric_limits<float>::quiet_NaN();
        InnerMatrix<float> y({37, 1}, Surroundings::None, random);
        addSparseProduct<float>(y.tensor(), weights.values(), x);
        for (const float element : y.values().column(0))
            QVERIFY(std::isfinite(element));

        InnerMatrix<float> gradient({37, 3}, Surroundings::None, random);
        const InnerMatrix<float> before = gradient;
        addProductWithTransposed<float>(gradient.tensor(), y.values(), x);
        for (Index i = 0; i < 37; ++i)
            for (const Index zero : {0, 2})
                QVERIFY(gradient.values()(i, zero) == before.values()(i, zero)); // QCOMPARE of floats is not exact
    }
};

QTEST_APPLESS_MAIN(TestSparseKernel)
#include "tst_sparse_kernel.moc"
