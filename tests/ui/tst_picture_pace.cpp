#include "ui/training/picture_pace.h"

#include <QTest>

using namespace unroll;
using namespace std::chrono_literals;

class TestPicturePace : public QObject {
    Q_OBJECT

private slots:
    void takesATwentyFifthOfACore_data() {
        QTest::addColumn<int>("microseconds");
        QTest::addColumn<int>("interval");
        QTest::newRow("nothing") << 0 << 33000;
        QTest::newRow("little") << 1000 << 33000;
        QTest::newRow("some") << 2000 << 50000;
        QTest::newRow("much") << 4000 << 100000;
        QTest::newRow("very much") << 40000 << 100000;
    }
    void takesATwentyFifthOfACore() {
        QFETCH(int, microseconds);
        PicturePace pace;
        pace.took(std::chrono::microseconds(microseconds));
        QTEST(static_cast<int>(pace.interval() / 1us), "interval");
    }

    void oneCostlyPictureDoesNotCount() {
        PicturePace pace;
        for (int i = 0; i < 20; ++i)
            pace.took(1ms);
        pace.took(3ms);
        QVERIFY(pace.interval() < 40ms);
        for (int i = 0; i < 20; ++i)
            pace.took(3ms);
        QVERIFY(pace.interval() > 74ms);
    }
};

QTEST_APPLESS_MAIN(TestPicturePace)
#include "tst_picture_pace.moc"
