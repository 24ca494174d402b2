#include "ui/state/keep_extremes.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace unroll;

namespace {

struct Sample {
    double at = 0;
    double a = 0;
    double b = 0;
    double sum = 1; // of those it stands for
};

std::vector<Sample> samples(int count) {
    std::vector<Sample> all;
    for (int i = 0; i < count; ++i)
        all.push_back({static_cast<double>(i), std::sin(i * 0.7), std::cos(i * std::numbers::pi / 3), 1});
    return all;
}

void join(Sample& sample, const Sample& gone) { sample.sum += gone.sum; }

double sumOf(const std::vector<Sample>& all) {
    double sum = 0;
    for (const Sample& sample : all)
        sum += sample.sum;
    return sum;
}

} // namespace

class TestKeepExtremes : public QObject {
    Q_OBJECT

private slots:
    void peaksSumsAndTheLastStay_data() {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 8, 9, 16, 17, 100, 8192})
            QTest::addRow("%d", count) << count;
    }
    void peaksSumsAndTheLastStay() {
        QFETCH(int, count);
        auto all = samples(count);
        if (count > 6) {
            all[5].a = 99;
            all[6].b = -99;
        }
        auto kept = all;
        kept.resize(keepExtremes(std::span(kept), join, &Sample::a, &Sample::b));
        QVERIFY(kept.size() <= all.size() / 2 + 8);
        QVERIFY(std::ranges::is_sorted(kept, {}, &Sample::at));
        QCOMPARE(sumOf(kept), sumOf(all));
        if (count == 0)
            return;
        QCOMPARE(kept.back().at, all.back().at);
        for (const auto number : {&Sample::a, &Sample::b}) {
            QCOMPARE(std::ranges::max(kept, {}, number).*number, std::ranges::max(all, {}, number).*number);
            QCOMPARE(std::ranges::min(kept, {}, number).*number, std::ranges::min(all, {}, number).*number);
        }
    }

    void whatIsNotANumberIsTolerated() {
        auto all = samples(100);
        for (Sample& sample : all)
            sample.a = std::nan("");
        all.resize(keepExtremes(std::span(all), join, &Sample::a, &Sample::b));
        QVERIFY(all.size() < 60);
        QCOMPARE(sumOf(all), 100.0);
    }

    // However long it goes on: no part of the curve is thinner than another but for its end, which is whole.
    void theBeginningStaysAsDenseAsTheRest() {
        constexpr std::size_t capacity = 512;
        for (const int count : {600, 5000, 100000}) {
            std::vector<Sample> kept;
            EvenThinning thinning;
            for (const Sample& sample : samples(count)) {
                kept.push_back(sample);
                thinning.thin(kept, capacity, join, &Sample::a, &Sample::b);
                QVERIFY(kept.size() <= capacity);
            }
            QVERIFY(kept.size() >= capacity / 8);
            QCOMPARE(sumOf(kept), static_cast<double>(count));
            int tenths[10] = {};
            for (const Sample& sample : kept)
                ++tenths[static_cast<int>(10 * sample.at / count)];
            const int whole = std::ranges::min(tenths);
            QVERIFY2(whole >= 4, qPrintable(QStringLiteral("%1 of %2").arg(whole).arg(count)));
            for (int i = 0; i < 8; ++i) // the last two may hold what is not thinned out yet
                QVERIFY2(tenths[i] <= 3 * whole + 8,
                         qPrintable(QStringLiteral("%1: %2, %3").arg(i).arg(tenths[i]).arg(whole)));
        }
    }

    void whatIsCutOffMakesRoom() {
        std::vector<Sample> kept;
        EvenThinning thinning;
        for (const Sample& sample : samples(1000)) {
            kept.push_back(sample);
            thinning.thin(kept, 256, join, &Sample::a, &Sample::b);
        }
        kept.resize(3);
        for (const Sample& sample : samples(1000)) {
            kept.push_back(sample);
            thinning.thin(kept, 256, join, &Sample::a, &Sample::b);
            QVERIFY(kept.size() <= 256);
        }
        QCOMPARE(kept.back().at, 999.0);
    }
};

QTEST_APPLESS_MAIN(TestKeepExtremes)
#include "tst_keep_extremes.moc"
