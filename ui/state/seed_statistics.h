// What several seeds of one setting say together, and whether two settings can be told apart.
//
// Deviations are those of samples (n - 1). Two settings are held to differ when Welch's t-test (B. L. Welch, "The
// generalization of Student's problem when several different population variances are involved", Biometrika, 1947)
// says that means so far apart would come by chance in less than one of twenty pairs of settings that do not differ.
// Where both were trained with the same seeds the question is put to the differences seed by seed, with Student's
// paired t-test ("The probable error of a mean", Biometrika, 1908): what a lucky seed gives to both settings cancels
// out.
#pragma once

#include "engine/session/metrics.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace unroll {

struct Spread {
    std::int64_t count = 0;
    double mean = 0;
    double deviation = 0; // of the sample; 0 for fewer than two values

    bool operator==(const Spread&) const = default;
};

// Without values the mean is 0.
Spread spreadOf(std::span<const double> values);

// The probability, 0...1, that two samples of one population have means at least so far apart: Welch's t-test, two
// sided. Nothing with fewer than two values on either side; without any deviation 1 for equal means and 0 for others.
std::optional<double> welchProbability(const Spread& a, const Spread& b);

// The same for pairs of values, by their differences: Student's t-test, two sided.
std::optional<double> pairedProbability(const Spread& differences);

inline constexpr double toldApartBelow = 0.05;

// Epoch by epoch the mean and the deviation over the seeds, of those epochs that all of them have finished. An epoch's
// number, step and eta are the first run's.
struct SeedBand {
    std::vector<EpochMetrics> means;
    std::vector<EpochMetrics> deviations;
};
SeedBand seedBand(std::span<const std::vector<EpochMetrics>* const> runs);

// One sentence on the test accuracies, shares of 0...1, of two settings: "eta 0.03 and eta 0.01 can't be told apart:
// their means differ by 0.2 points, the seeds by 0.3." Empty when there are not two seeds of each.
QString verdict(const QString& name, const Spread& accuracy, const QString& otherName, const Spread& otherAccuracy);

// The same on settings that were trained with the same seeds; `gains` are the differences, seed by seed, of the first
// setting's accuracies to the other's: "eta 0.03 is better than eta 0.01: on the same seeds by 0.8 ± 0.2 points."
QString pairedVerdict(const QString& name, const QString& otherName, const Spread& gains);

// How the verdicts are reached, for a tooltip.
QString verdictRule();

} // namespace unroll
