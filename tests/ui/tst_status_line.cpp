#include "ui/shell/status_line.h"
#include "ui/widgets/figure_label.h"

#include <QTest>

using namespace unroll;

class TestStatusLine : public QObject {
    Q_OBJECT

private slots:
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
