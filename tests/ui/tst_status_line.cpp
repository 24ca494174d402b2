#include "ui/look/figure_label.h"
#include "ui/panels/status_line.h"

#include <QTest>

using namespace unroll;

class TestStatusLine : public QObject {
    Q_OBJECT

private slots:
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
    }
    void amountsAreReadable() {
        QFETCH(QString, made);
        QTEST(made, "text");
    }

    void columnsKeepTheirPlacesWhileNumbersRun() {
        StatusLine line;
        line.resize(1280, 32);
        line.setMachine(machine());
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        QList<QRect> places;
        const auto labels = line.findChildren<FigureLabel*>();
        QVERIFY(labels.size() >= 4);
        const auto look = [&] {
            QList<QRect> now;
            for (const FigureLabel* label : labels)
                now.append(label->geometry());
            return now;
        };
        line.setState("Ready");
        line.setFigures({});
        QCoreApplication::processEvents();
        places = look();
        line.setState("Epoch 3 of 5, paused");
        line.setFigures({0.5, 1180000.0, 0.16, 123456789});
        QCoreApplication::processEvents();
        QCOMPARE(look(), places);
    }

    void showsWhatIsKnown() {
        StatusLine line;
        line.setMachine(machine());
        line.setFigures({0.5, 1180000.0, 0.16, std::nullopt});
        QStringList texts;
        for (const FigureLabel* label : line.findChildren<FigureLabel*>())
            texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("1\u202f180\u202f000 images/s")));
        QVERIFY(texts.contains("AVX-512, 2 threads"));
        QVERIFY(texts.filter("allocated").isEmpty());
    }

private:
    static SessionInfo machine() {
        SessionInfo info;
        info.simd = "AVX-512";
        info.threads = 2;
        return info;
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
