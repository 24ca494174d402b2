#include "tests/support/fake_data.h"
#include "ui/inspect/digit_grid_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

namespace {

std::vector<DigitImage> imagesTo(std::int64_t count) {
    std::vector<DigitImage> images;
    for (std::int64_t index = 0; index < count; ++index)
        images.push_back(FakeData::draw(index, 28));
    return images;
}

Prediction predictionOf(std::int64_t index, int prediction, float probability = 0.5F) {
    return {index, FakeData::labelOf(index), prediction, probability};
}

QList<QPair<int, int>> rowsOf(const QSignalSpy& spy) {
    QList<QPair<int, int>> rows;
    for (const auto& arguments : spy)
        rows << qMakePair(arguments.at(0).toModelIndex().row(), arguments.at(1).toModelIndex().row());
    return rows;
}

} // namespace

class TestDigitGridModel : public QObject {
    Q_OBJECT

private slots:
    void keepsTheRulesOfModels() {
        DigitGridModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setImages(imagesTo(10));
        model.setPredictions({predictionOf(3, 3), predictionOf(9, 1)});
        model.clearPredictions();
        model.setImages({});
        QCOMPARE(model.rowCount(), 0);
        model.setImages(imagesTo(2));
        QCOMPARE(model.rowCount(), 2);
    }

    void tellsWhatADigitIsAndWhatTheNetworkSays() {
        DigitGridModel model;
        model.setImages(imagesTo(4));
        const QModelIndex three = model.index(3);
        QCOMPARE(three.data(DigitGridModel::LabelRole).toInt(), 3);
        QCOMPARE(three.data(DigitGridModel::IndexRole).toLongLong(), 3);
        QVERIFY(!three.data(DigitGridModel::PredictionRole).isValid());
        QVERIFY(!three.data(DigitGridModel::RightRole).isValid());
        QCOMPARE(three.data(Qt::AccessibleTextRole).toString(), QString("Test image 3: a 3."));

        model.setPredictions({predictionOf(3, 8, 0.625F), predictionOf(2, 2)});
        QCOMPARE(three.data(DigitGridModel::PredictionRole).toInt(), 8);
        QCOMPARE(three.data(DigitGridModel::ProbabilityRole).toFloat(), 0.625F);
        QCOMPARE(three.data(DigitGridModel::RightRole).toBool(), false);
        QCOMPARE(model.index(2).data(DigitGridModel::RightRole).toBool(), true);
        QCOMPARE(three.data(Qt::ToolTipRole).toString(),
                 QString("Test image 3: a 3, classified as 8 with 62.5 %: wrong."));
        QCOMPARE(model.predictedCount(), 2);
        QCOMPARE(model.rightCount(), 1);
    }

    void classesMayHaveNames() {
        DigitGridModel model;
        std::vector<std::string> names(9, "other");
        names[3] = "coat";
        names[8] = "shirt";
        model.setClassNames(names);
        model.setImages(imagesTo(4));
        const QModelIndex three = model.index(3);
        QCOMPARE(three.data(DigitGridModel::LabelNameRole).toString(), QString("coat"));
        QVERIFY(!three.data(DigitGridModel::PredictionNameRole).isValid());
        model.setPredictions({predictionOf(3, 8)});
        QCOMPARE(three.data(DigitGridModel::PredictionNameRole).toString(), QString("shirt"));
        QCOMPARE(three.data(Qt::ToolTipRole).toString(),
                 QString("Test image 3: a coat, classified as shirt with 50.0 %: wrong."));
        model.setClassNames({});
        QCOMPARE(three.data(DigitGridModel::LabelNameRole).toString(), QString("3"));
    }

    void imagesHaveTheirPixels() {
        DigitImage source{0, 3, 2, 5, {0, 10, 20, 30, 40, 255}}; // rows shorter than those of a QImage
        DigitGridModel model;
        model.setImages({source});
        const auto image = model.index(0).data(DigitGridModel::ImageRole).value<QImage>();
        QCOMPARE(image.size(), QSize(3, 2));
        for (int y = 0; y < 2; ++y)
            for (int x = 0; x < 3; ++x)
                QCOMPARE(qGray(image.pixel(x, y)),
                         static_cast<int>(source.pixels[static_cast<std::size_t>(3 * y + x)]));
        QCOMPARE(model.index(0).data(Qt::DecorationRole).value<QImage>(), image);
    }

    void announcesOnlyRowsThatChange() {
        DigitGridModel model;
        model.setImages(imagesTo(6));
        QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
        std::vector<Prediction> predictions;
        for (std::int64_t index = 0; index < 6; ++index)
            predictions.push_back(predictionOf(index, 1));
        model.setPredictions(predictions);
        QCOMPARE(rowsOf(spy), (QList<QPair<int, int>>{{0, 5}}));

        spy.clear();
        model.setPredictions(predictions);
        QCOMPARE(spy.size(), 0);

        predictions[1].prediction = 2;
        predictions[2].probability = 0.75F;
        predictions[5].prediction = 3;
        model.setPredictions(predictions);
        QCOMPARE(rowsOf(spy), (QList<QPair<int, int>>{{1, 2}, {5, 5}}));
    }

    void predictionsOfOtherImagesAreLeftOut() {
        DigitGridModel model;
        model.setImages(imagesTo(3));
        QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
        model.setPredictions({predictionOf(50, 0)});
        QCOMPARE(spy.size(), 0);
        model.setPredictions({predictionOf(1, 1)});
        model.setPredictions({predictionOf(2, 2)}); // the others keep theirs
        QCOMPARE(model.predictedCount(), 2);
        spy.clear();
        model.clearPredictions();
        QCOMPARE(rowsOf(spy), (QList<QPair<int, int>>{{1, 2}}));
        QCOMPARE(model.predictedCount(), 0);
    }

    void foreignIndicesGiveNothing() {
        DigitGridModel model;
        model.setImages(imagesTo(1));
        QVERIFY(!model.data(QModelIndex(), DigitGridModel::LabelRole).isValid());
        QVERIFY(!model.index(0).data(Qt::EditRole).isValid());
        QCOMPARE(model.rowCount(model.index(0)), 0);
        QCOMPARE(model.roleNames().value(DigitGridModel::RightRole), QByteArray("right"));
    }
};

QTEST_GUILESS_MAIN(TestDigitGridModel)
#include "tst_digit_grid_model.moc"
