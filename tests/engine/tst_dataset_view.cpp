// A data set as a window looks at it.
#include "engine/data/augmentation.h"
#include "engine/session/dataset_view.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace unroll;

class TestDatasetView : public QObject {
    Q_OBJECT

private slots:
    void imagesAreThoseOfTheirPart_data() {
        QTest::addColumn<int>("part");
        QTest::addColumn<bool>("packed");
        for (const bool packed : {false, true}) {
            QTest::addRow("training images%s", packed ? ", packed" : "") << int(DataPart::Train) << packed;
            QTest::addRow("test images%s", packed ? ", packed" : "") << int(DataPart::Test) << packed;
        }
    }
    void imagesAreThoseOfTheirPart() {
        QFETCH(int, part);
        QFETCH(bool, packed);
        const Dataset plain = tinyHandwriting();
        auto data = std::make_shared<Dataset>(plain);
        if (packed) {
            data->train.pack();
            data->test.pack();
        }
        const ImageSet& set = part == int(DataPart::Train) ? plain.train : plain.test;
        const std::vector<std::int64_t> wanted{3, 0, set.count - 1};
        const auto images = DatasetView(data).images({static_cast<DataPart>(part)}, wanted);
        QCOMPARE(images.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            QCOMPARE(images[i].index, wanted[i]);
            QCOMPARE(images[i].width, 28);
            QCOMPARE(images[i].height, 4);
            QCOMPARE(images[i].label, int(set.labels[static_cast<std::size_t>(wanted[i])]));
            QCOMPARE(images[i].pixels, plain.image(set, wanted[i]));
        }
    }

    void anImageThatIsNotThereIsRefused_data() {
        QTest::addColumn<qint64>("index");
        QTest::newRow("before the first") << qint64{-1};
        QTest::newRow("after the last") << qint64{40};
    }
    void anImageThatIsNotThereIsRefused() {
        QFETCH(qint64, index);
        const DatasetView view(std::make_shared<Dataset>(tinyDataset()));
        const std::vector<std::int64_t> wanted{index};
        QVERIFY_EXCEPTION_THROWN(view.images({DataPart::Test}, wanted), std::out_of_range);
    }

    void summaryHasAllImages() {
        const auto data = std::make_shared<Dataset>(tinyDataset(2500, 40));
        const std::atomic<bool> no = false;
        const auto summary = DatasetView(data).summarize({DataPart::Train}, no);
        QVERIFY(summary);
        QCOMPARE(summary->labels, data->train.labels);
        QCOMPARE(summary->imagesOfClass.size(), 4U);
        QCOMPARE(summary->imagesOfClass[1], std::ranges::count(data->train.labels, std::uint8_t{1}));
        QVERIFY(summary->meanImages[2][8] > 150 && summary->meanImages[2][0] < 100); // class 2 is a bright third row
        QVERIFY(summary->mean > 0.2 && summary->mean < 0.4);
        QVERIFY(summary->largest > summary->smallest);
        QCOMPARE(DatasetView(data).summarize({DataPart::Test}, no)->labels.size(), 40U);
    }

    void summaryIsGivenUp() {
        const DatasetView view(std::make_shared<Dataset>(tinyDataset()));
        const std::atomic<bool> yes = true;
        QVERIFY(!view.summarize({DataPart::Train}, yes));
    }

    void trainingImagesAreMovedAsInAnEpoch() {
        const auto data = std::make_shared<Dataset>(tinyHandwriting());
        const DatasetView view(data);
        const DataLook look{.part = DataPart::Train, .shift = 1, .rotate = 5, .seed = 3, .epoch = 2};
        const ImageSource expected = augmented(data->train, ImageMover(28, 4), {1, 5, 3}, 2);
        const std::vector<std::int64_t> wanted{5, 119};
        const auto images = view.images(look, wanted);
        std::vector<std::uint8_t> buffer(112);
        for (const DigitImage& image : images) {
            const auto pixels = expected.image(static_cast<std::size_t>(image.index), buffer);
            QVERIFY(std::ranges::equal(image.pixels, pixels));
        }
        QVERIFY(images[0].pixels != data->image(data->train, 5));
        const std::atomic<bool> no = false;
        const DataSummary still = *view.summarize({DataPart::Train}, no);
        const DataSummary moved = *view.summarize(look, no);
        QCOMPARE(moved.labels, still.labels);
        QVERIFY(moved.inked > still.inked); // the ink fades over more pixels
    }

    void testImagesAreNeverMoved() {
        const auto data = std::make_shared<Dataset>(tinyHandwriting());
        const DatasetView view(data);
        const DataLook look{.part = DataPart::Test, .shift = 2, .rotate = 30};
        const std::vector<std::int64_t> wanted{0, 39};
        QCOMPARE(view.images(look, wanted), view.images({DataPart::Test}, wanted));
        const std::atomic<bool> no = false;
        QVERIFY(view.summarize(look, no) == view.summarize({DataPart::Test}, no));
    }

    void outlivesWhoHasMadeIt() {
        auto data = std::make_shared<Dataset>(tinyDataset());
        const DatasetView view(data);
        data.reset();
        const std::vector<std::int64_t> wanted{0};
        QCOMPARE(view.images({DataPart::Train}, wanted).size(), 1U);
    }
};

QTEST_APPLESS_MAIN(TestDatasetView)
#include "tst_dataset_view.moc"
