#include "ui/training/frame_pacer.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestFramePacer : public QObject {
    Q_OBJECT

private slots:
    void showsOnceWhatCameMeanwhile() {
        FramePacer pacer;
        QSignalSpy frames(&pacer, &FramePacer::frame);
        pacer.request();
        pacer.request();
        QCOMPARE(frames.size(), 0); // not within the call
        QVERIFY(frames.wait());
        QCOMPARE(frames.size(), 1);
    }

    void leavesTimeBetweenTwo() {
        FramePacer pacer;
        QSignalSpy frames(&pacer, &FramePacer::frame);
        QElapsedTimer time;
        pacer.begin();
        time.start();
        pacer.request();
        QVERIFY(frames.wait());
        QVERIFY(time.elapsed() >= PicturePace::shortest / std::chrono::milliseconds(1) - 1);
    }

    void atRestItIsShownAtOnce() {
        FramePacer pacer;
        pacer.setTraining(false);
        QSignalSpy frames(&pacer, &FramePacer::frame);
        QElapsedTimer time;
        pacer.begin();
        time.start();
        pacer.request();
        QCOMPARE(frames.size(), 0);
        QVERIFY(frames.wait());
        QVERIFY(time.elapsed() < PicturePace::shortest / std::chrono::milliseconds(1));
    }

    void whoShowsMayAskForMore() {
        FramePacer pacer;
        int frames = 0;
        connect(&pacer, &FramePacer::frame, &pacer, [&] {
            if (++frames < 3)
                pacer.request();
        });
        pacer.request();
        QTRY_COMPARE(frames, 3);
    }
};

QTEST_GUILESS_MAIN(TestFramePacer)
#include "tst_frame_pacer.moc"
