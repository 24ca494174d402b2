#include "ui/main_window_layout.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QTest>
#include <QToolButton>

using namespace unroll;

namespace {

struct Desk {
    Desk() {
        window.setCentralWidget(new QLabel("plots"));
        left = layout.add("left", "Setting", new QLabel("form"), Qt::LeftDockWidgetArea);
        right = layout.add("right", "Digits", new QLabel("grid"), Qt::RightDockWidgetArea);
        layout.settle();
        window.resize(800, 600);
        window.show();
    }
    QMainWindow window;
    WindowLayout layout{window};
    QDockWidget* left = nullptr;
    QDockWidget* right = nullptr;
};

} // namespace

class TestMainWindowLayout : public QObject {
    Q_OBJECT

private slots:
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

    void damagedArrangementChangesNothing() {
        Desk desk;
        desk.layout.restore("nonsense");
        desk.layout.restore({});
        QVERIFY(desk.left->isVisible());
        QCOMPARE(desk.window.dockWidgetArea(desk.left), Qt::LeftDockWidgetArea);
    }
};

QTEST_MAIN(TestMainWindowLayout)
#include "tst_main_window_layout.moc"
