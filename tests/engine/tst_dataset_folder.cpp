// Folders of data sets: their classes, and how their images are kept.
#include "engine/data/dataset_folder.h"

#include "tests/support/idx_bytes.h"
#include "tests/support/tiny_dataset.h"

#include <QFile>
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
    void labelsMayBeginAtOne_data();
    void labelsMayBeginAtOne();
    void keepsTheChecksumWhateverTheLabelsMean();
    void notesStrangeImages();
    void refusesScalesThatDiffer_data();
    void refusesScalesThatDiffer();
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

void TestDatasetFolder::labelsMayBeginAtOne_data() {
    QTest::addColumn<QList<int>>("labels"); // four of the training images, two of the test images
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("firstLabel"); // -1: refused
    QTest::addColumn<int>("classes");
    QTest::addColumn<QString>("first"); // the first training image's class
    const auto row = [](const char* title, const QList<int>& labels, const QStringList& names, int firstLabel,
                        int classes, const char* first) {
        QTest::newRow(title) << labels << names << firstLabel << classes << first;
    };
    row("from 1, named", {1, 2, 3, 1, 2, 3}, {"A", "B", "C"}, 1, 3, "A");
    row("from 1, one class empty", {1, 3, 3, 1, 3, 3}, {"A", "B", "C"}, 1, 3, "A");
    row("from 1, a name for 0", {1, 2, 3, 1, 2, 3}, {"N/A", "A", "B", "C"}, 0, 4, "A");
    row("from 0, named", {1, 2, 0, 1, 2, 1}, {"A", "B", "C"}, 0, 3, "B");
    row("0 and a name too few", {1, 2, 3, 1, 2, 0}, {"A", "B", "C"}, -1, 0, "");
    row("two names too few", {1, 2, 4, 1, 2, 4}, {"A", "B"}, -1, 0, "");
    row("from 1, nameless", {1, 2, 3, 1, 2, 3}, {}, 1, 3, "1");
    row("from 1 in both sets together", {1, 1, 3, 1, 2, 3}, {}, 1, 3, "1");
    row("0 in the test set", {1, 2, 3, 1, 2, 0}, {}, 0, 4, "1");
    row("a gap", {1, 2, 4, 1, 2, 4}, {}, 0, 5, "1");
    row("nothing but 1", {1, 1, 1, 1, 1, 1}, {}, 0, 2, "1");
    row("from 2", {2, 3, 2, 3, 2, 3}, {}, 0, 4, "2");
    row("the largest labels", {1, 255, 1, 255, 1, 1}, {}, 0, 256, "1");
}

void TestDatasetFolder::labelsMayBeginAtOne() {
    QFETCH(QList<int>, labels);
    QFETCH(QStringList, names);
    QFETCH(int, firstLabel);
    QFETCH(int, classes);
    QFETCH(QString, first);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    Dataset dataset = greyDataset();
    for (qsizetype i = 0; i < labels.size(); ++i)
        (i < 4 ? dataset.train.labels[static_cast<std::size_t>(i)]
               : dataset.test.labels[static_cast<std::size_t>(i - 4)]) = static_cast<std::uint8_t>(labels[i]);
    saveDatasetFolder(dataset, path, Compression::None);
    if (!names.isEmpty()) {
        QFile file(folder.filePath("classes.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(names.join('\n').toUtf8()) > 0);
    }
    if (firstLabel < 0) {
        try {
            loadDatasetFolder(path, "read");
            QFAIL("A label without a name was read.");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains(QString("expected a label from 0 to %1").arg(names.size() - 1)),
                     error.what());
        }
        return;
    }
    for (const Storage storage : {Storage::Plain, Storage::Packed}) {
        const Dataset read = loadDatasetFolder(path, "read", storage);
        QCOMPARE(read.firstLabel, firstLabel);
        QCOMPARE(read.classes, classes);
        QCOMPARE(int(read.train.labels[0]), labels[0] - firstLabel);
        QCOMPARE(int(read.test.labels[1]), labels[5] - firstLabel);
        QCOMPARE(read.className(read.train.labels[0]), first.toStdString());
        QCOMPARE(read.sha256(), dataset.sha256()); // of the labels in the files
        QCOMPARE(read.fileLabels(read.train), dataset.train.labels);
    }
}

// What is written again is the same set: the same files, and the same classes when they are read.
void TestDatasetFolder::keepsTheChecksumWhateverTheLabelsMean() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    Dataset dataset = greyDataset();
    dataset.train.labels = {1, 2, 3, 1};
    dataset.test.labels = {3, 2};
    saveDatasetFolder(dataset, path, Compression::None);
    const Dataset once = loadDatasetFolder(path, "once");
    saveDatasetFolder(once, folder.filePath("again").toStdString(), Compression::Gzip);
    const Dataset again = loadDatasetFolder(folder.filePath("again").toStdString(), "again");
    QVERIFY(sameContents(once, again));
    QCOMPARE(again.sha256(), dataset.sha256());
    QCOMPARE(again.classNames, (std::vector<std::string>{"1", "2", "3"}));
}

