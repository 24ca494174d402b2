#include "ui/form/stop_slider.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestStopSlider : public QObject {
    Q_OBJECT

private slots:
    void powersOfTenAreMarked() {
        const std::vector<double> fine{0.001, 0.003, 0.01, 0.03, 0.1};
        QCOMPARE(StopSlider(fine).marks(), (std::vector<double>{0, 2, 4}));
        const std::vector<double> doubled{8, 16, 32, 64, 128};
        const auto marks = StopSlider(doubled).marks();
        QCOMPARE(marks.size(), 2U); // 10 and 100
        QVERIFY(std::abs(marks[0] - std::log2(10.0 / 8)) < 1e-9);
        QVERIFY(std::abs(marks[1] - std::log2(100.0 / 8)) < 1e-9);
        QCOMPARE(StopSlider({0, 1, 2}).marks(), std::vector<double>{1}); // zero has no place among ratios
    }

    void theHandleGoesToTheNearestStop() {
        StopSlider slider({0.001, 0.01, 0.1});
        QSignalSpy chosen(&slider, &StopSlider::stopChosen);
        slider.showNumber(0.02);
        QCOMPARE(slider.stop(), 0.01);
        QVERIFY(chosen.isEmpty());
        QTest::keyClick(&slider, Qt::Key_Right);
        QCOMPARE(chosen.value(0).value(0).toDouble(), 0.1);
    }
};

QTEST_MAIN(TestStopSlider)
#include "tst_stop_slider.moc"
