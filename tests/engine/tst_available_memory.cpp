// What would not fit into memory is refused before it is read.
#include "engine/data/available_memory.h"
#include "engine/data/dataset_folder.h"
#include "tests/support/small_files.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

QString sentenceOf(const std::function<void()>& function) {
    try {
        function();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestAvailableMemory : public QObject {
    Q_OBJECT

private slots:
    void thereIsSome() {
        QVERIFY(availableMemory() > std::uint64_t{1} << 20);
        QVERIFY(sentenceOf([] { requireMemory(1000, "f", "ten images"); }).isEmpty());
    }

    // A service is limited by its own group or by one around it.
    void theNarrowestGroupCounts_data() {
        QTest::addColumn<QByteArray>("own");
        QTest::addColumn<QStringList>("files"); // each a name and what it holds
        QTest::addColumn<quint64>("mebibytes");
        const QByteArray v2 = "0::/slice/service\n";
        QTest::newRow("no limit") << v2 << QStringList{"slice/memory.max=max", "slice/memory.current=1"}
                                  << quint64{1000};
        QTest::newRow("its own") << v2
                                 << QStringList{"slice/service/memory.max=524288000",
                                                "slice/service/memory.current=104857600"}
                                 << quint64{400};
        QTest::newRow("the one around it")
            << v2
            << QStringList{"slice/memory.max=524288000", "slice/memory.current=209715200",
                           "slice/memory.stat=anon 5\ninactive_file 104857600\n"}
            << quint64{400};
        QTest::newRow("more is taken than it may")
            << v2 << QStringList{"slice/memory.max=1", "slice/memory.current=9"} << quint64{0};
        QTest::newRow("version 1") << QByteArray("4:memory:/docker\n")
                                   << QStringList{"memory/docker/memory.limit_in_bytes=524288000",
                                                  "memory/docker/memory.usage_in_bytes=209715200",
                                                  "memory/docker/memory.stat=inactive_file 1\n"
                                                  "total_inactive_file 104857600\n"}
                                   << quint64{400};
    }
    void theNarrowestGroupCounts() {
        QFETCH(QByteArray, own);
        QFETCH(QStringList, files);
        QFETCH(quint64, mebibytes);
        const QTemporaryDir root;
        writeSmallFile(root.filePath("proc/meminfo"), "MemTotal: 9 kB\nMemAvailable: 1024000 kB\n");
        writeSmallFile(root.filePath("proc/self/cgroup"), own);
        for (const QString& file : files)
            writeSmallFile(root.filePath("sys/fs/cgroup/" + file.section('=', 0, 0)), file.section('=', 1).toUtf8());
        QCOMPARE(quint64{availableMemory(root.path().toStdString())} >> 20, mebibytes);
    }

    void saysWhatIsNeededAndWhatThereIs() {
        QVERIFY(sentenceOf([] { requireMemory(5 << 20, "f", "five images", 5 << 20); }).isEmpty());
        QCOMPARE(sentenceOf([] { requireMemory((5 << 20) + 1, "f", "five images", 5 << 20); }),
                 QString("'f' holds five images, which take up to 5 MiB of memory, and 5 MiB are free: close other "
                         "programs, or take fewer images."));
    }

    // A hole takes no place on the disk. Nothing of it is read, and so this takes no time.
    void aDataSetLargerThanMemoryIsRefused_data() {
        QTest::addColumn<Storage>("storage");
        QTest::newRow("plain") << Storage::Plain;
        QTest::newRow("packed") << Storage::Packed;
    }

    void aDataSetLargerThanMemoryIsRefused() {
        QFETCH(Storage, storage);
        const QTemporaryDir folder;
        for (const char* name : {trainLabelsName, testImagesName, testLabelsName}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QFile images(folder.filePath(trainImagesName));
        QVERIFY(images.open(QIODevice::WriteOnly));
        QVERIFY(images.write(QByteArray::fromHex("00000803400000000000002000000020")) == 16); // 2^30 x 32 x 32
        if (!images.resize(16 + (qint64{1} << 40)))
            QSKIP("The file system has no files of such a size.");
        const QString sentence = sentenceOf([&] { loadDatasetFolder(folder.path().toStdString(), "huge", storage); });
        QVERIFY2(sentence.startsWith("'" + images.fileName() +
                                     "' holds 1073741824 x 32 x 32 pixels, which take up to 1048576 MiB of memory"),
                 qPrintable(sentence));
    }
};

QTEST_APPLESS_MAIN(TestAvailableMemory)
#include "tst_available_memory.moc"
