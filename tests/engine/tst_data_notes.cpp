// What is said of classes and images before somebody believes a training.
#include "engine/data/data_notes.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

using namespace unroll;

using Notes = std::vector<std::string>;

namespace {

// As many images of 1 x 2 pixels as there are labels.
Dataset labelled(int classes, const std::vector<std::uint8_t>& train, const std::vector<std::uint8_t>& test) {
    Dataset data{.name = "labelled", .width = 2, .height = 1, .classes = classes, .train = {}, .test = {}};
    data.train = {.count = std::ssize(train), .pixels = std::vector<std::uint8_t>(2 * train.size()), .labels = train};
    data.test = {.count = std::ssize(test), .pixels = std::vector<std::uint8_t>(2 * test.size()), .labels = test};
    return data;
}

ImageCheck checked(const std::vector<std::vector<std::uint8_t>>& images) {
    ImageCheck check;
    for (const auto& image : images)
        check.add(image);
    return check;
}

} // namespace

class TestDataNotes : public QObject {
    Q_OBJECT

private slots:
    void wholeSetsNeedNone() {
        QCOMPARE(dataNotes(tinyDataset()), Notes());
        QCOMPARE(dataNotes(labelled(2, {0, 1}, {1, 0})), Notes());
    }

    void namesClassesWithoutImages_data() {
        QTest::addColumn<QList<int>>("train");
        QTest::addColumn<QList<int>>("test");
        QTest::addColumn<QString>("note");
        QTest::newRow("none at all") << QList<int>{0, 2} << QList<int>{0, 2} << "Class 1 has no images at all.";
        QTest::newRow("none to train") << QList<int>{0, 2} << QList<int>{0, 1, 2} << "Class 1 has no training image.";
        QTest::newRow("none to test") << QList<int>{0, 1, 2} << QList<int>{0, 2} << "Class 1 has no test image.";
        QTest::newRow("several") << QList<int>{0, 1, 2} << QList<int>{1} << "2 of 3 classes (0, 2) have no test image.";
    }
    void namesClassesWithoutImages() {
        QFETCH(QList<int>, train);
        QFETCH(QList<int>, test);
        QFETCH(QString, note);
        const Dataset data = labelled(3, {train.begin(), train.end()}, {test.begin(), test.end()});
        QCOMPARE(dataNotes(data), Notes{note.toStdString()});
    }

    void bothKindsAreSaid() {
        QCOMPARE(
            dataNotes(labelled(4, {0, 2}, {0, 3})),
            (Notes{"Class 1 has no images at all.", "Class 3 has no training image.", "Class 2 has no test image."}));
    }

    void usesTheClassesNames() {
        Dataset data = labelled(3, {1, 2}, {1, 2});
        data.classNames = {"N/A", "a", "b"};
        QCOMPARE(dataNotes(data), Notes{"Class N/A has no images at all."});
    }

    void saysWhatALimitLeavesOut() {
        std::vector<std::uint8_t> sorted;
        for (std::uint8_t label = 0; label < 10; ++label)
            sorted.insert(sorted.end(), 200, label);
        const Dataset data = labelled(10, sorted, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        QCOMPARE(dataNotes(data), Notes());
        QCOMPARE(dataNotes(data, 600, 10),
                 Notes{"7 of 10 classes (3, 4, 5, 6, 7, 8, 9) have no image among the first 600 of 2,000 training "
                       "images, which is all that are taken: take more of them, or shuffle those in the files."});
        QCOMPARE(dataNotes(data, 2000, 9),
                 Notes{"Class 9 has no image among the first 9 of 10 test images, which is all that are taken: take "
                       "more of them, or shuffle those in the files."});
        QCOMPARE(dataNotes(data, 1801, 10), Notes());
        QCOMPARE(dataNotes(data, 600, 3).size(), 2U);
    }

    void namesTenClassesAtMost() {
        const std::string note = dataNotes(labelled(62, {0}, {0})).front();
        QCOMPARE(note, "61 of 62 classes (1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 51 more) have no images at all.");
    }

    void beginsWithWhatWasRead() {
        Dataset data = labelled(3, {0, 2}, {0, 2});
        data.notes = {"Read."};
        QCOMPARE(dataNotes(data), (Notes{"Read.", "Class 1 has no images at all."}));
    }

    void countsImagesOfOneShade() {
        QCOMPARE(checked({{0, 255}, {9, 200}}).notes("training"), Notes());
        QCOMPARE(checked({{0, 0, 0}, {9, 200, 9}, {7, 7, 7}, {7, 7, 8}}).notes("training"),
                 Notes{"2 of 4 training images are of one shade all over, so that nothing is to be seen."});
        QCOMPARE(checked({{0, 200}, {0, 0}}).notes("test"),
                 Notes{"1 of 2 test images is of one shade all over, so that nothing is to be seen."});
        QCOMPARE(checked({{200}, {100}}).notes("test"), Notes()); // one pixel is always of one shade
    }

    void saysThatImagesAreNearlyBlack() {
        QCOMPARE(checked({{0, 3}, {0, 16}}).notes("training"),
                 Notes{"The training images are nearly black: their brightest pixel is 16 of 255; stretch the numbers "
                       "in the files over the whole range."});
        QCOMPARE(checked({{0, 3}, {0, 64}, {0, 1}}).notes("training"), Notes());
        QCOMPARE(checked({{0, 0}}).notes("training").size(), 1U); // of one shade, which says it
    }
};

QTEST_APPLESS_MAIN(TestDataNotes)
#include "tst_data_notes.moc"
