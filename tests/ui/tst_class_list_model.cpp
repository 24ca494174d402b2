// The classes of a data set with their mean images.
#include "ui/data/class_list_model.h"

#include <QTest>

using namespace unroll;

class TestClassListModel : public QObject {
    Q_OBJECT

private slots:
    void allComeFirst() {
        DataSummary summary;
        summary.imagesOfClass = {3, 0, 1};
        summary.meanImages = {{100, 0}, {}, {200, 255}};
        SessionInfo info;
        info.width = 2;
        info.height = 1;
        ClassListModel model;
        model.setSummary(summary, info);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(texts(model), (QStringList{"All", "0", "1", "2"}));
        QCOMPARE(pixels(model, 0), (std::vector<int>{125, 64}));
        QCOMPARE(pixels(model, 3), (std::vector<int>{200, 255}));
        QVERIFY(!model.index(2).data(ClassListModel::ImageRole).isValid());
        QCOMPARE(model.index(0).data(ClassListModel::CountRole).toInt(), 4);
        QCOMPARE(model.index(2).data(ClassListModel::CountRole).toInt(), 0);
        QCOMPARE(ClassListModel::labelOf(0), -1);
        QCOMPARE(ClassListModel::labelOf(3), 2);
        info.classNames = {"shirt", "shoe", "bag"};
        model.setSummary(summary, info);
        QCOMPARE(texts(model), (QStringList{"All", "shirt", "shoe", "bag"}));
        QVERIFY(model.index(3).data(Qt::ToolTipRole).toString().startsWith("bag: 1 images"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

private:
    static QStringList texts(const ClassListModel& model) {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row).data().toString());
        return texts;
    }
    static std::vector<int> pixels(const ClassListModel& model, int row) {
        const auto image = model.index(row).data(ClassListModel::ImageRole).value<QImage>();
        return {qGray(image.pixel(0, 0)), qGray(image.pixel(1, 0))};
    }
};

QTEST_GUILESS_MAIN(TestClassListModel)
#include "tst_class_list_model.moc"
