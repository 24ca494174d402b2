#include "ui/state/seed_statistics.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

using Values = std::vector<double>;

bool near(double a, double b, double within = 1e-6) { return std::abs(a - b) <= within * std::max(1.0, std::abs(b)); }

EpochMetrics epoch(std::int64_t number, double accuracy) {
    EpochMetrics metrics;
    metrics.epoch = number;
    metrics.testAccuracy = accuracy;
    return metrics;
}

} // namespace

class TestSeedStatistics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void deviationIsThatOfASample() {
        const Spread spread = spreadOf(Values{2, 4, 4, 4, 5, 5, 7, 9});
        QCOMPARE(spread.mean, 5.0);
        QVERIFY(near(spread.deviation, std::sqrt(32.0 / 7.0)));
        QCOMPARE(spreadOf(Values{3}).deviation, 0.0);
        QCOMPARE(spreadOf(Values{}).count, 0);
    }

    // Against the integral of Student's density, in 200,000 steps.
    void probabilities_data() {
        QTest::addColumn<Values>("a");
        QTest::addColumn<Values>("b");
        QTest::addColumn<double>("probability");
        const Values a{27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4};
        const Values b{27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.0, 23.9};
        QTest::newRow("many values") << a << b << 0.008452732437437;
        QTest::newRow("few values") << Values{1, 2, 3} << Values{2, 4, 6} << 0.2208808404943;
        QTest::newRow("far apart") << Values{1, 1.1, 0.9} << Values{5, 5.1, 4.9} << 1.03877946509e-6;
        QTest::newRow("the same") << Values{1, 2, 3} << Values{1, 2, 3} << 1.0;
        QTest::newRow("no noise, equal") << Values{2, 2} << Values{2, 2} << 1.0;
        QTest::newRow("no noise, apart") << Values{2, 2} << Values{3, 3} << 0.0;
    }
    void probabilities() {
        QFETCH(Values, a);
        QFETCH(Values, b);
        QFETCH(double, probability);
        const double found = *welchProbability(spreadOf(a), spreadOf(b));
        QVERIFY2(std::abs(found - probability) <= 1e-6 * probability, qPrintable(QString::number(found, 'g', 12)));
    }

    // The differences of Student's own example, the hours of sleep that two drugs gave to ten patients: t = 4.0621, and
    // p = 0.002833 with nine degrees of freedom.
    void pairsAreHeldByTheirDifferences() {
        const Spread gains = spreadOf(Values{1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4});
        QVERIFY(near(gains.mean, 1.58));
        QVERIFY(std::abs(*pairedProbability(gains) - 0.002833) < 1e-6);
        QVERIFY(!pairedProbability(spreadOf(Values{1})));
        QCOMPARE(*pairedProbability(spreadOf(Values{0, 0})), 1.0);
        QCOMPARE(*pairedProbability(spreadOf(Values{2, 2})), 0.0);
        QVERIFY(pairedVerdict("a", "b", spreadOf(Values{1})).isEmpty());
    }

    void oneSeedSaysNothing() {
        QVERIFY(!welchProbability(spreadOf(Values{1}), spreadOf(Values{1, 2})));
        QVERIFY(verdict("a", spreadOf(Values{1}), "b", spreadOf(Values{1, 2})).isEmpty());
    }

    void verdictIsAPlainSentence() {
        const Spread wide = spreadOf(Values{0.920, 0.926, 0.923});
        const Spread narrow = spreadOf(Values{0.918, 0.924, 0.921});
        QCOMPARE(verdict("hidden 64", narrow, "hidden 128", wide),
                 QString("No significant difference between hidden 128 and hidden 64: their means differ by 0.2 "
                         "points, the seeds by "
                         "0.3."));
        const Spread better = spreadOf(Values{0.960, 0.961, 0.959});
        QCOMPARE(verdict("eta 0.1", better, "eta 0.01", narrow),
                 QString("Eta 0.1 is better than eta 0.01: their means differ by 3.9 points, the seeds by 0.2."));
        QVERIFY(verdictRule().contains("Welch") && verdictRule().contains("paired"));
    }

    void bandHasTheEpochsThatAllSeedsFinished() {
        const std::vector<EpochMetrics> first{epoch(1, 0.5), epoch(2, 0.7)};
        const std::vector<EpochMetrics> second{epoch(1, 0.7)};
        const std::vector both{&first, &second};
        const SeedBand band = seedBand(both);
        QCOMPARE(band.means.size(), 1U);
        QVERIFY(near(band.means[0].testAccuracy, 0.6));
        QVERIFY(near(band.deviations[0].testAccuracy, 0.2 / std::sqrt(2.0)));
        QCOMPARE(band.means[0].epoch, 1);
        QVERIFY(seedBand({}).means.empty());
    }
};

QTEST_APPLESS_MAIN(TestSeedStatistics)
#include "tst_seed_statistics.moc"
