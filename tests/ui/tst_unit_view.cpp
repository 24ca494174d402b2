#include "tests/support/sights.h"
#include "ui/inspect/unit_view.h"

#include <QTest>

using namespace unroll;

namespace {

// The subject and four test images; two cells, two units, of which the second ends at the image's number.
NetworkSight ofImages() {
    NetworkSight sight = sightOfTestSet({{3, 3}, {4, 4}, {4, 4}, {5, 5}}, 10);
    sight.shape = {.cells = 2, .piece = 1, .hidden = 2, .layers = 1, .gates = 1, .classes = 10};
    Findings findings;
    findings.query.subjects = {TestImage{9}};
    for (int image = 0; image < 4; ++image)
        findings.query.subjects.emplace_back(TestImage{image});
    for (std::size_t i = 0; i < 5; ++i)
        findings.arrays.push_back({.quantity = Quantity::States,
                                   .subject = i,
                                   .rows = 2,
                                   .columns = 2,
                                   .values = {0, 0.5F, 0, static_cast<float>(i) - 1}});
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

} // namespace

class TestUnitView : public QObject {
    Q_OBJECT

private slots:
    void imagesAreOrderedByTheUnitsLastState() {
        LookFocus focus;
        UnitView view(focus);
        focus.setUnit(0, 1);
        view.setSights({ofImages()});
        QCOMPARE(
            QString::fromStdString(view.table()),
            QString("run,unit,test_image,state_after_last_cell\n1 vanilla,2,3,3\n1 vanilla,2,2,2\n1 vanilla,2,1,1\n"
                    "1 vanilla,2,0,0\n"));
        QVERIFY2(view.sentence().startsWith(QString::fromUtf8("Unit 2 ends highest after images of “5” (3.00")),
                 qPrintable(view.sentence()));
        QVERIFY(view.sentence().contains(QString::fromUtf8("lowest after “3” (0.00)")));
    }

    // Large networks bring many numbers for each image.
    void itAsksForNoMoreThanItCanHold() {
        LookFocus focus;
        UnitView view(focus);
        QCOMPARE(view.wish().images, 60);
        NetworkSight large = ofImages();
        large.shape.cells = 784;
        large.shape.hidden = 784;
        view.setSights({large});
        QCOMPARE(view.wish().images, 8);
    }
};

QTEST_MAIN(TestUnitView)
#include "tst_unit_view.moc"
