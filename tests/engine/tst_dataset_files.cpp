// Data sets whose files have names of their own.
#include "engine/data/catalog.h"
#include "engine/data/dataset_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
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
    void takesOtherNames_data();
    void takesOtherNames();
    void takesNamesInTheFolderOneIsIn();
    void takesTheOnlySetOfAFolder();
    void listsTheSetsOfAFolder();
    void looksBelowAFolderWithoutFiles();
    void aFolderWithACommaIsAFolder();
    void filesMayHaveCommas();
    void alikeTwinsDoNotMatter();
    void refusesTwinsThatDiffer();
    void aNamedFileDecidesBetweenTwins();

private:
    static constexpr std::array<const char*, 4> usual{trainImagesName, trainLabelsName, testImagesName, testLabelsName};

    // Renames the four files of a set; a name may have a folder before it.
    void rename(const QString& folder, const QStringList& names) const {
        for (std::size_t i = 0; i < usual.size(); ++i) {
            const QString target = parent_.filePath(folder + '/' + names[static_cast<qsizetype>(i)]);
            const QString source = parent_.filePath(folder + '/' + usual[i]);
            const QString held = source + ".held";
            QVERIFY(QFile::rename(source, held));
            QVERIFY(QDir().mkpath(QFileInfo(target).path()) && QFile::rename(held, target));
        }
    }

    // The set that `data` stands for, by its checksum; or the sentence that refuses it.
    static QString found(const QString& data) {
        try {
            return QString::fromStdString(Catalog({}).load(data.toStdString())->sha256());
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }
    QString foundIn(const QString& folder) const { return found(parent_.filePath(folder)); }
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

void TestDatasetFiles::takesOtherNames_data() {
    QTest::addColumn<QStringList>("names");
    QTest::newRow("dots") << QStringList{"train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte",
                                         "t10k-labels.idx1-ubyte"};
    QTest::newRow("folders that bear the files' names") << QStringList{
        "train-images-idx3-ubyte/train-images-idx3-ubyte", "train-labels-idx1-ubyte/train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"};
    QTest::newRow("folders with dots") << QStringList{
        "train-images.idx3-ubyte/train-images-idx3-ubyte", "train-labels.idx1-ubyte/train-labels.idx1-ubyte",
        "t10k-images.idx3-ubyte/t10k-images.idx3-ubyte", "t10k-labels-idx1-ubyte"};
    QTest::newRow("capitals") << QStringList{"TRAIN-IMAGES.IDX3-UBYTE", "TRAIN-LABELS.IDX1-UBYTE",
                                             "T10K-IMAGES.IDX3-UBYTE", "T10K-LABELS.IDX1-UBYTE"};
    QTest::newRow("short") << QStringList{"train-images.idx", "train-labels.idx", "test-images.idx", "test-labels.idx"};
    QTest::newRow("underscores") << QStringList{"train_images.idx3", "train_labels.idx1", "test_images.idx3",
                                                "test_labels.idx1"};
    QTest::newRow("QMNIST") << QStringList{"qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int",
                                           "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx2-int"};
    QTest::newRow("named .gz and unpacked") << QStringList{"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                                           "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"};
}

void TestDatasetFiles::takesOtherNames() {
    QFETCH(QStringList, names);
    save("usual");
    save("other");
    rename("other", names);
    QCOMPARE(foundIn("other"), foundIn("usual"));
    QCOMPARE(found(parent_.filePath("other/" + names[0])), foundIn("usual"));
    QCOMPARE(Catalog({}).load(parent_.filePath("other").toStdString())->name, "other");
    Catalog catalog({parent_.path().toStdString()});
    QCOMPARE(catalog.load("other")->sha256(), catalog.load("usual")->sha256());
}

void TestDatasetFiles::takesNamesInTheFolderOneIsIn() {
    save("here");
    const QString whole = foundIn("here");
    const QString nested = QString(usual[0]) + '/' + usual[0];
    rename("here", {nested, usual[1], usual[2], usual[3]});
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(parent_.filePath("here")));
    const QStringList all{found("."), found(usual[0]), found(nested)};
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(all, (QStringList{whole, whole, whole}));
}

void TestDatasetFiles::takesTheOnlySetOfAFolder() {
    save("usual");
    save("letters");
    rename("letters", {"emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte",
                       "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte"});
    for (const char* other : {"emnist-letters-mapping.txt", "._emnist-digits-train-images-idx3-ubyte"}) {
        QFile file(parent_.filePath(QString("letters/") + other));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(foundIn("letters"), foundIn("usual"));
    QVERIFY(QFile::remove(parent_.filePath("letters/emnist-letters-test-labels-idx1-ubyte")));
    QCOMPARE(foundIn("letters"), QString("'%1' lacks the file emnist-letters-t10k-labels-idx1-ubyte (plain or .gz), "
                                         "which a data set needs.")
                                     .arg(parent_.filePath("letters")));
}

void TestDatasetFiles::listsTheSetsOfAFolder() {
    save("all");
    rename("all", {"emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte",
                   "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte"});
    const QString letters = parent_.filePath("all/emnist-letters-train-images-idx3-ubyte");
    const QString digits = parent_.filePath("all/emnist-digits-train-images-idx3-ubyte");
    QVERIFY(QFile::copy(letters, digits));
    QVERIFY(QFile::copy(parent_.filePath("all/emnist-letters-train-labels-idx1-ubyte"),
                        parent_.filePath("all/emnist-digits-train-labels-idx1-ubyte")));
    QCOMPARE(foundIn("all"),
             QString("'%1' holds 2 data sets: name one of '%2', '%3'.").arg(parent_.filePath("all"), digits, letters));
    QVERIFY(!findDatasetFiles(parent_.filePath("all").toStdString()));
    QCOMPARE(found(letters).size(), 64);
}

void TestDatasetFiles::looksBelowAFolderWithoutFiles() {
    save("root/MNIST/raw");
    const QString whole = foundIn("root/MNIST/raw");
    QCOMPARE(foundIn("root"), whole);
    QCOMPARE(foundIn("root/MNIST"), whole);
    QVERIFY(!findDatasetFiles(parent_.filePath("root").toStdString())); // not what a list of names is made of
    save("root/second");
    QCOMPARE(foundIn("root"),
             QString("'%1' holds 2 data sets: name one of '%1/MNIST/raw', '%1/second'.").arg(parent_.filePath("root")));
    QVERIFY(QDir().mkpath(parent_.filePath("nothing/at/all")));
    QVERIFY(foundIn("nothing").contains("lacks the file train-images-idx3-ubyte"));
}

void TestDatasetFiles::aFolderWithACommaIsAFolder() {
    save("usual");
    save("digits, small/mnist");
    QCOMPARE(foundIn("digits, small/mnist"), foundIn("usual"));
    QCOMPARE(foundIn("digits, small"), foundIn("usual"));
    save("a,b");
    Catalog catalog({parent_.path().toStdString()});
    QCOMPARE(catalog.load("a,b")->name, "a,b");
    QVERIFY(QDir().mkpath(parent_.filePath("c,d")));
    try {
        catalog.load("c,d");
        QFAIL("An empty folder was loaded.");
    } catch (const std::runtime_error& error) {
        QVERIFY2(QString(error.what()).contains("lacks the file train-images-idx3-ubyte"), error.what());
    }
}

void TestDatasetFiles::filesMayHaveCommas() {
    save("one, two");
    const QString folder = parent_.filePath("one, two/");
    const QString listed =
        folder + usual[0] + ',' + folder + usual[1] + ',' + folder + usual[2] + ',' + folder + usual[3];
    QCOMPARE(found(listed), foundIn("one, two"));
}

void TestDatasetFiles::alikeTwinsDoNotMatter() {
    save("both");
    const QString alone = foundIn("both");
    for (const char* name : usual)
        QVERIFY(
            QFile::copy(parent_.filePath(QString("both/") + name), parent_.filePath(QString("both/%1.gz").arg(name))));
    QCOMPARE(foundIn("both"), alone);
    QVERIFY(QDir().mkpath(parent_.filePath("both/train-images.idx3-ubyte")));
    QVERIFY(QFile::copy(parent_.filePath("both/train-images-idx3-ubyte"),
                        parent_.filePath("both/train-images.idx3-ubyte/train-images.idx3-ubyte")));
    QCOMPARE(foundIn("both"), alone);
}

void TestDatasetFiles::refusesTwinsThatDiffer() {
    save("both");
    for (const QString& twin : {QString("t10k-labels-idx1-ubyte.gz"), QString("train-images.idx3-ubyte")}) {
        QFile file(parent_.filePath("both/" + twin));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("another") == 7);
        file.close();
        const QString own = QString(twin).remove(".gz").replace(".idx", "-idx");
        QCOMPARE(foundIn("both"),
                 QString("'%1/%2' and '%1/%3' could each be the same file of the data set and hold different bytes: "
                         "remove one, or name the training images' file that you mean.")
                     .arg(parent_.filePath("both"), own, twin));
        QVERIFY(file.remove());
    }
}

void TestDatasetFiles::aNamedFileDecidesBetweenTwins() {
    save("both");
    const QString plain = foundIn("both");
    for (const char* name : usual) {
        const QString twin = parent_.filePath(QString("both/%1.gz").arg(name));
        QVERIFY(QFile::copy(parent_.filePath(QString("both/") + name), twin));
        QFile file(twin);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.write("\1") == 1);
    }
    QVERIFY(foundIn("both").contains(" hold different bytes"));
    QCOMPARE(found(parent_.filePath("both/train-images-idx3-ubyte")), plain);
    const QString packed = found(parent_.filePath("both/train-images-idx3-ubyte.gz"));
    QCOMPARE(packed.size(), 64);
    QVERIFY(packed != plain);
}

QTEST_APPLESS_MAIN(TestDatasetFiles)
#include "tst_dataset_files.moc"
