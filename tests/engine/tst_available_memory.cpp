// What would not fit into memory is refused before it is read.
#include "engine/data/available_memory.h"
#include "engine/data/dataset_folder.h"

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
