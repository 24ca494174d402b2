#include "tests/support/settings_portal.h"
#include "ui/theme/colour_scheme.h"
#include "ui/theme/colours.h"
#include "ui/theme/scheme_follower.h"

#include <QApplication>
#include <QTest>

#include <memory>

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
    void init() {
        portal_ = std::make_unique<SettingsPortal>();
        portal_->scheme = dark;
        const QDBusConnection bus = portal_->client();
        window_ = std::make_unique<QWidget>();
        follower_ = new SchemeFollower(*window_, bus);
        witness_ = std::make_unique<SystemScheme>(bus);
        follower_->choose(ColourScheme::System);
        QTRY_VERIFY(isDarkNow());
    }

    void followsTheDesktopWhileThatIsChosen() {
        portal_->change(light);
        QTRY_VERIFY(!isDarkNow());
        portal_->change(dark);
        QTRY_VERIFY(isDarkNow());
    }

    void aChosenSchemeIsKept() {
        follower_->choose(ColourScheme::Light);
        QVERIFY(!isDarkNow());
        tellOfAnotherTheme(*window_);
        QVERIFY(!isDarkNow());
        follower_->choose(ColourScheme::System);
        QVERIFY(isDarkNow());
        follower_->choose(ColourScheme::Dark);
        QTRY_COMPARE(witness_->prefersDark(), std::optional(true));
        portal_->change(light);
        QTRY_COMPARE(witness_->prefersDark(), std::optional(false));
        QVERIFY(isDarkNow());
        follower_->choose(ColourScheme::System); // who knows of the change by now
        QVERIFY(!isDarkNow());
    }

    void whereThePortalIsSilentQtsPaletteDecides() {
        QWidget window;
        (new SchemeFollower(window, QDBusConnection(QString())))->choose(ColourScheme::System);
        QVERIFY(!isDarkNow()); // a desktop without colours of its own
        QApplication::setPalette(darkPalette());
        tellOfAnotherTheme(window);
        QVERIFY(!isDarkNow());
    }

private:
    static constexpr unsigned dark = 1; // in the portal's numbers
    static constexpr unsigned light = 2;

    std::unique_ptr<SettingsPortal> portal_;
    std::unique_ptr<QWidget> window_;
    SchemeFollower* follower_ = nullptr;    // the window's
    std::unique_ptr<SystemScheme> witness_; // is told over the follower's own connection, after it
};

QTEST_MAIN(TestSchemeFollower)
#include "tst_scheme_follower.moc"
