// Finding data sets by name and folder, and keeping the last one.
#include "engine/data/catalog.h"
#include "engine/data/dataset_folder.h"
#include "engine/data/loading_stop.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>
#include <thread>

using namespace unroll;

namespace {

// One training and one test image of one pixel.
Dataset speck(std::uint8_t pixel) {
    Dataset dataset;
    dataset.width = 1;
    dataset.height = 1;
    dataset.classes = 2;
    dataset.train = {.count = 1, .pixels = {pixel}, .labels = {1}};
    dataset.test = {.count = 1, .pixels = {pixel}, .labels = {0}};
    return dataset;
}

std::uint8_t firstPixel(const Dataset& dataset) { return dataset.image(dataset.train, 0)[0]; }

} // namespace

class TestCatalog : public QObject {
    Q_OBJECT

private slots:
    void init();

    void drawsDigits();
    void searchesItsFoldersInOrder();
    void takesAFolder();
    void prefersANameToAFolderOfThatName();
    void listsNames();
    void hasADefault();
    void keepsTheLastOne();
    void loadsAnewWhatWasWrittenAnew();
    void survivesAFailedLoad();
    void givesUpWhenItIsToldTo_data();
    void givesUpWhenItIsToldTo();
    void loadsFromAnyThread();
    void saysWhatToDo_data();
    void saysWhatToDo();
    void namesTheFileAnIncompleteDataSetLacks();
    void findsNothingOutsideItsFolders_data();
    void findsNothingOutsideItsFolders();
    void doesNotTakeAnEmptyFolderForThisOne();

private:
    void save(const QString& folder, std::uint8_t pixel, Compression compression = Compression::None) const {
        saveDatasetFolder(speck(pixel), parent_->filePath(folder).toStdString(), compression);
    }
    Catalog catalog() const {
        return Catalog({parent_->filePath("a").toStdString(), parent_->filePath("b").toStdString(),
                        parent_->filePath("not there").toStdString()});
    }

    std::unique_ptr<QTemporaryDir> parent_;
};

void TestCatalog::init() {
    parent_ = std::make_unique<QTemporaryDir>();
    QVERIFY(parent_->isValid());
}

void TestCatalog::drawsDigits() {
    save("a/digits", 9); // hidden by the built-in set
    const auto digits = catalog().load("digits");
    QCOMPARE(digits->name, "digits");
    QCOMPARE(digits->train.count, 60000);
    QCOMPARE(digits->test.count, 10000);
}

void TestCatalog::searchesItsFoldersInOrder() {
    save("b/dots", 2);
    QCOMPARE(firstPixel(*catalog().load("dots")), std::uint8_t{2});
    save("a/dots", 1, Compression::Gzip);
    const auto dots = catalog().load("dots");
    QCOMPARE(firstPixel(*dots), std::uint8_t{1});
    QCOMPARE(dots->name, "dots");
    QCOMPARE(catalog().find("dots"), std::filesystem::path(parent_->filePath("a/dots").toStdString()));
}

void TestCatalog::takesAFolder() {
    save("elsewhere/dots", 3);
    const auto withSlash = catalog().load(parent_->filePath("elsewhere/dots/").toStdString());
    QCOMPARE(firstPixel(*withSlash), std::uint8_t{3});
    QCOMPARE(withSlash->name, "dots");
    QCOMPARE(catalog().load(parent_->filePath("elsewhere/./dots").toStdString())->name, "dots");
}

void TestCatalog::prefersANameToAFolderOfThatName() {
    save("dots", 4);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(parent_->path()));
    const std::uint8_t fromFolder = firstPixel(*catalog().load("dots"));
    save("a/dots", 5);
    const std::uint8_t fromName = firstPixel(*catalog().load("dots"));
    const std::uint8_t fromPath = firstPixel(*catalog().load("./dots"));
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(fromFolder, std::uint8_t{4});
    QCOMPARE(fromName, std::uint8_t{5});
    QCOMPARE(fromPath, std::uint8_t{4});
}

void TestCatalog::listsNames() {
    QCOMPARE(catalog().names(), std::vector<std::string>{"digits"});
    save("b/mnist", 1);
    save("a/zebra", 1);
    save("a/apples", 1);
    save("b/apples", 1);
    save("a/digits", 1);
    QVERIFY(QDir(parent_->path()).mkpath("a/empty"));
    QCOMPARE(catalog().names(), (std::vector<std::string>{"digits", "apples", "mnist", "zebra"}));
}

void TestCatalog::hasADefault() {
    QCOMPARE(catalog().defaultName(), "digits");
    save("b/mnist", 1);
    QCOMPARE(catalog().defaultName(), "mnist");
}

void TestCatalog::keepsTheLastOne() {
    save("a/one", 1);
    save("a/two", 2);
    Catalog kept = catalog();
    const auto one = kept.load("one");
    QCOMPARE(kept.load("one").get(), one.get());
    QCOMPARE(kept.load(parent_->filePath("a/one").toStdString()).get(), one.get());
    QCOMPARE(firstPixel(*kept.load("two")), std::uint8_t{2});
    QVERIFY(kept.load("one").get() != one.get());
    QCOMPARE(firstPixel(*one), std::uint8_t{1});
}

