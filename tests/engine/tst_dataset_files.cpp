// Data sets whose files have names of their own.
#include "engine/data/catalog.h"
#include "engine/data/dataset_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

class TestDatasetFiles : public QObject {
    Q_OBJECT

    QTemporaryDir parent_;

    // One image a set, of one pixel.
    void save(const QString& folder) const {
        Dataset dataset;
        dataset.width = 1;
        dataset.height = 1;
        dataset.classes = 2;
        dataset.train = {.count = 1, .pixels = {6}, .labels = {1}};
        dataset.test = {.count = 1, .pixels = {6}, .labels = {0}};
        QDir(parent_.filePath(folder)).removeRecursively();
        saveDatasetFolder(dataset, parent_.filePath(folder).toStdString(), Compression::None);
    }

private slots:
    void takesFilesByName_data();
    void takesFilesByName();
    void saysWhichNamedFileIsMissing_data();
    void saysWhichNamedFileIsMissing();
};

void TestDatasetFiles::takesFilesByName_data() {
    QTest::addColumn<QStringList>("files"); // training images, training labels, test images, test labels
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("name");
    QTest::newRow("EMNIST") << QStringList{"emnist-letters-train-images-idx3-ubyte",
                                           "emnist-letters-train-labels-idx1-ubyte",
                                           "emnist-letters-test-images-idx3-ubyte",
                                           "emnist-letters-test-labels-idx1-ubyte"}
                            << "%1/emnist-letters-train-images-idx3-ubyte"
                            << "emnist-letters";
    QTest::newRow("MNIST") << QStringList{"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                          "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}
                           << "%1/train-images-idx3-ubyte"
                           << "strange";
    QTest::newRow("a list") << QStringList{"a", "b", "c", "d"} << "%1/a,%1/b,%1/c,%1/d"
                            << "a";
}

void TestDatasetFiles::takesFilesByName() {
    QFETCH(QStringList, files);
    QFETCH(QString, data);
    QFETCH(QString, name);
    save("strange");
    const QString folder = parent_.filePath("strange");
    for (qsizetype i = 0; const char* before : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                                "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
        if (const QString& after = files[i++]; after != before)
            QVERIFY(QFile::rename(folder + '/' + before, folder + '/' + after));
    Catalog kept({});
    const auto loaded = kept.load(data.replace("%1", folder).toStdString());
    QCOMPARE(loaded->name, name.toStdString());
    QCOMPARE(loaded->image(loaded->train, 0)[0], std::uint8_t{6});
    QCOMPARE(loaded->test.count, 1);
    QVERIFY(!loaded->testHeldOut);
    QCOMPARE(kept.load(data.toStdString()).get(), loaded.get());
}

void TestDatasetFiles::saysWhichNamedFileIsMissing_data() {
    QTest::addColumn<QString>("remove");
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("labels") << "train-labels-idx1-ubyte"
                            << "%1/train-images-idx3-ubyte"
                            << "No file of labels is found for '%1/train-images-idx3-ubyte': name both as "
                               "IMAGES,LABELS.";
    QTest::newRow("test labels") << "t10k-labels-idx1-ubyte"
                                 << "%1/train-images-idx3-ubyte"
                                 << "'%1' lacks the file t10k-labels-idx1-ubyte (plain or .gz): a test set has images "
                                    "and labels.";
    QTest::newRow("three files") << ""
                                 << "%1/a,%1/b,%1/c"
                                 << "'%1/a,%1/b,%1/c' lists 3 files: give IMAGES,LABELS or "
                                    "IMAGES,LABELS,TEST-IMAGES,TEST-LABELS.";
    QTest::newRow("a listed file") << ""
                                   << "%1/train-images-idx3-ubyte,%1/b"
                                   << "There is no file '%1/b', which '%1/train-images-idx3-ubyte,%1/b' lists as a "
                                      "data set's: check its name.";
    QTest::newRow("a name that tells nothing") << ""
                                               << "%1/train-labels-idx1-ubyte"
                                               << "No file of labels is found for '%1/train-labels-idx1-ubyte': name "
                                                  "both as IMAGES,LABELS.";
}

void TestDatasetFiles::saysWhichNamedFileIsMissing() {
    QFETCH(QString, remove);
    QFETCH(QString, data);
    QFETCH(QString, sentence);
    save("set");
    const QString folder = parent_.filePath("set");
    if (!remove.isEmpty())
        QVERIFY(QFile::remove(folder + '/' + remove));
    try {
        Catalog catalog({});
        catalog.load(data.replace("%1", folder).toStdString());
        QFAIL("A data set without all its files was loaded.");
    } catch (const std::runtime_error& error) {
        QCOMPARE(QString(error.what()), sentence.replace("%1", folder));
    }
}

QTEST_APPLESS_MAIN(TestDatasetFiles)
#include "tst_dataset_files.moc"
