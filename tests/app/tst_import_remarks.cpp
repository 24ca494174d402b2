// What is said of a set that was made of files.
#include "app/import_remarks.h"

#include <QTest>

using namespace unroll;
using Kind = ImportRemark::Kind;

class TestImportRemarks : public QObject {
    Q_OBJECT

private slots:
    void namesTheFirstAndCountsAll() {
        ImportRemark remark{Kind::OneShade};
        for (int i = 0; i < 20; ++i)
            remark.add(std::to_string(i));
        QCOMPARE(remark.count, 20);
        QCOMPARE(namesOf(remark), "0, 1, 2, 3, 4, 5, 6, 7 and 12 more");
        QCOMPARE(namesOf({Kind::OneShade, 1, {"a"}}), "a");
    }

    void everyKindIsASentence_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("two");
        const auto row = [](Kind kind, const char* one, const char* two) {
            QTest::addRow("%d", static_cast<int>(kind)) << static_cast<int>(kind) << QString(one) << QString(two);
        };
        row(Kind::FilesLeftOut, "Left out: 1 file or folder that is no picture in a class's folder: 'x'.",
            "Left out: 2 files or folders that are no picture in a class's folder: 'x', 'y'.");
        row(Kind::NoReader, "Left out: 1 picture that is odd: 'x'.",
            "Left out: 2 pictures, each of which is odd: 'x', 'y'.");
        row(Kind::Unreadable, "Left out: 1 picture that can't be read: 'x'.",
            "Left out: 2 pictures that can't be read: 'x', 'y'.");
        row(Kind::ClassVanished, "No class was made of 1 folder, in which no picture could be read: 'x'.",
            "No class was made of 2 folders, in which no picture could be read: 'x', 'y'.");
        row(Kind::NoTrainingImages, "The class 'x' has no training image: a network can't learn it.",
            "The classes 'x', 'y' have no training image: a network can't learn them.");
        row(Kind::NoTestImages, "The class 'x' has no test image: no accuracy tells of it.",
            "The classes 'x', 'y' have no test image: no accuracy tells of them.");
        row(Kind::OneShade, "1 image shows one shade and nothing else: 'x'.",
            "2 images show one shade and nothing else: 'x', 'y'.");
    }

    void everyKindIsASentence() {
        QFETCH(int, kind);
        QFETCH(QString, one);
        QFETCH(QString, two);
        ImportRemark remark{static_cast<Kind>(kind), 0, {}, "is odd"};
        remark.add("'x'");
        QCOMPARE(QString::fromStdString(sentenceOf(remark)), one);
        remark.add("'y'");
        QCOMPARE(QString::fromStdString(sentenceOf(remark)), two);
    }

    void faintImagesAreOneRemark() {
        QCOMPARE(
            QString::fromStdString(sentenceOf({Kind::Faint, 14, {}, "16"})),
            QString("All images are nearly of one shade: the strongest contrast is 16 of 255, as where 12 of 16 bits "
                    "are used; stretch their shades before they are imported."));
    }
};

QTEST_GUILESS_MAIN(TestImportRemarks)
#include "tst_import_remarks.moc"
