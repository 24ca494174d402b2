#include "tests/support/sights.h"
#include "ui/inspect/landscape_view.h"
#include "ui/plots/heat_map.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace unroll;

namespace {

// Three by three points, 1 in the middle; the training came from the upper right.
Landscape bowl() {
    Landscape landscape{.images = 20, .alpha = {-1, 0, 1}, .beta = {-1, 0, 1}};
    landscape.loss = {100, 10, 100, 10, 1, 10, 100, 10, 100};
    landscape.trajectory = {{0, 1, 1, 0.25}, {1, 0, 0, 0}};
    return landscape;
}

NetworkSight showing(Landscape landscape, bool complete = true) {
    NetworkSight sight = sightWith({}, 2, 2, 3);
    Findings findings;
    findings.query.study = LandscapeStudy{};
    findings.study = std::make_shared<const StudyResult>(std::move(landscape));
    findings.complete = complete;
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

} // namespace

class TestLandscapeView : public QObject {
    Q_OBJECT

private slots:
    // Beta rises upwards, as on paper.
    void theWayLiesOnThePlane() {
        LookFocus focus;
        LandscapeView view(focus);
        view.setSights({showing(bowl())});
        const HeatMapCells& cells = view.findChild<HeatMap*>()->cells();
        QCOMPARE(cells.rows, 3);
        QCOMPARE(cells.rowNames.front(), QString("1"));
        QCOMPARE(cells.at(1, 1), 0.0F); // log10 of 1
        QCOMPARE(cells.at(0, 2), 2.0F);
        QCOMPARE(cells.way.size(), 2U);
        QCOMPARE(cells.way.front().column, 2.0);
        QCOMPARE(cells.way.front().row, 0.0);
        QCOMPARE(cells.spot->column, 1.0);
        QCOMPARE(cells.spot->row, 1.0);
        QVERIFY2(view.sentence().contains("3 x 3 points over 20 images") && view.sentence().contains("25.0"),
                 qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,1,-1,100\n"));
    }

    void whatIsNotKnownYetIsAsItsNeighbour() {
        Landscape landscape = bowl();
        for (std::size_t i = 0; i < 9; ++i)
            if (i != 4)
                landscape.loss[i] = std::numeric_limits<double>::quiet_NaN();
        LookFocus focus;
        LandscapeView view(focus);
        view.setSights({showing(landscape, false)});
        for (const float value : view.findChild<HeatMap*>()->cells().values)
            QCOMPARE(value, 0.0F);
        QVERIFY2(view.sentence().startsWith("1 of 9 points so far"), qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,1,-1,\n"));
    }

    void directionsAreChosen() {
        LookFocus focus;
        LandscapeView view(focus);
        view.setSights({showing(bowl())});
        QSignalSpy wishes(&view, &InsideView::wishChanged);
        QCOMPARE(std::get<LandscapeStudy>(*view.wish().study).directions, PlaneDirections::Random);
        for (QAbstractButton* button : view.findChildren<QAbstractButton*>())
            if (button->text() == "trajectory")
                button->click();
        QCOMPARE(wishes.size(), 1);
        QCOMPARE(std::get<LandscapeStudy>(*view.wish().study).directions, PlaneDirections::Trajectory);
    }

    // A network a thousand times as large is asked about fewer images.
    void itAsksForWhatItCanHave() {
        LookFocus focus;
        LandscapeView view(focus);
        QCOMPARE(std::get<LandscapeStudy>(*view.wish().study).images, 500);
        NetworkSight large = showing(bowl());
        large.shape.productsPerImage = 5e7;
        view.setSights({large});
        QCOMPARE(std::get<LandscapeStudy>(*view.wish().study).images, 16);
    }
};

QTEST_MAIN(TestLandscapeView)
#include "tst_landscape_view.moc"
