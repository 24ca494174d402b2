// Data sets made of image files.
#include "app/image_import.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace unroll;

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
        QCOMPARE(refusalOf(), QString("'DIR' has 0 folders with PNG or JPEG files: put the images of each class into a "
                                      "folder of its own, from 2 to 256 of them."));
        saveClasses({"alone"}, 3);
        QVERIFY(refusalOf().startsWith("'DIR' has 1 folders"));
    }

    void namesTheFileThatIsNoImage() {
        saveClasses({"a", "b"}, 3);
        QFile file(folder_->filePath("b/bad.png"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no image") > 0);
        file.close();
        QCOMPARE(refusalOf(), QString("'DIR/b/bad.png' can't be read as an image: remove it."));
        QVERIFY(file.remove());
        QImage noise(64, 64, QImage::Format_Grayscale8);
        for (int i = 0; i < 64 * 64; ++i)
            noise.bits()[i] = static_cast<uchar>(i * i * 31 >> 4);
        save("a/0.png", noise);
        QFile half(folder_->filePath("a/0.png"));
        QVERIFY(half.open(QIODevice::ReadWrite) && half.resize(half.size() / 2));
        half.close();
        QVERIFY2(refusalOf().startsWith("'DIR/a/0.png' can't be read as an image ("), qPrintable(refusalOf()));
    }
};

QTEST_GUILESS_MAIN(TestImageImport)
#include "tst_image_import.moc"
