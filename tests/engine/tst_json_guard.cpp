#include "engine/files/json_guard.h"

#include <QTest>

using namespace unroll;

class TestJsonGuard : public QObject {
    Q_OBJECT

private slots:
    void countsWhatLiesInEachOther_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("depth");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("a number") << QByteArray("1") << 0;
        QTest::newRow("a list") << QByteArray("[1, 2]") << 1;
        QTest::newRow("side by side") << QByteArray("[[], [], {}]") << 2;
        QTest::newRow("an object in a list") << QByteArray("[{\"a\": [1]}]") << 3;
        QTest::newRow("brackets in a text") << QByteArray("[\"[[[[\", \"{{\"]") << 1;
        QTest::newRow("a quote in a text") << QByteArray("[\"\\\"[[[[\", []]") << 2;
        QTest::newRow("a backslash at a text's end") << QByteArray("[\"\\\\\", [[]]]") << 3;
        QTest::newRow("a text that does not end") << QByteArray("[\"[[[[") << 1;
        QTest::newRow("a backslash at the end") << QByteArray("[\"\\") << 1;
    }

    void countsWhatLiesInEachOther() {
        QFETCH(QByteArray, json);
        QFETCH(int, depth);
        QVERIFY(!nestsDeeperThan(depth, json.toStdString()));
        QVERIFY(depth == 0 || nestsDeeperThan(depth - 1, json.toStdString()));
    }

    void quotesTheBeginningOfALongText() {
        QCOMPARE(quotable("short"), "short");
        QCOMPARE(quotable(std::string(80, 'x')), std::string(80, 'x'));
        QCOMPARE(quotable(std::string(81, 'x')), std::string(80, 'x') + "...");
        QCOMPARE(quotable(std::string(79, 'x') + "\u00e4\u00e4"), std::string(79, 'x') + "..."); // no half letter
        QCOMPARE(quotable(std::string(200, '\x80')), "...");
    }
};

QTEST_APPLESS_MAIN(TestJsonGuard)
#include "tst_json_guard.moc"
