// Names of files that are a data set's, and names that are none.
#include "engine/data/dataset_file_name.h"

#include <QTest>

using namespace unroll;
using Role = DatasetFileRole;

class TestDatasetFileName : public QObject {
    Q_OBJECT

private slots:
    void readsNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("set");
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("gzip");
        QTest::addColumn<bool>("dotted");
        const auto row = [](const char* name, const char* set, Role role, bool gzip, bool dotted) {
            QTest::newRow(name) << name << set << static_cast<int>(role) << gzip << dotted;
        };
        row("train-images-idx3-ubyte", "", Role::TrainImages, false, false);
        row("train-labels-idx1-ubyte.gz", "", Role::TrainLabels, true, false);
        row("t10k-images.idx3-ubyte", "", Role::TestImages, false, true);
        row("t10k-labels.idx1-ubyte.gz", "", Role::TestLabels, true, true);
        row("train-images.idx", "", Role::TrainImages, false, true);
        row("test-labels.idx1", "", Role::TestLabels, false, true);
        row("train_images", "", Role::TrainImages, false, false);
        row("training images.gz", "", Role::TrainImages, true, false);
        row("images-train-idx3-ubyte", "", Role::TrainImages, false, false);
        row("TRAIN-IMAGES-IDX3-UBYTE.GZ", "", Role::TrainImages, true, false);
        row("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters", Role::TrainImages, true, false);
        row("EMNIST_Letters-Test-Labels-idx1-ubyte", "EMNIST_Letters", Role::TestLabels, false, false);
        row("qmnist-test-labels-idx2-int", "qmnist", Role::TestLabels, false, false);
        row("test-strip-train-images-idx3-ubyte", "test-strip", Role::TrainImages, false, false);
        row("train-images-idx3-float.gz", "", Role::TrainImages, true, false);
    }
    void readsNames() {
        QFETCH(QString, name);
        QFETCH(QString, set);
        QFETCH(int, role);
        QFETCH(bool, gzip);
        QFETCH(bool, dotted);
        const DatasetFileName expected{set.toStdString(), static_cast<Role>(role), gzip, dotted};
        QCOMPARE(parseDatasetFileName(name.toStdString()), std::optional(expected));
    }

    void leavesOtherNames_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", ".", "gz", "train", "images", "images-idx3-ubyte", "train-images.png",
                                 "train-images.txt", "._train-images-idx3-ubyte", "train-images-idx3-ubyte.part",
                                 "train-images-idx3-ubyte (1).gz", "qmnist-test10k-labels-idx2-int",
                                 "qmnist-test-labels.tsv.gz", "images-labels", "train-test-idx3", "classes.txt"})
            QTest::newRow(name) << name;
    }
    void leavesOtherNames() {
        QFETCH(QString, name);
        QVERIFY(!parseDatasetFileName(name.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestDatasetFileName)
#include "tst_dataset_file_name.moc"
