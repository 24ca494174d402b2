#include "engine/tensor/product_kernel.h"

#include "tests/support/inner_matrix.h"

#include <QTest>

#include <deque>
#include <numeric>

using namespace unroll;

namespace {

enum Kind { Set, SetWithBias, Add, AddWithTransposed };

constexpr std::array surroundings{Surroundings::None, Surroundings::Above, Surroundings::Below};

struct Size {
    Index m, n, k;
};

QString describe(Size size) { return QStringLiteral("%1 x %2, depth %3").arg(size.m).arg(size.n).arg(size.k); }

// The matrices of one call.
template <typename T>
struct Call {
    Call(Kind wanted, Size size, Surroundings where, Random& random)
        : kind(wanted)
        , depth(size.k)
        , a({size.m, size.k}, where, random)
        , b(wanted == AddWithTransposed ? Shape{size.n, size.k} : Shape{size.k, size.n}, where, random)
        , bias({size.m, 1}, where, random)
        , c({size.m, size.n}, where, random) {}

    T right(Index p, Index j) const { return kind == AddWithTransposed ? b.values()(j, p) : b.values()(p, j); }

    // Rows and columns of the product, by themselves or all of them.
    void run(Index firstRow, Index rows, Index firstColumn, Index columns) {
        const auto columnsOf = [](auto tensor, Index first, Index count) {
            return decltype(tensor)(tensor.data() + first * tensor.stride(), {tensor.rows(), count}, tensor.stride());
        };
        const auto result = columnsOf(c.tensor(), firstColumn, columns).rowRange(firstRow, rows);
        const auto left = a.values().rowRange(firstRow, rows);
        if (kind == AddWithTransposed)
            addProductWithTransposed<T>(result, left, b.values().rowRange(firstColumn, columns));
        else if (kind == Add)
            addProduct<T>(result, left, columnsOf(b.values(), firstColumn, columns));
        else if (kind == SetWithBias)
            setProduct<T>(result, left, columnsOf(b.values(), firstColumn, columns),
                          bias.values().rowRange(firstRow, rows));
        else
            setProduct<T>(result, left, columnsOf(b.values(), firstColumn, columns));
    }
    void run() { run(0, c.values().rows(), 0, c.values().columns()); }

    Kind kind;
    Index depth;
    InnerMatrix<T> a, b, bias, c;
};

// The first element that is further from the definition, in double, than rounding explains.
template <typename T>
QString mistake(Kind kind, Size size, Surroundings where) {
    Random random(11);
    Call<T> call(kind, size, where, random);
    const InnerMatrix<T> before = call.c;
    call.run();
    for (Index j = 0; j < size.n; ++j)
        for (Index i = 0; i < size.m; ++i) {
            double sum = kind == Set           ? 0
                         : kind == SetWithBias ? static_cast<double>(call.bias.values()(i, 0))
                                               : static_cast<double>(before.values()(i, j));
            double magnitude = std::abs(sum);
            for (Index p = 0; p < size.k; ++p) {
                const double term = static_cast<double>(call.a.values()(i, p)) * static_cast<double>(call.right(p, j));
                sum += term;
                magnitude += std::abs(term);
            }
            const double bound =
                static_cast<double>(size.k + 1) * static_cast<double>(std::numeric_limits<T>::epsilon()) * magnitude;
            const double error = std::abs(static_cast<double>(call.c.values()(i, j)) - sum);
            if (!(error <= bound))
                return QStringLiteral("%1: element (%2, %3) is off by %4").arg(describe(size)).arg(i).arg(j).arg(error);
        }
    return call.c.surroundingsUntouched() ? QString() : describe(size) + ": wrote beside the result";
}

// The first size at which an element has other bits when only some rows and columns are asked for.
template <typename T>
QString otherBits(Kind kind, Size size) {
    Random random(12);
    Call<T> whole(kind, size, Surroundings::None, random);
    Call<T> parts = whole;
    whole.run();
    for (Index j = 0; j < size.n; ++j) // a column by itself, in pieces of rows of every length
        for (Index i = 0, rows = 1; i < size.m; i += rows, rows = std::min(rows + 1, size.m - i))
            parts.run(i, rows, j, 1);
    for (Index j = 0; j < size.n; ++j)
        for (Index i = 0; i < size.m; ++i)
            if (whole.c.values()(i, j) != parts.c.values()(i, j))
                return QStringLiteral("%1: element (%2, %3)").arg(describe(size)).arg(i).arg(j);
    return {};
}

// Where a number that is not finite at one place of a factor does not reach exactly its row or column.
template <typename T>
QString strayed(Kind kind, Size size, T value, bool inLeft) {
    for (Index place = 0; place < (inLeft ? size.m : size.n); ++place) {
        Random random(13);
        Call<T> call(kind, size, Surroundings::Above, random);
        (inLeft                      ? call.a.tensor()(place, size.k / 2)
         : kind == AddWithTransposed ? call.b.tensor()(place, size.k / 2)
                                     : call.b.tensor()(size.k / 2, place)) = value;
        call.run();
        for (Index j = 0; j < size.n; ++j)
            for (Index i = 0; i < size.m; ++i)
                if (std::isfinite(call.c.values()(i, j)) == ((inLeft ? i : j) == place))
                    return QStringLiteral("%1: from %2 to (%3, %4)").arg(describe(size)).arg(place).arg(i).arg(j);
    }
    return {};
}

// Calls check(float or double) for the row's type.
template <typename Check>
void withType(bool isDouble, Check check) {
    if (isDouble)
        check(double{});
    else
        check(float{});
}

std::vector<Index> upTo(Index last, std::initializer_list<Index> more) {
    std::vector<Index> all(static_cast<std::size_t>(last));
    std::iota(all.begin(), all.end(), Index{1});
    all.insert(all.end(), more);
    return all;
}

} // namespace

