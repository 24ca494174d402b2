#include "ui/widgets/control_help.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPushButton>
#include <QTest>
#include <QWhatsThis>

using namespace unroll;

class TestControlHelp : public QObject {
    Q_OBJECT

private slots:
    void aClickExplains_data() {
        QTest::addColumn<QString>("whatsThis");
        QTest::addColumn<QString>("toolTip");
        QTest::addColumn<bool>("explained");
        QTest::newRow("its own") << "formula"
                                 << "words" << true;
        QTest::newRow("by the tooltip") << ""
                                        << "words" << true;
        QTest::newRow("nothing to say") << ""
                                        << "" << false;
    }
    void aClickExplains() {
        QFETCH(QString, whatsThis);
        QFETCH(QString, toolTip);
        QFETCH(bool, explained);
        const ControlHelp help(nullptr);
        QPushButton button;
        button.setWhatsThis(whatsThis);
        button.setToolTip(toolTip);
        button.show();
        QVERIFY(QTest::qWaitForWindowExposed(&button));
        QHelpEvent asks(QEvent::QueryWhatsThis, {1, 1}, button.mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(&button, &asks);
        QCOMPARE(asks.isAccepted(), explained);
        QWhatsThis::enterWhatsThisMode();
        QTest::mouseClick(&button, Qt::LeftButton);
        QTRY_COMPARE(isShown(), explained);
        QWhatsThis::hideText();
        QWhatsThis::leaveWhatsThisMode();
        QTRY_VERIFY(!isShown());
    }

    void endsWithItsOwner() {
        { const ControlHelp help(nullptr); }
        QPushButton button;
        button.setToolTip("words");
        QHelpEvent asks(QEvent::QueryWhatsThis, {1, 1}, {1, 1});
        QCoreApplication::sendEvent(&button, &asks);
        QVERIFY(!asks.isAccepted());
    }

private:
    static bool isShown() {
        for (const QWidget* widget : QApplication::topLevelWidgets())
            if (widget->isVisible() && widget->inherits("QWhatsThat"))
                return true;
        return false;
    }
};

QTEST_MAIN(TestControlHelp)
#include "tst_control_help.moc"
