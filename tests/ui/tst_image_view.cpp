#include "tests/support/sights.h"
#include "ui/inspect/image_view.h"
#include "ui/inspect/reading_canvas.h"
#include "ui/widgets/flat_button.h"

#include <QMenu>
#include <QTest>

using namespace unroll;

namespace {

// Two cells that read the left and the right column of a 2 x 2 image.
NetworkSight byColumns() {
    NetworkSight sight =
        sightWith({{.quantity = Quantity::ReadingOrder, .rows = 2, .columns = 2, .values = {0, 2, 1, 3}},
                   {.quantity = Quantity::Saliency, .rows = 1, .columns = 4, .values = {0, -0.5F, 0.25F, 0}}},
                  2, 1, 10);
    sight.shape.piece = 2;
    sight.image = {2, 2};
    sight.subject = QImage(2, 2, QImage::Format_Grayscale8);
    sight.subject.fill(255);
    return sight;
}

} // namespace

class TestImageView : public QObject {
    Q_OBJECT

private slots:
    void aPressGoesToTheCellThatReadsThere() {
        LookFocus focus;
        ImageView view(focus);
        view.resize(300, 300);
        view.setSights({byColumns()});
        view.show();
        auto* canvas = view.findChild<ReadingCanvas*>();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->rect().center() - QPoint(20, 0));
        QCOMPARE(focus.cell(), std::optional(0));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->rect().center() + QPoint(20, 0));
        QCOMPARE(focus.cell(), std::optional(1));
        QTest::keyClick(canvas, Qt::Key_Left);
        QCOMPARE(focus.cell(), std::optional(0));
        QCOMPARE(view.sentence(), QString::fromUtf8("Cell 1 of 2 reads 2 pixels; at the end it says “0”."));
    }

    // What comes later is fainter than what was read.
    void whatIsNotReadYetIsFaint() {
        LookFocus focus;
        ImageView view(focus);
        view.resize(300, 300);
        view.setSights({byColumns()});
        view.show();
        focus.setCell(0);
        auto* canvas = view.findChild<ReadingCanvas*>();
        const QImage picture = canvas->grab().toImage();
        const QPoint middle = canvas->rect().center();
        QVERIFY(qGray(picture.pixel(middle - QPoint(20, 20))) + 50 < qGray(picture.pixel(middle + QPoint(20, -20))));
    }

    void saliencyIsAskedForWhenItIsShown() {
        LookFocus focus;
        ImageView view(focus);
        view.setSights({byColumns()});
        QVERIFY(!view.wish().quantities.has(Quantity::Saliency));
        for (FlatButton* button : view.findChildren<FlatButton*>())
            if (button->text() == "Saliency")
                button->click();
        QVERIFY(view.wish().quantities.has(Quantity::Saliency));
        QVERIFY2(view.sentence().contains("at row 1, column 2, moves its logit by -0.5"), qPrintable(view.sentence()));
        QCOMPARE(QString::fromStdString(view.table()).split('\n').at(2), QString("1 vanilla,1,2,255,2,-0.5"));
    }

    void saliencyIsOfAChosenClass() {
        LookFocus focus;
        ImageView view(focus);
        view.setSights({byColumns()});
        FlatButton* classes = nullptr;
        for (FlatButton* button : view.findChildren<FlatButton*>())
            if (button->text() == "Saliency")
                button->click();
            else if (button->text() == "for its answer")
                classes = button;
        QVERIFY(classes && !classes->isHidden());
        QVERIFY(!view.wish().saliencyClass);
        int wishes = 0;
        connect(&view, &InsideView::wishChanged, this, [&wishes] { ++wishes; });
        classes->menu()->actions().at(1 + 4)->trigger();
        QCOMPARE(wishes, 1);
        QCOMPARE(view.wish().saliencyClass, std::optional(4));
        QCOMPARE(classes->text(), QString::fromUtf8("for “4”"));
        NetworkSight other = byColumns();
        other.classes.resize(3); // of other data
        view.setSights({other});
        QVERIFY(!view.wish().saliencyClass);
    }
};

QTEST_MAIN(TestImageView)
#include "tst_image_view.moc"
