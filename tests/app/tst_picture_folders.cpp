// Folders of pictures as people pack them.
#include "app/picture_folders.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

class TestPictureFolders : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    void make(const QStringList& files) const {
        for (const QString& name : files) {
            const QString path = folder_->filePath(name);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }

    // "a: a/1.png a/2.png; test b: test/b/1.png; left out: note.txt"
    QString found(const QString& below = {}) const {
        const PictureFolders folders = findPictures(folder_->filePath(below).toStdString());
        QStringList text;
        for (const ClassFolder& folder : folders.classes) {
            QString line = (folder.isTest ? "test " : "") + QString::fromStdString(folder.name) + ":";
            for (const auto& file : folder.files)
                line += " " + QString::fromStdString(folders.shortName(file));
            text << line;
        }
        if (!folders.leftOut.empty()) {
            QString line = "left out:";
            for (const std::string& name : folders.leftOut)
                line += " " + QString::fromStdString(name);
            text << line;
        }
        return (folders.isSplit ? "split; " : "") + text.join("; ");
    }

    QString refusal(const QString& below) const {
        try {
            findPictures(folder_->filePath(below).toStdString());
        } catch (const std::runtime_error& error) {
            return QString(error.what()).replace(folder_->path(), "DIR");
        }
        return {};
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void classesComeByTheirNames() {
        make({"10/b.png", "10/a.png", "2/x.png", "cat/1.png"});
        QCOMPARE(found(), QString("2: 2/x.png; 10: 10/a.png 10/b.png; cat: cat/1.png"));
    }

    void whatBelongsToNoClassIsTold() {
        make({"a/1.png", "a/deeper/2.png", "b/1.png", "note.txt", ".hidden/1.png", "a/.DS_Store", "__MACOSX/a/._1.png",
              "@eaDir/1.png"});
        QCOMPARE(found(), QString("a: a/1.png; b: b/1.png; left out: note.txt a/deeper"));
    }

    void partsAreKnownByTheirNames_data() {
        QTest::addColumn<QString>("train");
        QTest::addColumn<QString>("test");
        QTest::newRow("mnist_png") << "training"
                                   << "testing";
        QTest::newRow("short") << "train"
                               << "test";
        QTest::newRow("capitals") << "Train"
                                  << "TEST";
        QTest::newRow("val") << "train"
                             << "val";
        QTest::newRow("valid") << "train"
                               << "valid";
        QTest::newRow("validation") << "training"
                                    << "validation";
    }

    void partsAreKnownByTheirNames() {
        QFETCH(QString, train);
        QFETCH(QString, test);
        make({train + "/a/1.png", train + "/b/1.png", test + "/a/2.png", test + "/b/2.png"});
        QCOMPARE(
            found(),
            QString("split; a: %1/a/1.png; b: %1/b/1.png; test a: %2/a/2.png; test b: %2/b/2.png").arg(train, test));
    }

    void ofThreePartsOneIsLeftOut() {
        make({"train/a/1.png", "train/b/1.png", "val/a/2.png", "val/b/2.png", "test/a/3.png", "test/b/3.png",
              "list.csv"});
        QCOMPARE(found(), QString("split; a: train/a/1.png; b: train/b/1.png; test a: test/a/3.png; test b: "
                                  "test/b/3.png; left out: list.csv val"));
    }

    void aTestFolderWithoutClassesIsNoPart() {
        make({"train/a/1.png", "train/b/1.png", "test/1.png", "test/2.png"});
        QCOMPARE(found(), QString("a: train/a/1.png; b: train/b/1.png; left out: test"));
    }

    void aClassMayBeCalledTrain() {
        make({"car/1.png", "train/1.png", "test/1.png"});
        QCOMPARE(found(), QString("car: car/1.png; test: test/1.png; train: train/1.png"));
    }

    void passesThroughWrappers() {
        make({"archive/digits/0/1.png", "archive/digits/1/1.png", "__MACOSX/archive/x"});
        QCOMPARE(found(), QString("0: 0/1.png; 1: 1/1.png"));
        QVERIFY(QDir(folder_->path()).mkpath("one/alone"));
        make({"one/alone/1.png"});
        QCOMPARE(found("one"), QString("alone: alone/1.png"));
    }

    void saysWhatIsNotThere() {
        make({"file.csvx"});
        QCOMPARE(refusal("nowhere"),
                 QString("There is no folder 'DIR/nowhere': give one that holds the pictures of each "
                         "class in a folder of its own."));
        QCOMPARE(refusal("file.csvx"), QString("'DIR/file.csvx' is no folder: give one that holds the pictures of each "
                                               "class in a folder of its own."));
    }

    void numbersComeByTheirValue() {
        QVERIFY(numberedLess("2", "10") && !numberedLess("10", "2"));
        QVERIFY(numberedLess("10", "a") && !numberedLess("a", "10"));
        QVERIFY(numberedLess("a", "b") && !numberedLess("a", "a"));
        QVERIFY(numberedLess("05", "5") != numberedLess("5", "05"));
        QVERIFY(numberedLess("99999999999999999999999", "a")); // no number that fits
    }
};

QTEST_GUILESS_MAIN(TestPictureFolders)
#include "tst_picture_folders.moc"
