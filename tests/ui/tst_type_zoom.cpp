#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/theme/type_size.h"

#include <QAction>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace unroll;

class TestTypeZoom : public QObject {
    Q_OBJECT

private slots:
    void init() { applyTypeSize(1); }
    void cleanup() {
        window_.reset();
        applyTypeSize(1);
    }

    // Fonts of one's own and those of the application, heights that are made to measure: all but windows.
    void whatIsMeasuredGrowsAlong() {
        QWidget window;
        window.setMinimumSize(300, 200);
        auto* plain = new QPushButton("plain", &window);
        auto* own = new QPushButton("own", &window);
        auto* child = new QPushButton("child", own);
        QFont font = own->font();
        font.setPointSizeF(20);
        own->setFont(font);
        plain->setMaximumHeight(24);
        const qreal usual = plain->font().pointSizeF();
        applyTypeSize(1.5);
        QCOMPARE(plain->font().pointSizeF(), usual * 1.5);
        QCOMPARE(own->font().pointSizeF(), 30.0);
        QCOMPARE(child->font().pointSizeF(), 30.0);
        QCOMPARE(plain->maximumHeight(), 36);
        QCOMPARE(own->maximumHeight(), QWIDGETSIZE_MAX);
        QCOMPARE(window.minimumSize(), QSize(300, 200));
        applyTypeSize(9);
        QCOMPARE(typeSize(), largestType);
        applyTypeSize(0.1);
        QCOMPARE(plain->font().pointSizeF(), usual);
        QCOMPARE(plain->maximumHeight(), 24);
    }

    void keysChangeTheWindow() {
        open();
        const QFont usual = QApplication::font();
        const QByteArray before = sizes();
        QTest::keyClick(window_.get(), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(window_.get(), Qt::Key_Equal, Qt::ControlModifier);
        QVERIFY(QApplication::font().pointSizeF() > usual.pointSizeF() * 1.2);
        QVERIFY(sizes() != before);
        const double larger = typeSize();
        open(); // it is remembered
        QCOMPARE(window_.work().settings.typeSize(), larger);
        QTest::keyClick(window_.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(QApplication::font().pointSizeF(), usual.pointSizeF());
        QCOMPARE(sizes(), before);
        QTest::keyClick(window_.get(), Qt::Key_Minus, Qt::ControlModifier); // there is no smaller one
        QCOMPARE(typeSize(), 1.0);
    }

private:
    void open() {
        window_.reset();
        applyTypeSize(1);
        window_.make(fakeFactory(shortScript()), {}, folder_.filePath("settings.ini"), withEpochs(1));
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    // What every button allows.
    QByteArray sizes() const {
        QByteArray all;
        for (const QToolButton* button : window_->findChildren<QToolButton*>())
            all += QByteArray::number(button->maximumHeight()) + ' ' + QByteArray::number(button->font().pointSizeF()) +
                   ' ';
        return all;
    }

    QTemporaryDir folder_;
    TestWindow window_;
};

QTEST_MAIN(TestTypeZoom)
#include "tst_type_zoom.moc"
