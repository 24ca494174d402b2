#include "ui/state/figure_texts.h"

#include <QTest>

using namespace unroll;

class TestFigureTexts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void amountsAreReadable_data() {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << bytesText(0) << QStringLiteral("0\u00a0B");
        QTest::newRow("bytes") << bytesText(999) << QStringLiteral("999\u00a0B");
        QTest::newRow("KiB") << bytesText(1536) << QStringLiteral("1.5\u00a0KiB");
        QTest::newRow("GiB") << bytesText(85LL << 30) << QStringLiteral("85.0\u00a0GiB");
        QTest::newRow("short") << secondsText(0.2631) << QStringLiteral("0.26\u00a0s");
        QTest::newRow("minutes") << secondsText(75.9) << QStringLiteral("1:15\u00a0min");
        QTest::newRow("hours") << secondsText(3725) << QStringLiteral("1:02\u00a0h");
        QTest::newRow("speed") << groupedText(1180000.4) << QStringLiteral("1\u202f180\u202f000");
        QTest::newRow("three digits") << groupedText(180) << QString("180");
        QTest::newRow("percent") << percentText(0.9263) << QStringLiteral("92.6\u2009%");
        QTest::newRow("percents") << percentText(0.9263, 0.0031) << QStringLiteral("92.6\u2009\u00b1\u20090.3\u2009%");
        QTest::newRow("loss") << lossText(0.26912) << QString("0.269");
        QTest::newRow("huge loss") << lossText(1234.4) << QString("1234");
        QTest::newRow("losses") << lossText(0.26912, 0.0041) << QStringLiteral("0.269\u2009\u00b1\u20090.004");
        QTest::newRow("norm 0") << normText(0) << QString("0.000");
        QTest::newRow("norm small") << normText(0.01234) << QString("0.0123");
        QTest::newRow("norm") << normText(2.1) << QString("2.10");
        QTest::newRow("norm 10") << normText(10) << QString("10.0");
        QTest::newRow("norm large") << normText(12345.6) << QString("12346");
    }
    void amountsAreReadable() {
        QFETCH(QString, made);
        QTEST(made, "text");
    }

    void digitsAreGroupedAsTheLocaleDoes() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(groupedText(1180000.4), QString("1,180,000"));
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(groupedText(1180000.4), QString("1.180.000"));
        QCOMPARE(bytesText(1536), QStringLiteral("1,5\u00a0KiB"));
        QLocale::setDefault(QLocale::c());
    }
};

QTEST_APPLESS_MAIN(TestFigureTexts)
#include "tst_figure_texts.moc"
