#include "engine/files/read_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>
#include <sys/stat.h>
#include <thread>

using namespace unroll;

class TestReadFile : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path pathOf(const char* name) const { return folder_.filePath(name).toStdString(); }

    void write(const char* name, const QByteArray& bytes) const {
        QFile file(folder_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    static QString refusalOf(const std::filesystem::path& path, std::uint64_t mostBytes) {
        try {
            readFile(path, mostBytes);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }

private slots:
    void readsAllBytes_data() {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 1 << 20, (1 << 20) + 1, 3'000'000})
            QTest::addRow("%d", size) << size;
    }

    void readsAllBytes() {
        QFETCH(int, size);
        QByteArray bytes(size, '\0');
        for (int i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(i % 251);
        write("file", bytes);
        QCOMPARE(QByteArray::fromStdString(readFile(pathOf("file"))), bytes);
        QCOMPARE(QByteArray::fromStdString(readFile(pathOf("file"), static_cast<std::uint64_t>(size))), bytes);
    }

    void refusesMoreThanTheLimit() {
        write("file", QByteArray(101, 'x'));
        QCOMPARE(refusalOf(pathOf("file"), 100), QString("Cannot read %1: it has more than the 100 bytes that such a "
                                                         "file can have.")
                                                     .arg(pathOf("file").c_str()));
    }

    // Its size shows only while it is read.
    void refusesAnEndlessFile() {
        QVERIFY(refusalOf("/dev/zero", 10'000'000).startsWith("Cannot read /dev/zero: it has more than the 10000000"));
    }

    void readsAPipe() {
        const std::filesystem::path pipe = pathOf("pipe");
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        const std::jthread writer([this] { write("pipe", "through a pipe"); });
        QCOMPARE(readFile(pipe), "through a pipe");
    }

    // A hole takes no place on the disk, and must take none in memory.
    void refusesAHugeFileBeforeReadingIt() {
        QFile file(folder_.filePath("hole"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        if (!file.resize(qint64{1} << 40))
            QSKIP("The file system has no files of such a size.");
        QVERIFY(refusalOf(pathOf("hole"), mostModelBytes).contains("it has more than the"));
    }
};

QTEST_APPLESS_MAIN(TestReadFile)
#include "tst_read_file.moc"
