#include "tests/support/sights.h"
#include "ui/inspect/misread_view.h"

#include <QListView>
#include <QTest>

using namespace unroll;

class TestMisreadView : public QObject {
    Q_OBJECT

private slots:
    void theSurestMistakesComeFirst() {
        LookFocus focus;
        MisreadView view(focus);
        view.setSights({sightOfTestSet({{0, 1, 0.6F}, {1, 1, 0.9F}, {2, 1, 0.8F}, {0, 1, 0.7F}}, 3)});
        const auto* list = view.findChild<QListView*>();
        const auto shown = [list] {
            QList<qlonglong> indices;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                indices.append(list->model()->index(row, 0).data(DigitGridModel::IndexRole).toLongLong());
            return indices;
        };
        QCOMPARE(shown(), (QList<qlonglong>{2, 3, 0}));
        QCOMPARE(view.sentence(), QString("Misclassified: 3 images, the surest first."));
        focus.setConfusion(LookFocus::Confusion{0, 1});
        QCOMPARE(shown(), (QList<qlonglong>{3, 0}));
        focus.setConfusion(LookFocus::Confusion{1, 1});
        QCOMPARE(shown(), (QList<qlonglong>{1}));
        QCOMPARE(QString::fromStdString(view.table()), QString("run,test_image,true,predicted,probability\n"
                                                               "1 vanilla,1,1,1,0.9\n"));
    }

    void anImageIsTheSubjectOfAllViews() {
        LookFocus focus;
        MisreadView view(focus);
        view.setSights({sightOfTestSet({{0, 1}, {1, 1}, {2, 1}}, 3)});
        auto* list = view.findChild<QListView*>();
        emit list->activated(list->model()->index(1, 0));
        QVERIFY(focus.subject() == Subject(TestImage{2}));
    }
};

QTEST_MAIN(TestMisreadView)
#include "tst_misread_view.moc"