void TestCatalog::loadsAnewWhatWasWrittenAnew() {
    save("a/dots", 1);
    Catalog kept = catalog();
    QCOMPARE(firstPixel(*kept.load("dots")), std::uint8_t{1});
    save("a/dots", 2);
    QFile images(parent_->filePath("a/dots/train-images-idx3-ubyte"));
    QVERIFY(images.open(QIODevice::ReadWrite));
    QVERIFY(images.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    images.close();
    QCOMPARE(firstPixel(*kept.load("dots")), std::uint8_t{2});
}

void TestCatalog::survivesAFailedLoad() {
    save("a/dots", 1);
    Catalog kept = catalog();
    const auto dots = kept.load("dots");
    QVERIFY_EXCEPTION_THROWN(kept.load("nothing"), std::runtime_error);
    QCOMPARE(kept.load("dots").get(), dots.get());
}

void TestCatalog::givesUpWhenItIsToldTo_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("drawn") << "digits";
    QTest::newRow("read") << "ink";
}

void TestCatalog::givesUpWhenItIsToldTo() {
    QFETCH(QString, name);
    save("a/ink", 7);
    Catalog sets = catalog();
    std::stop_source nobodyWaits;
    nobodyWaits.request_stop();
    QVERIFY_EXCEPTION_THROWN(sets.load(name.toStdString(), nobodyWaits.get_token()), LoadingStopped);
    QCOMPARE(firstPixel(*sets.load("ink")), std::uint8_t{7}); // as if nothing had been
}

void TestCatalog::loadsFromAnyThread() {
    save("a/one", 1);
    save("a/two", 2);
    Catalog kept = catalog();
    std::array<bool, 4> right{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < right.size(); ++i) {
            threads.emplace_back([&, i] {
                right[i] = true;
                for (int round = 0; round < 50; ++round) {
                    const bool first = (static_cast<std::size_t>(round) + i) % 2 == 0;
                    right[i] = right[i] && firstPixel(*kept.load(first ? "one" : "two")) == (first ? 1 : 2);
                }
            });
        }
    }
    QCOMPARE(right, (std::array<bool, 4>{true, true, true, true}));
}

void TestCatalog::saysWhatToDo_data() {
    QTest::addColumn<bool>("withFolders");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a name") << true << "mnist"
                            << "Data set 'mnist' is not in %1/a, %1/b, %1/not there: set UNROLL_DATA_DIR to the folder "
                               "that holds mnist/, or use --data digits.";
    QTest::newRow("a name and no folders")
        << false << "mnist"
        << "Data set 'mnist' has no folder to be looked for in: set UNROLL_DATA_DIR to "
           "the folder that holds mnist/, or use --data digits.";
    QTest::newRow("a folder")
        << true << "no/such/folder"
        << "There is no folder 'no/such/folder': give the folder of the IDX files, or use --data digits.";
    QTest::newRow("nothing") << true << ""
                             << "There is no folder '': give the folder of the IDX files, or use --data digits.";
}

void TestCatalog::saysWhatToDo() {
    QFETCH(bool, withFolders);
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    Catalog kept = withFolders ? catalog() : Catalog({});
    try {
        kept.load(name.toStdString());
        QFAIL("A data set that is not there was loaded.");
    } catch (const std::runtime_error& error) {
        QCOMPARE(QString(error.what()), sentence.replace("%1", parent_->path()));
    }
}

void TestCatalog::namesTheFileAnIncompleteDataSetLacks() {
    save("b/dots", 1);
    QVERIFY(QFile::remove(parent_->filePath("b/dots/train-labels-idx1-ubyte")));
    Catalog kept = catalog();
    QVERIFY(!kept.find("dots"));
    try {
        kept.load("dots");
        QFAIL("An incomplete data set was loaded.");
    } catch (const std::runtime_error& error) {
        QVERIFY(QString(error.what()).startsWith("'" + parent_->filePath("b/dots") + "' lacks the file train-labels"));
    }
}

void TestCatalog::findsNothingOutsideItsFolders_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << "";
    QTest::newRow("this folder") << ".";
    QTest::newRow("the folder above") << "..";
    QTest::newRow("a path") << "../b/dots";
}

void TestCatalog::findsNothingOutsideItsFolders() {
    QFETCH(QString, name);
    save("a", 1);
    save(".", 1);
    save("b/dots", 1);
    QVERIFY(!catalog().find(name.toStdString()));
}

// What an environment variable that is not set gives.
void TestCatalog::doesNotTakeAnEmptyFolderForThisOne() {
    save("mnist", 1);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(parent_->path()));
    const Catalog kept({std::filesystem::path(), parent_->filePath("a").toStdString()});
    const std::string name = kept.defaultName();
    const bool found = kept.find("mnist").has_value();
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(name, "digits");
    QVERIFY(!found);
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
