// Data sets made of image files.
#include "app/image_import.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <stdexcept>

using namespace unroll;
using Kind = ImportRemark::Kind;

namespace {

// A square of ink on paper of another shade.
QImage picture(QSize size, int paper, int ink) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(qRgb(paper, paper, paper));
    QPainter painter(&image);
    painter.fillRect(size.width() / 4, size.height() / 4, size.width() / 2, size.height() / 2, qRgb(ink, ink, ink));
    return image;
}

} // namespace

class TestImageImport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    void save(const QString& name, const QImage& image) const {
        const QString file = folder_->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(image.save(file));
    }

    // `count` images a class, whose ink tells the class.
    void saveClasses(const QStringList& classes, int count, QSize size = {8, 8}) const {
        for (int label = 0; label < classes.size(); ++label)
            for (int i = 0; i < count; ++i)
                save(QString("%1/%2.png").arg(classes[label]).arg(i), picture(size, 0, 100 + label));
    }

    ImportedImages import(const ImportOptions& options = {}) const {
        return importImages(folder_->path().toStdString(), "imported", options);
    }

    QString refusalOf(const ImportOptions& options = {}) const {
        try {
            import(options);
        } catch (const std::runtime_error& error) {
            return QString(error.what()).replace(folder_->path(), "DIR");
        }
        return {};
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void labelsImagesByTheirFolders() {
        saveClasses({"2", "10", "cat"}, 14);
        QVERIFY(QDir(folder_->path()).mkpath("empty"));
        const ImportedImages imported = import();
        const Dataset& data = imported.dataset;
        QCOMPARE(data.name, "imported");
        QCOMPARE(data.classNames, (std::vector<std::string>{"2", "10", "cat"}));
        QCOMPARE(data.classes, 3);
        QCOMPARE(data.width, 8);
        QCOMPARE(data.height, 8);
        QCOMPARE(data.train.count, 36);
        QCOMPARE(data.test.count, 6);
        QVERIFY(!imported.scaled && !imported.inverted);
        for (const ImageSet* set : {&data.train, &data.test}) {
            QVERIFY(!std::ranges::is_sorted(set->labels)); // shuffled
            for (std::int64_t i = 0; i < set->count; ++i) {
                const auto image = data.image(*set, i);
                QCOMPARE(image[0], std::uint8_t{0});
                QCOMPARE(image[27], static_cast<std::uint8_t>(100 + set->labels[static_cast<std::size_t>(i)]));
            }
        }
    }

    void theSeedDecidesWhatIsHeldOut() {
        for (int label = 0; label < 2; ++label)
            for (int i = 0; i < 20; ++i)
                save(QString("%1/%2.png").arg(label).arg(i), picture({4, 4}, 0, 10 * i + 40 + label));
        QCOMPARE(import().dataset.sha256(), import().dataset.sha256());
        QVERIFY(import().dataset.sha256() != import({.seed = 2}).dataset.sha256());
        QCOMPARE(import({.testShare = 0.5}).dataset.test.count, 20);
    }

    void scalesWhatDiffersInSize() {
        save("a/wide.png", picture({80, 40}, 0, 200));
        save("a/high.png", picture({10, 30}, 0, 200));
        save("b/small.png", picture({8, 8}, 0, 200));
        const ImportedImages imported = import();
        const Dataset& data = imported.dataset;
        QVERIFY(imported.scaled);
        QCOMPARE(data.width, 28);
        QCOMPARE(data.height, 28);
        for (const ImageSet* set : {&data.train, &data.test})
            for (std::int64_t i = 0; i < set->count; ++i) {
                const auto image = data.image(*set, i);
                QCOMPARE(image[14 * 28 + 14], std::uint8_t{200}); // centred
                QCOMPARE(image[0], std::uint8_t{0});
            }
        QCOMPARE(import({.width = 12, .height = 9}).dataset.height, 9);
    }

    void makesThePaperDark_data() {
        QTest::addColumn<int>("paper");
        QTest::addColumn<int>("ink");
        QTest::addColumn<Invert>("invert");
        QTest::addColumn<bool>("inverted");
        QTest::newRow("dark paper") << 0 << 255 << Invert::Auto << false;
        QTest::newRow("bright paper") << 250 << 10 << Invert::Auto << true;
        QTest::newRow("bright and left") << 250 << 10 << Invert::No << false;
        QTest::newRow("dark and turned") << 0 << 255 << Invert::Yes << true;
    }

    void makesThePaperDark() {
        QFETCH(int, paper);
        QFETCH(int, ink);
        QFETCH(Invert, invert);
        QFETCH(bool, inverted);
        save("a/1.png", picture({8, 8}, paper, ink));
        save("a/2.png", picture({8, 8}, paper, ink));
        save("b/1.png", picture({8, 8}, paper, ink));
        const ImportedImages imported = import({.invert = invert});
        QCOMPARE(imported.inverted, inverted);
        QCOMPARE(int{imported.dataset.train.pixels[0]}, inverted ? 255 - paper : paper);
        QCOMPARE(int{imported.dataset.train.pixels[27]}, inverted ? 255 - ink : ink);
    }

    void takesColoursAndWhatIsTransparent() {
        QImage clear(8, 8, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        clear.setPixelColor(3, 3, Qt::black);
        save("a/1.png", clear);
        save("a/2.png", clear);
        save("b/1.jpg", picture({8, 8}, 255, 255));
        const ImportedImages imported = import();
        QVERIFY(imported.inverted); // transparent is white
        const Dataset& data = imported.dataset;
        const auto drawn = std::ranges::find(data.train.labels, std::uint8_t{0}) - data.train.labels.begin();
        QCOMPARE(data.image(data.train, drawn)[27], std::uint8_t{255});
        QCOMPARE(data.image(data.train, drawn)[28], std::uint8_t{0});
    }

    void refusesWhatIsNoDataSet() {
        QCOMPARE(refusalOf(),
                 QString("'DIR' has 0 folders with pictures: put the images of each class into a folder of "
                         "its own, from 2 to 256 of them."));
        saveClasses({"alone"}, 3);
        QVERIFY(refusalOf().startsWith("'DIR' has 1 folders"));
        QVERIFY(folder_->remove());
        QVERIFY(refusalOf().startsWith("There is no folder 'DIR'"));
    }

    // The mean of the training images' pixels, 0 ... 1.
    static double inkOf(const Dataset& data) {
        return std::accumulate(data.train.pixels.begin(), data.train.pixels.end(), 0.0) /
               (255.0 * static_cast<double>(data.train.pixels.size()));
    }

    // As a data set of Kind::... would tell: "kind count names".
    static QString told(const ImportedImages& imported, Kind kind) {
        for (const ImportRemark& remark : imported.remarks)
            if (remark.kind == kind)
                return QString::fromStdString(namesOf(remark));
        return {};
    }

    void keepsAGivenSplit() {
        for (const char* label : {"0", "1", "2"})
            for (int i = 0; i < 5; ++i)
                save(QString("training/%1/%2.png").arg(label).arg(i), picture({8, 8}, 0, 100 + i));
        for (int i = 0; i < 3; ++i)
            save(QString("testing/%1/0.png").arg(i), picture({8, 8}, 0, 200 + i));
        const ImportedImages imported = import();
        const Dataset& data = imported.dataset;
        QVERIFY(imported.isSplit && !data.testHeldOut);
        QCOMPARE(data.classNames, (std::vector<std::string>{"0", "1", "2"}));
        QCOMPARE(data.train.count, 15);
        QCOMPARE(data.test.count, 3);
        for (std::int64_t i = 0; i < 3; ++i)
            QCOMPARE(int{data.image(data.test, i)[27]}, 200 + data.test.labels[static_cast<std::size_t>(i)]);
        QVERIFY(imported.remarks.empty());
    }

    void aClassThatOnePartLacksIsTold() {
        for (const char* name : {"train/a/0", "train/a/1", "train/b/0", "test/a/2", "test/c/0", "test/c/1"})
            save(QString("%1.png").arg(name), picture({8, 8}, 0, 100));
        const ImportedImages imported = import();
        QCOMPARE(imported.dataset.classNames, (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(told(imported, Kind::NoTrainingImages), QString("'c'"));
        QCOMPARE(told(imported, Kind::NoTestImages), QString("'b'"));
    }

    void aClassOfOneImageIsTold() {
        saveClasses({"a", "b", "c"}, 1);
        const ImportedImages imported = import();
        QCOMPARE(imported.dataset.train.count, 2);
        QCOMPARE(told(imported, Kind::NoTrainingImages).size(), 3); // one of them, in quotes
        QCOMPARE(told(imported, Kind::NoTestImages).count('\''), 4);
        saveClasses({"a", "b", "c"}, 14);
        QVERIFY(import().remarks.empty());
    }

    void whatACameraTurnedIsMeasuredAsSeen() {
        for (const char* label : {"a", "b"})
            for (int i = 0; i < 3; ++i) {
                QImage image(40, 24, QImage::Format_Grayscale8);
                image.fill(0);
                const QString file = folder_->filePath(QString("%1/%2.jpg").arg(label).arg(i));
                save(QString("%1/%2.jpg").arg(label).arg(i), image);
                QFile written(file);
                QVERIFY(written.open(QIODevice::ReadWrite));
                const QByteArray jpeg = written.readAll();
                const QByteArray turn = QByteArray::fromHex("ffe10022457869660000"
                                                            "49492a00080000000100120103000100000006000000"
                                                            "00000000");
                QVERIFY(written.seek(0) && written.write(jpeg.first(2) + turn + jpeg.mid(2)) > 0);
            }
        const ImportedImages imported = import();
        QCOMPARE(imported.dataset.width, 24);
        QCOMPARE(imported.dataset.height, 40);
        QVERIFY(!imported.scaled);
    }

    void inkOnAClearGroundIsBright_data() {
        QTest::addColumn<QList<QColor>>("inks");
        QTest::newRow("white") << QList<QColor>{Qt::white};
        QTest::newRow("black") << QList<QColor>{Qt::black};
        QTest::newRow("both") << QList<QColor>{Qt::black, Qt::white};
        QTest::newRow("colours") << QList<QColor>{Qt::red, Qt::blue, Qt::yellow};
    }

    void inkOnAClearGroundIsBright() {
        QFETCH(QList<QColor>, inks);
        for (int i = 0; i < 14; ++i) {
            QImage image(8, 8, QImage::Format_ARGB32);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            painter.fillRect(2, 2, 4, 4, inks[i / 2 % inks.size()]);
            painter.end();
            save(QString("%1/%2.png").arg(i % 2).arg(i), image);
        }
        const ImportedImages imported = import();
        QCOMPARE(inkOf(imported.dataset), 0.25);
        QVERIFY(imported.remarks.empty());
    }

    void imagesOfOneShadeAreTold() {
        saveClasses({"a", "b"}, 3);
        save("b/flat.png", picture({8, 8}, 77, 77));
        QCOMPARE(told(import(), Kind::OneShade), QString("'b/flat.png'"));
    }

    void sixteenBitsAreScaledToEight() {
        for (const int top : {65535, 4095}) {
            for (int i = 0; i < 6; ++i) {
                QImage image(16, 16, QImage::Format_Grayscale16);
                for (int y = 0; y < 16; ++y)
                    for (int x = 0; x < 16; ++x)
                        reinterpret_cast<quint16*>(image.scanLine(y))[x] = static_cast<quint16>(x * top / 15);
                save(QString("%1/%2.png").arg(i % 2).arg(i), image);
            }
            const ImportedImages imported = import();
            QVERIFY(std::abs(inkOf(imported.dataset) - 0.5 * top / 65535) < 0.001);
            QCOMPARE(imported.remarks.empty(), top == 65535);
        }
        QVERIFY(!told(import(), Kind::Faint).isNull());
    }

    void whatIsLeftOutIsTold() {
        saveClasses({"a", "b"}, 3);
        QVERIFY(QDir(folder_->path()).mkpath("notes"));
        for (const char* name : {"a/Thumbs.db", "notes/list.txt", "read me"}) {
            QFile file(folder_->filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") > 0);
        }
        QVERIFY(QDir(folder_->path()).mkpath("heic"));
        QFile file(folder_->filePath("heic/1.heic"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromHex("00000018667479706865696300")) > 0);
        file.close();
        const ImportedImages imported = import();
        QCOMPARE(imported.dataset.classNames, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(told(imported, Kind::FilesLeftOut), QString("'read me', 'a/Thumbs.db', 'notes/list.txt'"));
        QCOMPARE(told(imported, Kind::NoReader), QString("'heic/1.heic'"));
        QCOMPARE(told(imported, Kind::ClassVanished), QString("'heic', 'notes'"));
    }

    void theContentDecidesNotTheEnding() {
        saveClasses({"a", "b"}, 3);
        QVERIFY(QFile::rename(folder_->filePath("b/0.png"), folder_->filePath("b/0.webp")));
        QVERIFY(QFile::rename(folder_->filePath("b/1.png"), folder_->filePath("b/1")));
        const ImportedImages imported = import();
        QCOMPARE(imported.dataset.train.count + imported.dataset.test.count, 6);
        QVERIFY(imported.remarks.empty());
    }

    void namesAllFilesThatAreNoImages() {
        saveClasses({"a", "b"}, 3);
        const QString whole = import().dataset.sha256().c_str();
        for (const char* name : {"a/=.png", "a/bad.png", "b/half.png"}) {
            QFile file(folder_->filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(name) == "a/=.png"     ? QByteArray()
                       : QByteArray(name) == "a/bad.png" ? QByteArray("no image")
                                                         : QByteArray::fromHex("89504e470d0a1a0a0000"));
        }
        QCOMPARE(refusalOf(),
                 QString("3 pictures in 'DIR' can't be read: 'a/=.png' is empty, 'a/bad.png' is no picture, "
                         "'b/half.png' is incomplete. Remove or mend them, or leave them out with "
                         "--skip-unreadable."));
        const ImportedImages imported = import({.skipUnreadable = true});
        QCOMPARE(told(imported, Kind::Unreadable),
                 QString("'a/=.png' is empty, 'a/bad.png' is no picture, 'b/half.png' is incomplete"));
        QCOMPARE(QString(imported.dataset.sha256().c_str()), whole); // as if they were not there
    }

    void namesThatCanNotBeReadAgainAreRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fault");
        QTest::newRow("a blank") << " "
                                 << "a name neither begins nor ends with a blank";
        QTest::newRow("a blank behind") << "cat "
                                        << "a name neither begins nor ends with a blank";
        QTest::newRow("two lines") << "a\nb"
                                   << "a name has letters that can be printed";
        QTest::newRow("long") << QString(101, 'x') << "a name has at most 100 bytes, not 101";
    }

    void namesThatCanNotBeReadAgainAreRefused() {
        QFETCH(QString, name);
        QFETCH(QString, fault);
        saveClasses({"cat", name, "dog"}, 2);
        QCOMPARE(refusalOf(),
                 QString("The folder '%1' in 'DIR' can't give its name to a class: %2; rename it.").arg(name, fault));
    }

    void veryLargePicturesNeedASize() {
        QImage image(4097, 2, QImage::Format_Grayscale8);
        image.fill(255);
        save("a/1.png", image);
        save("b/1.png", image);
        QCOMPARE(refusalOf(),
                 QString("The pictures are of 4097 x 2 pixels, and a data set's images at most of 4096 x 4096: "
                         "say to what size they are to be scaled, such as --size 28x28."));
        QCOMPARE(import({.width = 28, .height = 28}).dataset.width, 28);
        save("b/2.png", picture({8, 8}, 0, 255));
        QCOMPARE(import().dataset.width, 28);
    }

    void canBeStopped() {
        saveClasses({"a", "b"}, 2);
        const std::atomic<bool> stop = true;
        QVERIFY_EXCEPTION_THROWN(importImages(folder_->path().toStdString(), "x", {}, &stop), ImportStopped);
    }
};

QTEST_GUILESS_MAIN(TestImageImport)
#include "tst_image_import.moc"
