// How data sets are written in a narrow list.
#include "ui/state/data_choices.h"

#include <QTest>

using namespace unroll;

class TestDataChoices : public QObject {
    Q_OBJECT

private slots:
    void texts_data() {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("paths");
        QTest::newRow("name") << "mnist"
                              << "MNIST" << 1;
        QTest::newRow("a name of one's own") << "letters"
                                             << "letters" << 1;
        QTest::newRow("a folder of that name") << "/data/mnist"
                                               << "mnist" << 1;
        QTest::newRow("short folder") << "/data/letters"
                                      << "letters" << 1;
        QTest::newRow("long folder") << "/home/somebody/documents/data/letters"
                                     << "letters" << 1;
        QTest::newRow("comma in a folder") << "/data/a,b"
                                           << "a,b" << 1;
        QTest::newRow("two files") << "/data/a-images,/data/a-labels"
                                   << "a-images" << 2;
        QTest::newRow("four files") << "/d/one,/d/two,/e/three,/e/four"
                                    << "one" << 4;
        QTest::newRow("long file") << "/d/a-rather-long-name-of-images,/d/labels"
                                   << "a-rather-long-name-of-i…" << 2;
        QTest::newRow("folder with a slash") << "/data/letters/"
                                             << "/data/letters/" << 1;
        QTest::newRow("nothing") << ""
                                 << "" << 1;
    }
    void texts() {
        QFETCH(QString, data);
        QFETCH(QString, text);
        QFETCH(int, paths);
        QCOMPARE(shortDataText(data.toStdString()), text);
        const auto found = dataPaths(data.toStdString());
        QCOMPARE(static_cast<int>(found.size()), paths);
        QString joined;
        for (const std::string& path : found)
            joined += (joined.isEmpty() ? "" : ",") + QString::fromStdString(path);
        QCOMPARE(joined, data);
    }

    void namesAreNoOnesOwn() {
        QVERIFY(!isOwnData("mnist"));
        QVERIFY(isOwnData("./mnist"));
        QVERIFY(isOwnData("/a,/b"));
    }
};

QTEST_APPLESS_MAIN(TestDataChoices)
#include "tst_data_choices.moc"
