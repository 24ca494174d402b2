#include "tests/support/settings_portal.h"
#include "ui/look/colour_scheme.h"
#include "ui/look/colours.h"
#include "ui/look/scheme_follower.h"

#include <QApplication>
#include <QTest>

using namespace unroll;

namespace {

bool isDarkNow() { return isDark(QApplication::palette()); }

void tellOfAnotherTheme(QWidget& window) {
    QEvent change(QEvent::ThemeChange);
    QApplication::sendEvent(&window, &change);
}

} // namespace

class TestSchemeFollower : public QObject {
    Q_OBJECT

private slots:
    void followsTheDesktopWhileThatIsChosen() {
        SettingsPortal portal;
        portal.scheme = 1;
        QWidget window;
        auto* follower = new SchemeFollower(window, portal.client());
        follower->choose(ColourScheme::System);
        QTRY_VERIFY(isDarkNow());
        portal.change(2);
        QTRY_VERIFY(!isDarkNow());
        portal.change(1);
        QTRY_VERIFY(isDarkNow());
    }

    void aChosenSchemeIsKept() {
        SettingsPortal portal;
        portal.scheme = 1;
        QWidget window;
        auto* follower = new SchemeFollower(window, portal.client());
        follower->choose(ColourScheme::System);
        QTRY_VERIFY(isDarkNow());
        follower->choose(ColourScheme::Light);
        QVERIFY(!isDarkNow());
        tellOfAnotherTheme(window);
        QVERIFY(!isDarkNow());
        follower->choose(ColourScheme::System);
        QVERIFY(isDarkNow());
        follower->choose(ColourScheme::Dark);
        portal.change(2);
        QTest::qWait(0);
        QVERIFY(isDarkNow());
    }

    void whereThePortalIsSilentQtsPaletteDecides() {
        QWidget window;
        (new SchemeFollower(window, QDBusConnection(QString())))->choose(ColourScheme::System);
        QVERIFY(!isDarkNow()); // a desktop without colours of its own
        QApplication::setPalette(darkPalette());
        tellOfAnotherTheme(window);
        QVERIFY(!isDarkNow());
    }
};

QTEST_MAIN(TestSchemeFollower)
#include "tst_scheme_follower.moc"