void TestDatasetFolder::notesStrangeImages() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    Dataset dataset = greyDataset(); // each of one grey, from 5 to 125 and from 5 to 45
    dataset.train.pixels[0] = 6;
    saveDatasetFolder(dataset, path, Compression::None);
    for (const Storage storage : {Storage::Plain, Storage::Packed}) {
        const Dataset read = loadDatasetFolder(path, "read", storage);
        QCOMPARE(read.notes, (std::vector<std::string>{
                                 "3 of 4 training images are of one shade all over, so that nothing is to be seen.",
                                 "2 of 2 test images are of one shade all over, so that nothing is to be seen.",
                                 "The test images are nearly black: their brightest pixel is 45 of 255; stretch the "
                                 "numbers in the files over the whole range."}));
        QCOMPARE(read.trainStored, "4 x 2 x 3 unsigned bytes");
        QCOMPARE(read.testStored, "2 x 2 x 3 unsigned bytes");
    }
}

void TestDatasetFolder::refusesScalesThatDiffer_data() {
    QTest::addColumn<QByteArray>("train");
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<bool>("fits");
    const QByteArray unit = idx<float>(0x0D, {4, 2, 3}, std::vector<float>(24, 0.5F));
    const QByteArray whole = idx<float>(0x0D, {4, 2, 3}, std::vector<float>(24, 200));
    QTest::newRow("both up to 1") << unit << unit << true;
    QTest::newRow("both up to 255") << whole << whole << true;
    QTest::newRow("up to 1, up to 255") << unit << whole << false;
    QTest::newRow("up to 255, up to 1") << whole << unit << false;
    QTest::newRow("16 bits, some small") << idx<quint16>(0x0B, {4, 2, 3}, std::vector<quint16>(24, 4095))
                                         << idx<quint16>(0x0B, {4, 2, 3}, std::vector<quint16>(24, 255)) << false;
    QTest::newRow("two types") << unit << idxHeader(8, {4, 2, 3}) + QByteArray(24, 100) << true;
}

void TestDatasetFolder::refusesScalesThatDiffer() {
    QFETCH(QByteArray, train);
    QFETCH(QByteArray, test);
    QFETCH(bool, fits);
    const QTemporaryDir folder;
    writeBytes(folder.filePath(trainImagesName), train);
    writeBytes(folder.filePath(testImagesName), test);
    for (const char* labels : {trainLabelsName, testLabelsName})
        writeBytes(folder.filePath(labels), idx<quint8>(8, {4}, {0, 1, 2, 3}));
    const QString sentence = sentenceOf([&] { loadDatasetFolder(folder.path().toStdString(), "read"); });
    QCOMPARE(sentence.isEmpty(), fits);
    QVERIFY2(fits || (sentence.startsWith("'" + folder.filePath(testImagesName) + "' holds 4 x 2 x 3 ") &&
                      sentence.endsWith(": write both on the same scale, or as unsigned bytes.")),
             qPrintable(sentence));
}

QTEST_APPLESS_MAIN(TestDatasetFolder)
#include "tst_dataset_folder.moc"
