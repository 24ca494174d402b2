// Images of a data set that are asked for when somebody looks.
#include "tests/support/fake_data.h"
#include "ui/data/image_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

using Indices = std::vector<std::int64_t>;

class TestImageListModel : public QObject {
    Q_OBJECT

private slots:
    void init() {
        model_ = std::make_unique<ImageListModel>();
        new QAbstractItemModelTester(model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     model_.get());
        wanted_.clear();
        connect(model_.get(), &ImageListModel::imagesWanted, this,
                [this](const Indices& indices) { wanted_.push_back(indices); });
    }

    void rowsKnowTheirImages() {
        fill(60000);
        QCOMPARE(model_->rowCount(), 60000);
        QCOMPARE(text(59999), QString("9"));
        QCOMPARE(model_->index(17).data(Qt::ToolTipRole).toString(), QString("Test image 17: 7"));
        QCOMPARE(model_->index(17).data(ImageListModel::IndexRole).toLongLong(), 17);
        QCoreApplication::processEvents();
        QVERIFY(wanted_.empty());
    }

    void pixelsAreAskedForWhenLookedAt() {
        fill(60000);
        for (const int row : {5, 6, 59000, 5})
            QVERIFY(!look(row));
        QCoreApplication::processEvents();
        QCOMPARE(wanted_, (std::vector<Indices>{{59000, 6, 5}}));
        QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
        answer({6, 5});
        QCOMPARE(changed.size(), 2);
        QVERIFY(look(5) && look(6) && !look(59000));
        QCOMPARE(model_->index(5).data(ImageListModel::ImageRole).value<QImage>().size(), QSize(28, 28));
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.size(), 1U); // the answer to 59000 is still to come
    }

    void whatIsNotAnsweredIsAskedAgain() {
        fill(100);
        look(1);
        QCoreApplication::processEvents();
        look(2);
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.back(), (Indices{2, 1}));
    }

    void whatScrolledFarAwayIsForgotten() {
        fill(60000);
        for (int row = 0; row < 5000; ++row)
            look(row);
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.size(), 1U);
        QCOMPARE(wanted_[0].size(), 1000U);
        QCOMPARE(wanted_[0].front(), 4999);
        look(0);
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.back().front(), 0);
    }

    void imagesThatLookOtherwiseAreAskedForAgain() {
        fill(100);
        look(3);
        QCoreApplication::processEvents();
        answer({3});
        QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
        model_->outdateImages();
        QCOMPARE(changed.size(), 1);
        QVERIFY(look(3)); // as before until the answer comes
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.size(), 2U);
        QCOMPARE(wanted_.back(), (Indices{3}));
        answer({3});
        look(3);
        QCoreApplication::processEvents();
        QCOMPARE(wanted_.size(), 2U);
    }

    void nothingToOutdate() {
        QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
        model_->outdateImages();
        QVERIFY(changed.isEmpty());
    }

    void oneClassAlone() {
        fill(100);
        look(3);
        model_->setClass(7);
        QCOMPARE(model_->rowCount(), 10);
        QCOMPARE(text(4), QString("7"));
        QCOMPARE(model_->rowOf(47), 4);
        QCOMPARE(model_->rowOf(48), -1);
        QCOMPARE(model_->rowOf(100), -1);
        look(4);
        QCoreApplication::processEvents();
        QCOMPARE(wanted_, (std::vector<Indices>{{47}}));
        model_->setClass(-1);
        QCOMPARE(model_->rowCount(), 100);
        QCOMPARE(model_->rowOf(48), 48);
    }

    void anotherPartForgetsAll() {
        fill(20);
        look(1);
        QCoreApplication::processEvents();
        answer({1});
        model_->setClass(1);
        model_->setPart(DataPart::Train, {0, 1, 1}, {"nought", "one"});
        QCOMPARE(model_->rowCount(), 3);
        QCOMPARE(model_->shownClass(), -1);
        QCOMPARE(text(2), QString("one"));
        QVERIFY(!look(1));
        QVERIFY(model_->index(0).data(Qt::ToolTipRole).toString().startsWith("Training image 0: nought"));
    }

private:
    void fill(std::int64_t images) {
        std::vector<std::uint8_t> labels;
        for (std::int64_t i = 0; i < images; ++i)
            labels.push_back(static_cast<std::uint8_t>(FakeData::labelOf(i)));
        model_->setPart(DataPart::Test, labels, {});
    }
    bool look(int row) const { return model_->index(row).data(ImageListModel::ImageRole).isValid(); }
    QString text(int row) const { return model_->index(row).data(Qt::DisplayRole).toString(); }
    void answer(const Indices& indices) const {
        model_->addImages(FakeData(0, 60000, 28).images({DataPart::Test}, indices));
    }

    std::unique_ptr<ImageListModel> model_;
    std::vector<Indices> wanted_;
};

QTEST_GUILESS_MAIN(TestImageListModel)
#include "tst_image_list_model.moc"
