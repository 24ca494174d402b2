// The names of classes: what classes.txt may say.
#include "engine/data/class_names.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

using Names = std::vector<std::string>;

std::filesystem::path fileWith(const QTemporaryDir& folder, const QByteArray& text) {
    return writeBytes(folder.filePath("classes.txt"), text);
}

QByteArray manyNames(int count) {
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "n" + QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class TestClassNames : public QObject {
    Q_OBJECT

private slots:
    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("lines") << QByteArray("cat\ndog\n") << QStringList{"cat", "dog"};
        QTest::newRow("no end of line") << QByteArray("cat\ndog") << QStringList{"cat", "dog"};
        QTest::newRow("DOS") << QByteArray("cat\r\ndog\r\n") << QStringList{"cat", "dog"};
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "cat\ndog\n")
                                         << QStringList{"cat", "dog"};
        QTest::newRow("spaces") << QByteArray(" T-shirt/top \n\tankle boot\n")
                                << QStringList{"T-shirt/top", "ankle boot"};
        QTest::newRow("packed") << gzip("cat\ndog\n") << QStringList{"cat", "dog"};
        QTest::newRow("markup's letters") << QByteArray("<\n<<\n<?\nPK\n") << QStringList{"<", "<<", "<?", "PK"};
        QTest::newRow("UTF-8") << QByteArray("\xC3\xA4\n\xC3\xB6\n") << QStringList{"\u00e4", "\u00f6"};
    }

    void reads() {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, names);
        const QTemporaryDir folder;
        Names expected;
        for (const QString& name : names)
            expected.push_back(name.toStdString());
        QCOMPARE(readClassNames(fileWith(folder, text)), expected);
    }

    void readsAsManyAsThereAreLabels() {
        const QTemporaryDir folder;
        QCOMPARE(readClassNames(fileWith(folder, manyNames(256))).size(), std::size_t{256});
    }

    void readsWhatItWrote() {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("classes.txt").toStdString();
        const Names names{"zero", "one", "t w o"};
        writeClassNames(file, names);
        QCOMPARE(readClassNames(file), names);
    }

    void writesOnlyWhatItReadsAgain() {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("classes.txt").toStdString();
        for (const std::string name : {" ", "cat ", "\tcat", "",
                                       "\xEF\xBB\xBF"
                                       "cat"})
            QVERIFY_EXCEPTION_THROWN(writeClassNames(file, Names{name, "dog"}), std::runtime_error);
        QVERIFY(!std::filesystem::exists(file));
        QCOMPARE(classNameFault("ankle boot"), std::string());
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("nothing") << QByteArray() << "'%1' names 0 classes: there are from 2 to 256, one name a line.";
        QTest::newRow("one") << QByteArray("cat\n")
                             << "'%1' names 1 classes: there are from 2 to 256, one name a line.";
        QTest::newRow("too many") << manyNames(257)
                                  << "'%1' names 257 classes: there are from 2 to 256, one name a line.";
        QTest::newRow("empty") << QByteArray("cat\n\ndog\n") << "'%1', line 2: a class needs a name.";
        QTest::newRow("twice") << QByteArray("cat\ndog\ncat\n") << "'%1', line 3: 'cat' names another class already.";
        QTest::newRow("a terminal's command")
            << QByteArray("cat\n\x1B[2J\n") << "'%1', line 2: a name has letters that can be printed.";
        QTest::newRow("long") << "cat\n" + QByteArray(101, 'x')
                              << "'%1', line 2: a name has at most 100 bytes, not 101.";
        QTest::newRow("a web page") << QByteArray("<!DOCTYPE html>\n<html>\n")
                                    << "'%1' has no names of classes; it is a web page, most likely a server's error "
                                       "message, and not the file itself: fetch it again.";
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "c\0a\0t\0\n\0",
                                              10)
                                << "'%1' has no names of classes; it is text in UTF-16: save it as UTF-8.";
        QTest::newRow("packed and large") << gzip(QByteArray(30000, 'x'))
                                          << "'%1' is too large for the names of 256 classes: give one short name a "
                                             "line.";
        QTest::newRow("a film") << QByteArray(1 << 20, 'x')
                                << "'%1' is too large for the names of 256 classes: give one short name a line.";
    }

    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const QTemporaryDir folder;
        const std::filesystem::path file = fileWith(folder, text);
        try {
            readClassNames(file);
            QFAIL("Names that no classes can have were read.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(QString(error.what()), problem.arg(file.c_str()));
        }
    }
};

QTEST_APPLESS_MAIN(TestClassNames)
#include "tst_class_names.moc"
