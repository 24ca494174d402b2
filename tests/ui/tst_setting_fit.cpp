#include "ui/state/setting_fit.h"

#include <QTest>

using namespace unroll;

class TestSettingFit : public QObject {
    Q_OBJECT

private slots:
    void fits_data() {
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("pixels");
        QTest::addColumn<int>("fitting");
        QTest::newRow("divides") << 28 << 784 << 28;
        QTest::newRow("rows of another size") << 28 << 1024 << 32;
        QTest::newRow("in proportion, not in difference") << 6 << 2 * 13 << 13;
        QTest::newRow("more than there are") << 784 << 45 << 45;
        QTest::newRow("a prime") << 4 << 31 << 1;
        QTest::newRow("one pixel") << 4 << 1 << 1;
        QTest::newRow("not known yet") << 5 << 0 << 5;
    }
    void fits() {
        QFETCH(int, wanted);
        QFETCH(int, pixels);
        QFETCH(int, fitting);
        QCOMPARE(fittingCells(wanted, pixels), fitting);
    }

    void drawnDataKeepsAllElse() {
        Hyperparameters setting;
        setting.data = "letters";
        setting.cells = 5;
        setting.hidden = 32;
        Hyperparameters expected = setting;
        expected.data = "digits";
        expected.cells = 4;
        QCOMPARE(onDrawnData(setting), expected);
    }
};

QTEST_APPLESS_MAIN(TestSettingFit)
#include "tst_setting_fit.moc"
