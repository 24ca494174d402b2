#include "ui/plots/label_spread.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

class TestLabelSpread : public QObject {
    Q_OBJECT

private slots:
    void leavesRoomyLabelsAlone() {
        const std::vector<double> wanted{80, 10, 45};
        QVERIFY(spreadLabels(wanted, 12, 0, 100) == wanted);
    }

    void centresATouchingGroupOnWhatItWanted() {
        const auto spread = spreadLabels({50, 52}, 10, 0, 100);
        QCOMPARE(spread[0], 46.0);
        QCOMPARE(spread[1], 56.0);
    }

    void keepsOrderDistanceAndEdges_data() {
        QTest::addColumn<QList<double>>("wanted");
        QTest::newRow("at the top") << QList<double>{-5, 1, 2};
        QTest::newRow("at the bottom") << QList<double>{99, 120, 98};
        QTest::newRow("all alike") << QList<double>{50, 50, 50, 50};
        QTest::newRow("two groups that meet") << QList<double>{40, 41, 55, 56, 47};
    }
    void keepsOrderDistanceAndEdges() {
        QFETCH(QList<double>, wanted);
        constexpr double gap = 12;
        const auto spread = spreadLabels({wanted.begin(), wanted.end()}, gap, 0, 100);
        for (std::size_t i = 0; i < spread.size(); ++i) {
            QVERIFY(spread[i] >= 0 && spread[i] <= 100);
            for (std::size_t j = 0; j < spread.size(); ++j)
                if (wanted[static_cast<qsizetype>(i)] < wanted[static_cast<qsizetype>(j)])
                    QVERIFY(spread[j] - spread[i] > gap - 1e-9);
        }
        auto sorted = spread;
        std::ranges::sort(sorted);
        for (std::size_t i = 1; i < sorted.size(); ++i)
            QVERIFY(sorted[i] - sorted[i - 1] > gap - 1e-9);
    }

    void noLabelsNoPositions() { QVERIFY(spreadLabels({}, 12, 0, 100).empty()); }
};

QTEST_APPLESS_MAIN(TestLabelSpread)
#include "tst_label_spread.moc"
