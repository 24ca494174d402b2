#include "ui/inspect/inside_pages.h"
#include "ui/inspect/inside_view.h"
#include "ui/shell/centre.h"
#include "ui/widgets/flat_button.h"

#include <QLabel>
#include <QTest>

using namespace unroll;

class TestCentre : public QObject {
    Q_OBJECT

private slots:
    void init() {
        window_ = std::make_unique<QWidget>();
        pages_ = new InsidePages(focus_, window_.get());
        curves_ = new QLabel("curves", window_.get());
        centre_ = new Centre({{}, curves_, pages_, new QWidget(window_.get())}, window_.get());
        centre_->pageSwitch()->setParent(window_.get());
        connect(pages_, &InsidePages::windowWanted, centre_, &Centre::tearOff);
        connect(centre_, &Centre::tornOff, pages_, &InsidePages::setOwnWindow);
        window_->resize(1000, 700);
        centre_->resize(1000, 700);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    void oneOfThePagesIsShown() {
        QVERIFY(curves_->isVisible() && !pages_->isVisible());
        centre_->showInside(true);
        QVERIFY(!curves_->isVisible() && pages_->isVisible());
        window_->resize(1500, 700);
        centre_->resize(1500, 700);
        QVERIFY(curves_->isVisible() && pages_->isVisible());
    }

    // In larger type, on every page, and back as it was.
    void aPageIsTornOffAndComesBack() {
        centre_->showInside(true);
        const auto sizes = [this] {
            QList<qreal> all;
            for (const InsideView* view : pages_->findChildren<InsideView*>())
                for (const QLabel* label : view->findChildren<QLabel*>())
                    all.append(label->font().pointSizeF());
            return all;
        };
        own()->click();
        QVERIFY(centre_->isTornOff());
        QVERIFY(pages_->window() != window_.get() && pages_->isVisible());
        QVERIFY(curves_->isVisible());
        QVERIFY(!centre_->showsInside());
        const QList<qreal> large = sizes();
        QVERIFY(large.size() > 16);
        centre_->showInside(true); // it is there already
        QVERIFY(curves_->isVisible() && centre_->isTornOff());
        pages_->window()->close();
        QTRY_VERIFY(!centre_->isTornOff());
        QVERIFY(pages_->window() == window_.get() && pages_->isVisible());
        QVERIFY(centre_->showsInside());
        const QList<qreal> usual = sizes();
        QCOMPARE(usual.size(), large.size());
        for (qsizetype i = 0; i < usual.size(); ++i)
            QVERIFY(std::abs(large[i] - 1.5 * usual[i]) < 0.01);
    }

    void theWindowTakesItAlong() {
        centre_->showInside(true);
        own()->click();
        window_.reset(); // and nothing is left
        QVERIFY(QApplication::topLevelWidgets().isEmpty());
    }

private:
    FlatButton* own() {
        for (FlatButton* button : pages_->findChildren<FlatButton*>())
            if (button->text() == "Own window")
                return button;
        return nullptr;
    }

    LookFocus focus_;
    std::unique_ptr<QWidget> window_;
    InsidePages* pages_ = nullptr;
    QLabel* curves_ = nullptr;
    Centre* centre_ = nullptr;
};

QTEST_MAIN(TestCentre)
#include "tst_centre.moc"
