#include "tests/support/sights.h"
#include "ui/inspect/digit_strip.h"
#include "ui/inspect/map_view.h"
#include "ui/plots/point_chart.h"

#include <QTest>

using namespace unroll;

namespace {

// Four images at the corners of a square; the last is misread.
NetworkSight ofSquare() {
    NetworkSight sight = sightOfTestSet({{0, 0}, {1, 1}, {2, 2}, {1, 2}}, 3);
    StateMap map{.variance = {0.6, 0.3}};
    map.points = {{0, 0, 0, -1, -1}, {1, 1, 1, 1, -1}, {2, 2, 2, 1, 1}, {3, 1, 2, -1, 1}};
    Findings findings;
    findings.query.study = MapStudy{};
    findings.study = std::make_shared<const StudyResult>(std::move(map));
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

QPoint placeOf(const PointChart& chart, std::size_t point) {
    return QPointF(chart.xAxis->coordToPixel(chart.points()[point].x),
                   chart.yAxis->coordToPixel(chart.points()[point].y))
        .toPoint();
}

} // namespace

class TestMapView : public QObject {
    Q_OBJECT

private slots:
    void itSaysHowMuchTheAxesHold() {
        LookFocus focus;
        MapView view(focus);
        QVERIFY(std::holds_alternative<MapStudy>(*view.wish().study));
        view.setSights({ofSquare()});
        QVERIFY2(view.sentence().contains("4 test images") && view.sentence().contains("90.0") &&
                     view.sentence().contains("1 are misread"),
                 qPrintable(view.sentence()));
        QCOMPARE(QString::fromStdString(view.table()),
                 QString("run,index,label,prediction,x,y\n1 vanilla,0,0,0,-1,-1\n1 vanilla,1,1,1,1,-1\n"
                         "1 vanilla,2,2,2,1,1\n1 vanilla,3,1,2,-1,1\n"));
    }

    // A press, and the arrow keys from there.
    void aPressIsTheSubject() {
        LookFocus focus;
        MapView view(focus);
        view.resize(400, 400);
        view.setSights({ofSquare()});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto* chart = view.findChild<PointChart*>();
        QTest::mouseClick(chart, Qt::LeftButton, {}, placeOf(*chart, 2));
        QCOMPARE(focus.subject(), Subject(TestImage{2}));
        QTest::keyClick(chart, Qt::Key_Down);
        QCOMPARE(focus.subject(), Subject(TestImage{1}));
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(focus.subject(), Subject(TestImage{0}));
        QTest::keyClick(chart, Qt::Key_Left); // there is none
        QCOMPARE(focus.subject(), Subject(TestImage{0}));
    }

    // A line around the two on the right shows their digits, and a press beside it takes it away.
    void aLassoOpensItsDigits() {
        LookFocus focus;
        MapView view(focus);
        view.resize(400, 400);
        view.setSights({ofSquare()});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto* chart = view.findChild<PointChart*>();
        const auto* strip = view.findChild<DigitStrip*>();
        QVERIFY(strip && !strip->isVisible());
        const QPoint upper = placeOf(*chart, 2);
        const QPoint lower = placeOf(*chart, 1);
        const QPoint middle = (upper + lower) / 2 - QPoint(60, 0);
        QTest::mousePress(chart, Qt::LeftButton, {}, middle);
        for (const QPoint& corner :
             {upper + QPoint(-20, -12), upper + QPoint(12, -12), lower + QPoint(12, 12), lower + QPoint(-20, 12)}) {
            QMouseEvent move(QEvent::MouseMove, corner, chart->mapToGlobal(corner), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(chart, &move);
        }
        QTest::mouseRelease(chart, Qt::LeftButton, {}, lower + QPoint(-20, 12));
        QCOMPARE(chart->lassoed(), (std::vector<int>{1, 2}));
        QVERIFY(strip->isVisible());
        QCOMPARE(focus.subject(), Subject(TestImage{0})); // as it was
        QTest::mouseClick(chart, Qt::LeftButton, {}, middle);
        QVERIFY(chart->lassoed().empty());
        QVERIFY(!strip->isVisible());
    }

    void twoNetworksAreTwoDrawings() {
        LookFocus focus;
        MapView view(focus);
        NetworkSight named = ofSquare();
        named.classes = {"trouser", "trainer", "shirt"};
        view.setSights({named, ofSquare()});
        view.resize(400, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(view.findChildren<PointChart*>().size(), 2);
        for (const PointChart* chart : view.findChildren<PointChart*>())
            QVERIFY(chart->isVisible());
        view.setSights({ofSquare()});
        QVERIFY(!view.findChildren<PointChart*>().at(1)->isVisible());
    }
};

QTEST_MAIN(TestMapView)
#include "tst_map_view.moc"
