#include "ui/state/seed_statistics.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace unroll {
namespace {

struct SeedStatisticsWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::SeedStatistics)
};

// The continued fraction of the incomplete beta function (Abramowitz and Stegun, "Handbook of Mathematical Functions",
// 26.5.8), by Lentz's method; it converges fast for x < (a + 1) / (a + b + 2).
double betaFraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    const auto nonZero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        const double before = fraction;
        for (const double term : {even, odd}) {
            d = 1 / nonZero(1 + term * d);
            c = nonZero(1 + term / c);
            fraction *= c * d;
        }
        if (std::abs(fraction - before) <= 1e-15 * std::abs(fraction))
            break;
    }
    return fraction;
}

// The regularised incomplete beta function.
double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * betaFraction(x, a, b) / a;
    return 1 - front * betaFraction(1 - x, b, a) / b;
}

const std::array metrics{&EpochMetrics::seconds,     &EpochMetrics::trainLoss,    &EpochMetrics::trainAccuracy,
                         &EpochMetrics::testLoss,    &EpochMetrics::testAccuracy, &EpochMetrics::samplesPerSecond,
                         &EpochMetrics::gradientNorm};

QString points(double share) { return QLocale().toString(100 * share, 'f', 1); }

QString capitalised(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

Spread spreadOf(std::span<const double> values) {
    Spread spread;
    spread.count = std::ssize(values);
    for (const double value : values)
        spread.mean += value / static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - spread.mean) * (value - spread.mean);
    if (values.size() > 1)
        spread.deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return spread;
}

std::optional<double> welchProbability(const Spread& a, const Spread& b) {
    if (a.count < 2 || b.count < 2)
        return std::nullopt;
    const auto square = [](double value) { return value * value; };
    const double first = square(a.deviation) / static_cast<double>(a.count);
    const double second = square(b.deviation) / static_cast<double>(b.count);
    if (first + second == 0)
        return a.mean == b.mean ? 1 : 0;
    const double t2 = square(a.mean - b.mean) / (first + second);
    const double freedom = square(first + second) / (square(first) / static_cast<double>(a.count - 1) +
                                                     square(second) / static_cast<double>(b.count - 1));
    return incompleteBeta(freedom / (freedom + t2), freedom / 2, 0.5);
}

std::optional<double> pairedProbability(const Spread& differences) {
    if (differences.count < 2)
        return std::nullopt;
    const double square = differences.deviation * differences.deviation / static_cast<double>(differences.count);
    if (square == 0)
        return differences.mean == 0 ? 1 : 0;
    const double t2 = differences.mean * differences.mean / square;
    const auto freedom = static_cast<double>(differences.count - 1);
    return incompleteBeta(freedom / (freedom + t2), freedom / 2, 0.5);
}

SeedBand seedBand(std::span<const std::vector<EpochMetrics>* const> runs) {
    SeedBand band;
    std::size_t length = runs.empty() ? 0 : std::numeric_limits<std::size_t>::max();
    for (const auto* epochs : runs)
        length = std::min(length, epochs->size());
    for (std::size_t i = 0; i < length; ++i) {
        EpochMetrics mean = (*runs.front())[i];
        EpochMetrics deviation = mean;
        for (const auto metric : metrics) {
            std::vector<double> values;
            for (const auto* epochs : runs)
                values.push_back((*epochs)[i].*metric);
            const Spread spread = spreadOf(values);
            mean.*metric = spread.mean;
            deviation.*metric = spread.deviation;
        }
        band.means.push_back(mean);
        band.deviations.push_back(deviation);
    }
    return band;
}

QString verdict(const QString& name, const Spread& accuracy, const QString& otherName, const Spread& otherAccuracy) {
    const std::optional<double> probability = welchProbability(accuracy, otherAccuracy);
    if (!probability)
        return {};
    const bool better = accuracy.mean >= otherAccuracy.mean;
    const QString first = better ? name : otherName;
    const QString second = better ? otherName : name;
    const double noise =
        std::sqrt((accuracy.deviation * accuracy.deviation + otherAccuracy.deviation * otherAccuracy.deviation) / 2);
    const QString form =
        *probability < toldApartBelow
            ? SeedStatisticsWords::tr("%1 is better than %2: their means differ by %3 points, the seeds by %4.")
            : SeedStatisticsWords::tr(
                  "No significant difference between %1 and %2: their means differ by %3 points, the seeds by %4.");
    return capitalised(form.arg(first, second, points(std::abs(accuracy.mean - otherAccuracy.mean)), points(noise)));
}

QString pairedVerdict(const QString& name, const QString& otherName, const Spread& gains) {
    const std::optional<double> probability = pairedProbability(gains);
    if (!probability)
        return {};
    const bool better = gains.mean >= 0;
    const QString form =
        *probability < toldApartBelow
            ? SeedStatisticsWords::tr("%1 is better than %2: on the same seeds by %3 points.")
            : SeedStatisticsWords::tr(
                  "No significant difference between %1 and %2: on the same seeds they differ by %3 points.");
    const QString difference = points(std::abs(gains.mean)) + QStringLiteral(" \u00b1 ") + points(gains.deviation);
    return capitalised(form.arg(better ? name : otherName, better ? otherName : name, difference));
}

QString verdictRule() {
    return SeedStatisticsWords::tr(
        "On the test accuracies of the last epoch. Two settings count as different when means so far "
        "apart would come by chance in less than 1 of 20 cases: by a paired t-test on the differences "
        "seed by seed where both have the same seeds, and otherwise by Welch's t-test. What stands "
        "after \u00b1, and what the seeds differ by, is one standard deviation.");
}

} // namespace unroll
