// Data sets: their hash, and their folders, from a tiny one to the real MNIST.
#include "engine/data/dataset.h"
#include "engine/data/dataset_folder.h"

#include "tests/support/tiny_dataset.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

QByteArray contentsOf(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestDataset : public QObject {
    Q_OBJECT

private slots:
    void givesTheBytesOfAnImage();
    void hashesTheFourFiles();
    void hashSeesEveryPart();
    void readsBackItsFolder_data();
    void readsBackItsFolder();
    void prefersThePlainFile();
    void countsAtLeastTwoClasses();
    void namesTheMissingFile();
    void refusesFilesThatDoNotBelongTogether();
    void refusesAFolderThatCanNotBeMade();
    void readsMnist();
};

void TestDataset::givesTheBytesOfAnImage() {
    const Dataset dataset = greyDataset();
    QCOMPARE(dataset.pixelsPerImage(), 6);
    QCOMPARE(dataset.image(dataset.train, 3).size(), std::size_t{6});
    QCOMPARE(dataset.image(dataset.train, 3)[0], std::uint8_t{125});
    QCOMPARE(dataset.image(dataset.test, 1)[5], std::uint8_t{45});
}

void TestDataset::hashesTheFourFiles() {
    const QTemporaryDir folder;
    const Dataset dataset = greyDataset();
    saveDatasetFolder(dataset, folder.path().toStdString(), Compression::None);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const char* name :
         {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
        const QByteArray bytes = contentsOf(folder.filePath(name));
        QVERIFY(bytes.size() > 8);
        hash.addData(bytes);
    }
    QCOMPARE(QByteArray::fromStdString(dataset.sha256()), hash.result().toHex());
}

void TestDataset::hashSeesEveryPart() {
    const std::string before = greyDataset().sha256();
    Dataset pixel = greyDataset();
    pixel.train.pixels.back() ^= 1;
    QVERIFY(pixel.sha256() != before);
    Dataset label = greyDataset();
    label.test.labels.back() ^= 1;
    QVERIFY(label.sha256() != before);
    Dataset turned = greyDataset();
    std::swap(turned.width, turned.height);
    QVERIFY(turned.sha256() != before);
    Dataset renamed = greyDataset();
    renamed.name = "other";
    QCOMPARE(renamed.sha256(), before);
}

void TestDataset::readsBackItsFolder_data() {
    QTest::addColumn<bool>("gzip");
    QTest::newRow("plain") << false;
    QTest::newRow("gzip") << true;
}

void TestDataset::readsBackItsFolder() {
    QFETCH(bool, gzip);
    const QTemporaryDir parent;
    const std::filesystem::path folder = parent.filePath("a/new/folder").toStdString();
    const Dataset dataset = greyDataset();
    saveDatasetFolder(dataset, folder, gzip ? Compression::Gzip : Compression::None);
    QVERIFY(findDatasetFiles(folder).has_value());
    QCOMPARE(findDatasetFiles(folder)->trainImages.extension() == ".gz", gzip);
    const Dataset read = loadDatasetFolder(folder, "read");
    QVERIFY(sameContents(read, dataset));
    QCOMPARE(read.name, "read");
}

void TestDataset::prefersThePlainFile() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const Dataset dataset = greyDataset();
    saveDatasetFolder(dataset, path, Compression::Gzip);
    saveDatasetFolder(dataset, path, Compression::None);
    QVERIFY(findDatasetFiles(path)->trainImages.extension() != ".gz");
    QVERIFY(sameContents(loadDatasetFolder(path, "grey"), dataset));
}

void TestDataset::countsAtLeastTwoClasses() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    Dataset dataset = greyDataset();
    dataset.train.labels.assign(4, 0);
    dataset.test.labels.assign(2, 0);
    saveDatasetFolder(dataset, path, Compression::None);
    QCOMPARE(loadDatasetFolder(path, "grey").classes, 2);
    dataset.test.labels[1] = 9;
    saveDatasetFolder(dataset, path, Compression::None);
    QCOMPARE(loadDatasetFolder(path, "grey").classes, 10);
}

void TestDataset::namesTheMissingFile() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    saveDatasetFolder(greyDataset(), path, Compression::None);
    QVERIFY(QFile::remove(folder.filePath("t10k-labels-idx1-ubyte")));
    QVERIFY(!findDatasetFiles(path));
    QCOMPARE(missingDatasetFiles(path), std::vector<std::string>{"t10k-labels-idx1-ubyte"});
    try {
        loadDatasetFolder(path, "grey");
        QFAIL("A data set without its test labels was loaded.");
    } catch (const std::runtime_error& error) {
        QCOMPARE(QString(error.what()),
                 QString("'%1' lacks the file t10k-labels-idx1-ubyte (plain or .gz), which a data set needs.")
                     .arg(folder.path()));
    }
}

void TestDataset::refusesFilesThatDoNotBelongTogether() {
    const QTemporaryDir folder;
    const QTemporaryDir other;
    const std::filesystem::path path = folder.path().toStdString();
    saveDatasetFolder(greyDataset(), path, Compression::None);
    Dataset turned = greyDataset();
    std::swap(turned.width, turned.height);
    saveDatasetFolder(turned, other.path().toStdString(), Compression::None);
    const QString images = folder.filePath("t10k-images-idx3-ubyte");
    QVERIFY(QFile::remove(images) && QFile::copy(other.filePath("t10k-images-idx3-ubyte"), images));
    try {
        loadDatasetFolder(path, "grey");
        QFAIL("Images of different sizes were loaded.");
    } catch (const std::runtime_error& error) {
        QCOMPARE(QString(error.what()),
                 QString("'%1', byte 8: expected 2 x 3 pixels as in the training images, found 3 x 2 "
                         "pixels.")
                     .arg(images));
    }
}

void TestDataset::refusesAFolderThatCanNotBeMade() {
    const QTemporaryDir folder;
    QFile file(folder.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY_EXCEPTION_THROWN(
        saveDatasetFolder(greyDataset(), folder.filePath("file/below").toStdString(), Compression::None),
        std::runtime_error);
}

// The hash of the published files' bytes, one after the other.
void TestDataset::readsMnist() {
    const QString folder = qEnvironmentVariable("UNROLL_DATA_DIR") + "/mnist";
    if (!findDatasetFiles(folder.toStdString())) {
        QSKIP("UNROLL_DATA_DIR names no folder that holds mnist/ with its four files.");
    }
    const Dataset mnist = loadDatasetFolder(folder.toStdString(), "mnist");
    QCOMPARE(mnist.train.count, 60000);
    QCOMPARE(mnist.test.count, 10000);
    QCOMPARE(mnist.width, 28);
    QCOMPARE(mnist.height, 28);
    QCOMPARE(mnist.classes, 10);
    QCOMPARE(mnist.train.labels[0], std::uint8_t{5});
    QCOMPARE(mnist.sha256(), "b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a");

    const QTemporaryDir written;
    saveDatasetFolder(mnist, written.path().toStdString(), Compression::None);
    const auto hashOf = [&](const char* name) {
        return QCryptographicHash::hash(contentsOf(written.filePath(name)), QCryptographicHash::Sha256).toHex();
    };
    QCOMPARE(hashOf("train-images-idx3-ubyte"), "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    QCOMPARE(hashOf("train-labels-idx1-ubyte"), "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    QCOMPARE(hashOf("t10k-images-idx3-ubyte"), "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    QCOMPARE(hashOf("t10k-labels-idx1-ubyte"), "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
}

QTEST_APPLESS_MAIN(TestDataset)
#include "tst_dataset.moc"
