#include "ui/shell/window_layout.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QScreen>
#include <QTest>
#include <QToolButton>

using namespace unroll;

namespace {

struct Desk {
    Desk() {
        window.setCentralWidget(new QLabel("plots"));
        left = layout.add({"left", "Setting", Qt::LeftDockWidgetArea, {}}, new QLabel("form"));
        right =
            layout.add({"right", "Digits", Qt::RightDockWidgetArea, {Qt::Horizontal, 100, 0.2}}, new QLabel("grid"));
        bottom = layout.add({"bottom", "Runs", Qt::BottomDockWidgetArea, {Qt::Vertical, 80, 0.1}}, new QLabel("table"));
        layout.settle();
        window.resize(800, 600);
        window.show();
    }
    QMainWindow window;
    WindowLayout layout{window};
    QDockWidget* left = nullptr;
    QDockWidget* right = nullptr;
    QDockWidget* bottom = nullptr;

    void resize(int width, int height) {
        window.resize(width, height);
        QCoreApplication::processEvents();
    }

    // As a person drags the edge between the plots and the part at the right.
    void dragRightEdge(int by) {
        const QPoint from(right->x() - 2, right->y() + right->height() / 2);
        QTest::mousePress(&window, Qt::LeftButton, {}, from);
        for (const int part : {by / 2, by}) {
            QMouseEvent move(QEvent::MouseMove, from + QPoint(part, 0), window.mapToGlobal(from + QPoint(part, 0)),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&window, &move);
            QCoreApplication::processEvents();
        }
        QTest::mouseRelease(&window, Qt::LeftButton, {}, from + QPoint(by, 0));
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestMainWindowLayout : public QObject {
    Q_OBJECT

private slots:
    void aWindowLeavesRoomForPanelsAndItsFrame() {
        QCOMPARE(WindowLayout::roomFor(QRect(0, 0, 1366, 728)), QSize(1358, 688));
        QWidget window;
        const QSize screen = window.screen()->availableSize();
        QVERIFY(WindowLayout::roomFor(window).height() < screen.height());
        QVERIFY(WindowLayout::roomFor(window).width() < screen.width());
    }

    void partIsClosedAndOpenedAgain() {
        Desk desk;
        QVERIFY(QTest::qWaitForWindowExposed(&desk.window));
        QVERIFY(desk.right->isVisible());
        auto* close = desk.right->titleBarWidget()->findChild<QToolButton*>();
        QCOMPARE(close->accessibleName(), QString("Close Digits"));
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!desk.right->isVisible());
        QAction* toggle = desk.layout.toggles().at(1);
        QCOMPARE(toggle->text(), QString("Digits"));
        QVERIFY(!toggle->isChecked());
        toggle->trigger();
        QVERIFY(desk.right->isVisible());
    }

    void arrangementIsRemembered() {
        QByteArray saved;
        {
            Desk desk;
            desk.window.addDockWidget(Qt::LeftDockWidgetArea, desk.right);
            desk.left->close();
            saved = desk.layout.saved();
        }
        Desk desk;
        desk.layout.restore(saved);
        QCOMPARE(desk.window.dockWidgetArea(desk.right), Qt::LeftDockWidgetArea);
        QVERIFY(!desk.left->isVisible());
        desk.layout.restoreUsual();
        QCOMPARE(desk.window.dockWidgetArea(desk.right), Qt::RightDockWidgetArea);
        QVERIFY(desk.left->isVisible());
        QVERIFY(!desk.right->isFloating());
    }

    void partsGrowWithTheWindow() {
        Desk desk;
        QVERIFY(QTest::qWaitForWindowExposed(&desk.window));
        QCOMPARE(desk.right->width(), 160);
        QCOMPARE(desk.bottom->height(), 80);
        desk.resize(2000, 1200);
        QCOMPARE(desk.right->width(), 400);
        QCOMPARE(desk.bottom->height(), 120);
        desk.resize(480, 500);
        QCOMPARE(desk.right->width(), 100);
    }

    void sizeThatAPersonChoseStays() {
        QByteArray saved;
        {
            Desk desk;
            QVERIFY(QTest::qWaitForWindowExposed(&desk.window));
            desk.dragRightEdge(-60);
            QCOMPARE(desk.right->width(), 220);
            desk.resize(1000, 1000);
            QCOMPARE(desk.right->width(), 220);
            QCOMPARE(desk.bottom->height(), 100); // was not touched
            saved = desk.layout.saved();
        }
        Desk desk;
        desk.layout.restore(saved);
        desk.resize(1200, 1000);
        QCOMPARE(desk.right->width(), 220);
        desk.layout.restoreUsual();
        QTRY_COMPARE(desk.right->width(), 240);
    }

    void flatPartIsClosedAtItsRight() {
        Desk desk;
        QVERIFY(QTest::qWaitForWindowExposed(&desk.window));
        auto* close = desk.bottom->findChild<QToolButton*>();
        QCOMPARE(close->accessibleName(), QString("Close Runs"));
        QVERIFY(close->mapTo(desk.bottom, QPoint()).x() > desk.bottom->width() / 2);
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!desk.bottom->isVisible());
    }

    void damagedArrangementChangesNothing() {
        Desk desk;
        desk.layout.restore("nonsense");
        desk.layout.restore({});
        QVERIFY(desk.left->isVisible());
        QCOMPARE(desk.window.dockWidgetArea(desk.left), Qt::LeftDockWidgetArea);
    }
};

QTEST_MAIN(TestMainWindowLayout)
#include "tst_window_layout.moc"