// Whether products of these depths, added together, leave the bits that they leave one after the other.
template <typename T>
bool sameTogether(Index m, Index n, std::initializer_list<Index> depths) {
    Random random(7);
    std::deque<InnerMatrix<T>> matrices;
    std::vector<Factors<T>> factors;
    for (const Index depth : depths) {
        const auto& a = matrices.emplace_back(Shape{m, depth}, Surroundings::Above, random);
        const auto& b = matrices.emplace_back(Shape{n, depth}, Surroundings::Below, random);
        factors.push_back({a.values(), b.values()});
    }
    InnerMatrix<T> together({m, n}, Surroundings::None, random);
    InnerMatrix<T> single = together;
    addProductsWithTransposed<T>(together.tensor(), factors);
    for (const auto& [a, b] : factors)
        addProductWithTransposed<T>(single.tensor(), a, b);
    return together.values().matrix() == single.values().matrix();
}

class TestProductKernel : public QObject {
    Q_OBJECT

    static void rows() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isDouble");
        const std::array names{"set", "set, with bias", "add", "add, with transposed"};
        for (int kind = Set; kind <= AddWithTransposed; ++kind)
            for (const bool isDouble : {false, true})
                QTest::addRow("%s, %s", names[static_cast<std::size_t>(kind)], isDouble ? "double" : "float")
                    << kind << isDouble;
    }

private slots:
    void everySizeIsTheDefinition_data() { rows(); }
    void everySizeIsTheDefinition() {
        QFETCH(int, kind);
        QFETCH(bool, isDouble);
        withType(isDouble, [&](auto type) {
            for (const Index m : upTo(70, {100, 128}))
                for (const Index n : upTo(13, {50}))
                    for (const Index k : {0, 1, 3})
                        for (const Surroundings where : surroundings) {
                            const QString found = mistake<decltype(type)>(static_cast<Kind>(kind), {m, n, k}, where);
                            QVERIFY2(found.isEmpty(), qPrintable(found));
                        }
        });
    }

    void everyDepthIsTheDefinition_data() { rows(); }
    void everyDepthIsTheDefinition() {
        QFETCH(int, kind);
        QFETCH(bool, isDouble);
        withType(isDouble, [&](auto type) {
            for (const Index m : {1, 7, 15, 16, 17, 31, 33, 64, 65, 100})
                for (const Index n : {1, 6, 7, 13})
                    for (const Index k : {255, 256, 257, 600})
                        for (const Surroundings where : {Surroundings::Above, Surroundings::Below}) {
                            const QString found = mistake<decltype(type)>(static_cast<Kind>(kind), {m, n, k}, where);
                            QVERIFY2(found.isEmpty(), qPrintable(found));
                        }
        });
    }

    void nothingOfTheResultIsNothingToDo() {
        Random random(1);
        for (const Size size : {Size{0, 3, 4}, Size{3, 0, 4}, Size{0, 0, 0}})
            Call<float>(AddWithTransposed, size, Surroundings::None, random).run();
    }

    void bitsDependNeitherOnPlaceNorOnSize_data() { rows(); }
    void bitsDependNeitherOnPlaceNorOnSize() {
        QFETCH(int, kind);
        QFETCH(bool, isDouble);
        withType(isDouble, [&](auto type) {
            for (const Index m : {1, 3, 15, 16, 17, 33, 64, 71, 100})
                for (const Index n : {1, 5, 6, 7, 13, 50})
                    for (const Index k : {1, 64, 300}) {
                        const QString found = otherBits<decltype(type)>(static_cast<Kind>(kind), {m, n, k});
                        QVERIFY2(found.isEmpty(), qPrintable(found));
                    }
        });
    }

    void severalProductsHaveTheBitsOfOneAfterTheOther() {
        for (const Index m : {1, 3, 16, 17, 64, 71, 130})
            for (const Index n : {1, 6, 7, 13}) {
                QVERIFY2(sameTogether<float>(m, n, {50, 3, 0, 257, 1}), qPrintable(describe({m, n, 311})));
                QVERIFY2(sameTogether<double>(m, n, {50, 3, 0, 257, 1}), qPrintable(describe({m, n, 311})));
            }
    }

    void whatIsNotFiniteStaysInItsRowAndColumn_data() { rows(); }
    void whatIsNotFiniteStaysInItsRowAndColumn() {
        QFETCH(int, kind);
        QFETCH(bool, isDouble);
        withType(isDouble, [&](auto type) {
            using T = decltype(type);
            for (const Size size : {Size{1, 1, 1}, Size{7, 8, 5}, Size{35, 13, 40}, Size{77, 7, 300}})
                for (const T value : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()})
                    for (const bool inLeft : {false, true}) {
                        const QString found = strayed<T>(static_cast<Kind>(kind), size, value, inLeft);
                        QVERIFY2(found.isEmpty(), qPrintable(found));
                    }
        });
    }
};

QTEST_APPLESS_MAIN(TestProductKernel)
#include "tst_product_kernel.moc"
