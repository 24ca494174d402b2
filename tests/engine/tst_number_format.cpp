#include "engine/files/number_format.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace unroll;

namespace {

template <typename Number>
std::string_view bytesOfAll(const std::vector<Number>& numbers) {
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

std::vector<std::uint16_t> everyHalf() {
    std::vector<std::uint16_t> halves(65536);
    for (std::size_t i = 0; i < halves.size(); ++i)
        halves[i] = static_cast<std::uint16_t>(i);
    return halves;
}

// By the definition: (-1)^s 2^(e - 15) (1 + f / 1024), and without the 1 for e = 0.
double half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const int fraction = bits & 1023;
    const double sign = bits >= 0x8000 ? -1 : 1;
    if (exponent == 31)
        return fraction == 0 ? sign * std::numeric_limits<double>::infinity() : std::nan("");
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

} // namespace

class TestNumberFormat : public QObject {
    Q_OBJECT

private slots:
    void everyHalfIsWidenedExactly() {
        const auto halves = everyHalf();
        std::vector<float> values(halves.size());
        QVERIFY(!readNumbers(NumberFormat::F16, bytesOfAll(halves), values));
        for (std::size_t i = 0; i < halves.size(); ++i) {
            const double expected = half(halves[i]);
            QVERIFY2(static_cast<double>(values[i]) == expected || (std::isnan(expected) && std::isnan(values[i])),
                     qPrintable(QString::number(i, 16)));
            QCOMPARE(std::signbit(values[i]), halves[i] >= 0x8000);
        }
    }

    void everyUpperHalfIsThatOfItsFloat() {
        const auto halves = everyHalf();
        std::vector<float> values(halves.size());
        QVERIFY(!readNumbers(NumberFormat::BF16, bytesOfAll(halves), values));
        for (std::size_t i = 0; i < halves.size(); ++i)
            QCOMPARE(std::bit_cast<std::uint32_t>(values[i]), static_cast<std::uint32_t>(i << 16));
    }

    void floatsKeepTheirBits() {
        const std::vector<std::uint32_t> bits{0, 0x80000000, 1, 0x7F800001, 0xFFC12345, 0x3F9D70A4};
        std::vector<float> values(bits.size());
        QVERIFY(!readNumbers(NumberFormat::F32, bytesOfAll(bits), values));
        for (std::size_t i = 0; i < bits.size(); ++i)
            QCOMPARE(std::bit_cast<std::uint32_t>(values[i]), bits[i]);
    }

    void doublesAreRounded() {
        const double largest = static_cast<double>(std::numeric_limits<float>::max());
        const std::vector<double> numbers{0.1, -1e-50, largest, std::nextafter(0x1.ffffffp127, 0.0),
                                          -std::numeric_limits<double>::infinity()};
        std::vector<float> values(numbers.size());
        QVERIFY(!readNumbers(NumberFormat::F64, bytesOfAll(numbers), values));
        QVERIFY(values ==
                (std::vector<float>{0.1F, -0.0F, std::numeric_limits<float>::max(), std::numeric_limits<float>::max(),
                                    -std::numeric_limits<float>::infinity()}));
    }

    void whatNoFloatHoldsIsNamed() {
        for (const double large : {0x1.ffffffp127, -1e39, std::numeric_limits<double>::max()}) {
            std::vector<float> values(3);
            QCOMPARE(readNumbers(NumberFormat::F64, bytesOfAll(std::vector<double>{1, 2, large}), values),
                     std::optional<std::size_t>(2));
        }
    }

    void bytesAndNumbersBelongTogether() {
        std::vector<float> values(2);
        QVERIFY_EXCEPTION_THROWN(readNumbers(NumberFormat::F16, "abcdef", values), std::invalid_argument);
        QVERIFY(!readNumbers(NumberFormat::F64, {}, {}));
        QVERIFY(!numberFormatNamed("I64") && !numberFormatNamed("f32"));
    }
};

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
