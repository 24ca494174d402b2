#include "ui/widgets/mnemonics.h"

#include <QTest>

using namespace unroll;

class TestMnemonics : public QObject {
    Q_OBJECT

private slots:
    void lettersAreShared_data() {
        QTest::addColumn<QStringList>("labels");
        QTest::addColumn<QStringList>("marked");
        QTest::newRow("first letters") << QStringList{"Eta", "Batch"} << QStringList{"&Eta", "&Batch"};
        QTest::newRow("the next letter") << QStringList{"Cell", "Cells"} << QStringList{"&Cell", "C&ells"};
        QTest::newRow("an owner moves on") << QStringList{"Seed", "SSS"} << QStringList{"S&eed", "&SSS"};
        QTest::newRow("a chain of owners") << QStringList{"ab", "bc", "a", "b"} << QStringList{"a&b", "b&c", "&a", "b"};
        QTest::newRow("spaces and signs are no letters") << QStringList{"1 × n"} << QStringList{"1 × &n"};
        QTest::newRow("no letter left") << QStringList{"a", "A"} << QStringList{"&a", "A"};
        QTest::newRow("nothing") << QStringList{} << QStringList{};
    }
    void lettersAreShared() {
        QFETCH(QStringList, labels);
        QFETCH(QStringList, marked);
        QCOMPARE(withMnemonics(labels), marked);
    }
};

QTEST_APPLESS_MAIN(TestMnemonics)
#include "tst_mnemonics.moc"
