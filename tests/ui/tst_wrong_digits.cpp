#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/wrong_digits.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace unroll;

class TestWrongDigits : public QObject {
    Q_OBJECT

private slots:
    void showsWhatIsMisread() {
        DigitGridModel digits;
        WrongDigits shown;
        shown.setSourceModel(&digits);
        const QAbstractItemModelTester tester(&shown);
        std::vector<DigitImage> images;
        for (int i = 0; i < 4; ++i)
            images.push_back({i, 1, 1, i, {0}});
        digits.setImages(images);
        QCOMPARE(shown.rowCount(), 4);
        shown.setOnlyWrong(true);
        QCOMPARE(shown.rowCount(), 0); // the network has said nothing yet
        digits.setPredictions({{0, 0, 0, 1}, {1, 1, 7, 1}, {3, 3, 7, 1}});
        QCOMPARE(labels(shown), (QList<int>{1, 3}));
        digits.setPredictions({{0, 0, 9, 1}, {1, 1, 1, 1}, {3, 3, 7, 1}});
        QCOMPARE(labels(shown), (QList<int>{0, 3}));
        shown.setOnlyWrong(false);
        QCOMPARE(shown.rowCount(), 4);
    }

private:
    static QList<int> labels(const QAbstractItemModel& model) {
        QList<int> labels;
        for (int row = 0; row < model.rowCount(); ++row)
            labels.append(model.index(row, 0).data(DigitGridModel::LabelRole).toInt());
        return labels;
    }
};

QTEST_GUILESS_MAIN(TestWrongDigits)
#include "tst_wrong_digits.moc"
