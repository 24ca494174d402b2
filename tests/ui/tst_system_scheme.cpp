#include "tests/support/settings_portal.h"
#include "ui/theme/system_scheme.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestSystemScheme : public QObject {
    Q_OBJECT

private slots:
    void isWhatTheDesktopSays_data() {
        QTest::addColumn<std::optional<uint>>("said");
        QTest::addColumn<std::optional<bool>>("dark");
        QTest::newRow("dark") << std::optional<uint>(1) << std::optional(true);
        QTest::newRow("light") << std::optional<uint>(2) << std::optional(false);
        QTest::newRow("no preference") << std::optional<uint>(0) << std::optional<bool>();
        QTest::newRow("what nobody knows yet") << std::optional<uint>(7) << std::optional<bool>();
        QTest::newRow("an error") << std::optional<uint>() << std::optional<bool>();
    }
    void isWhatTheDesktopSays() {
        QFETCH(std::optional<uint>, said);
        QFETCH(std::optional<bool>, dark);
        SettingsPortal portal;
        portal.scheme = said;
        SystemScheme scheme(portal.client());
        const QSignalSpy changed(&scheme, &SystemScheme::changed);
        QTRY_COMPARE(portal.questions, 1);
        QTRY_COMPARE(scheme.prefersDark(), dark);
        QCOMPARE(changed.count(), dark ? 1 : 0);
    }

    void followsTheDesktop() {
        SettingsPortal portal;
        portal.scheme = 2;
        SystemScheme scheme(portal.client());
        QTRY_COMPARE(scheme.prefersDark(), std::optional(false));
        portal.change(1);
        QTRY_COMPARE(scheme.prefersDark(), std::optional(true));
        portal.change(0);
        QTRY_COMPARE(scheme.prefersDark(), std::optional<bool>());
    }

    void otherSettingsAreNotItsOwn() {
        SettingsPortal portal;
        portal.scheme = 2;
        SystemScheme scheme(portal.client());
        const QSignalSpy changed(&scheme, &SystemScheme::changed);
        QTRY_COMPARE(changed.count(), 1);
        portal.tell("org.freedesktop.appearance", "contrast", 1);
        portal.tell("org.gnome.desktop.interface", "color-scheme", 1);
        portal.change(2);
        portal.change(0);
        QTRY_VERIFY(!scheme.prefersDark());
        QCOMPARE(changed.count(), 2);
    }

    void noBusSaysNothing() {
        SystemScheme scheme{QDBusConnection(QString())};
        const QSignalSpy changed(&scheme, &SystemScheme::changed);
        scheme.catchUp();
        QCoreApplication::processEvents();
        QVERIFY(!scheme.prefersDark());
        QVERIFY(changed.isEmpty());
    }

    void withoutASessionNoBusIsStarted() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nowhere");
        QVERIFY(!SystemScheme::desktopBus().isConnected());
    }
};

QTEST_GUILESS_MAIN(TestSystemScheme)
#include "tst_system_scheme.moc"
