// Folders of data sets: their classes, and how their images are kept.
#include "engine/data/dataset_folder.h"

#include "tests/support/tiny_dataset.h"

#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

class TestDatasetFolder : public QObject {
    Q_OBJECT

private slots:
    void keepsImagesPackedWhereThatIsLess_data();
    void keepsImagesPackedWhereThatIsLess();
    void takesAnyLabel();
    void namesItsClasses();
    void refusesALabelWithoutAName();
};

void TestDatasetFolder::keepsImagesPackedWhereThatIsLess_data() {
    QTest::addColumn<int>("paper"); // the first images, that are white
    QTest::addColumn<int>("ink");   // and those after them, that are not
    QTest::addColumn<bool>("packed");
    QTest::newRow("all paper") << 150 << 0 << true;
    QTest::newRow("all ink") << 0 << 150 << false;
    QTest::newRow("less and less paper") << 120 << 300 << true;
    QTest::newRow("ink, then paper") << -120 << 300 << false;
    QTest::newRow("few images") << 0 << 3 << false;
}

void TestDatasetFolder::keepsImagesPackedWhereThatIsLess() {
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(bool, packed);
    Dataset dataset = greyDataset();
    dataset.width = 28;
    dataset.height = 28;
    for (ImageSet* set : {&dataset.train, &dataset.test}) {
        set->count = std::abs(paper) + ink;
        set->labels.assign(static_cast<std::size_t>(set->count), 6);
        set->pixels.clear();
        for (int i = 0; i < set->count; ++i) {
            const bool inked = paper < 0 ? i < -paper : i >= paper;
            for (int pixel = 0; pixel < 784; ++pixel)
                set->pixels.push_back(static_cast<std::uint8_t>(inked || pixel % 28 == 5 ? 1 + (pixel + i) % 255 : 0));
        }
    }
    const QTemporaryDir folder;
    saveDatasetFolder(dataset, folder.path().toStdString(), Compression::Gzip);
    Dataset read = loadDatasetFolder(folder.path().toStdString(), "read", Storage::Packed);
    QCOMPARE(read.train.packed.count() > 0, packed);
    QCOMPARE(read.train.pixels.empty(), packed);
    QCOMPARE(read.sha256(), dataset.sha256());
    QCOMPARE(read.train.inkedPixels(), dataset.train.inkedPixels());
    QCOMPARE(read.image(read.test, 100 % read.test.count), dataset.image(dataset.test, 100 % read.test.count));
    saveDatasetFolder(read, folder.path().toStdString(), Compression::None);
    QVERIFY(sameContents(loadDatasetFolder(folder.path().toStdString(), "read"), dataset));
    read.train.unpack();
    QVERIFY(read.train == dataset.train);
    dataset.train.pack();
    dataset.train.unpack();
    QVERIFY(read.train == dataset.train);
}

void TestDatasetFolder::takesAnyLabel() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    Dataset dataset = greyDataset();
    dataset.train.labels[3] = 26;
    saveDatasetFolder(dataset, path, Compression::None);
    QCOMPARE(loadDatasetFolder(path, "letters").classes, 27);
    dataset.test.labels[0] = 255;
    saveDatasetFolder(dataset, path, Compression::None);
    QCOMPARE(loadDatasetFolder(path, "letters").classes, 256);
    QCOMPARE(loadDatasetFolder(path, "letters").className(255), "255");
}

void TestDatasetFolder::namesItsClasses() {
    const QTemporaryDir folder;
    Dataset dataset = greyDataset();
    dataset.classes = 8; // one of which no image shows
    dataset.classNames = {"a", "b", "c", "d", "e", "f", "g", "h"};
    saveDatasetFolder(dataset, folder.path().toStdString(), Compression::Gzip);
    const Dataset read = loadDatasetFolder(folder.path().toStdString(), "read");
    QVERIFY(sameContents(read, dataset));
    QCOMPARE(read.classNames, dataset.classNames);
    QCOMPARE(read.className(6), "g");
    QCOMPARE(greyDataset().sha256(), read.sha256()); // a name is no part of what is learned
}

void TestDatasetFolder::refusesALabelWithoutAName() {
    const QTemporaryDir folder;
    Dataset dataset = greyDataset();
    dataset.classNames = {"a", "b", "c", "d", "e", "f"};
    saveDatasetFolder(dataset, folder.path().toStdString(), Compression::None);
    try {
        loadDatasetFolder(folder.path().toStdString(), "read");
        QFAIL("A label that classes.txt does not name was read.");
    } catch (const std::runtime_error& error) {
        QCOMPARE(QString(error.what()), QString("'%1', byte 11: expected a label from 0 to 5, found 6.")
                                            .arg(folder.filePath("train-labels-idx1-ubyte")));
    }
}

QTEST_APPLESS_MAIN(TestDatasetFolder)
#include "tst_dataset_folder.moc"
