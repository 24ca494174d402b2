#include "tests/support/sights.h"
#include "ui/inspect/sharpness_view.h"
#include "ui/plots/epoch_chart.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

namespace {

NetworkSight withEigenvalues(const std::vector<double>& eigenvalues, double eta, bool plain = true) {
    NetworkSight sight = sightWith({}, 2, 2, 3);
    sight.eta = eta;
    sight.plainDescent = plain;
    std::int64_t epoch = 0;
    for (const double eigenvalue : eigenvalues) {
        Findings findings;
        findings.query.study = SharpnessStudy{};
        findings.study = std::make_shared<const StudyResult>(
            Sharpness{.largestEigenvalue = eigenvalue, .images = 100, .iterations = 7, .residual = 0.005, .loss = 0.5});
        sight.past.push_back({epoch++, std::make_shared<const Findings>(std::move(findings))});
    }
    sight.findings = sight.past.back().findings;
    return sight;
}

} // namespace

class TestSharpnessView : public QObject {
    Q_OBJECT

private slots:
    void itSaysOnWhichSideOfTheLimitItIs() {
        LookFocus focus;
        SharpnessView view(focus);
        QVERIFY(view.wish().ofPast);
        view.setSights({withEigenvalues({3, 12, 19}, 0.1)});
        QVERIFY2(view.sentence().contains("19") && view.sentence().contains("epoch 2") &&
                     view.sentence().endsWith("this eta is stable here."),
                 qPrintable(view.sentence()));
        view.setSights({withEigenvalues({3, 12, 21}, 0.1)});
        QVERIFY2(view.sentence().contains("overshoots"), qPrintable(view.sentence()));
        view.setSights({withEigenvalues({3, 12, 21}, 0.1, false)}); // Adam has another limit
        QVERIFY2(!view.sentence().contains("overshoots"), qPrintable(view.sentence()));
        QCOMPARE(QString::fromStdString(view.table()).split('\n').at(1), QString("1 vanilla,0,3,20,100,7,0.005,0.5"));
    }

    void theLimitIsALine() {
        LookFocus focus;
        SharpnessView view(focus);
        view.setSights({withEigenvalues({3, 12}, 0.1), withEigenvalues({5, 5}, 0.1)});
        const auto* chart = view.findChild<EpochChart*>();
        QCOMPARE(chart->graphCount(), 3); // one limit for both
        QCOMPARE(chart->graph(1)->data()->begin()->value, 20.0);
        view.setSights({withEigenvalues({3, 12}, 0.1), withEigenvalues({5, 5}, 0.2)});
        QCOMPARE(chart->graphCount(), 4);
    }

    void aPressGoesBackToAnEpoch() {
        LookFocus focus;
        SharpnessView view(focus);
        view.resize(400, 300);
        view.setSights({withEigenvalues({3, 12, 19}, 0.1)});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto* chart = view.findChild<EpochChart*>();
        QSignalSpy chosen(&view, &InsideView::epochChosen);
        QTest::mouseClick(chart, Qt::LeftButton, {},
                          QPoint(static_cast<int>(chart->xAxis->coordToPixel(1.2)), chart->height() / 2));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 1);
    }
};

QTEST_MAIN(TestSharpnessView)
#include "tst_sharpness_view.moc"
