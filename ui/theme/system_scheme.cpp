#include "ui/theme/system_scheme.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>

#include <utility>

namespace unroll {
namespace {

constexpr QLatin1String service("org.freedesktop.portal.Desktop");
constexpr QLatin1String path("/org/freedesktop/portal/desktop");
constexpr QLatin1String settingsInterface("org.freedesktop.portal.Settings");
constexpr QLatin1String appearance("org.freedesktop.appearance");
constexpr QLatin1String colorScheme("color-scheme");

enum Preference : unsigned { Dark = 1, Light = 2 }; // 0 and what may be added later: none

QDBusPendingCall askPortal(const QDBusConnection& bus) {
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, settingsInterface, QStringLiteral("Read"));
    question << QString(appearance) << QString(colorScheme);
    return bus.asyncCall(question);
}

// The portal wraps its answer twice.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemScheme::SystemScheme(const QDBusConnection& bus, QObject* parent)
    : QObject(parent)
    , asked_(askPortal(bus)) {
    qRegisterMetaType<QDBusVariant>(); // or the bus does not know the slot and drops the signal
    QDBusConnection(bus).connect(QString(), path, settingsInterface, QStringLiteral("SettingChanged"), this,
                                 SLOT(noteSetting(QString, QString, QDBusVariant)));
    connect(new QDBusPendingCallWatcher(asked_, this), &QDBusPendingCallWatcher::finished, this,
            &SystemScheme::catchUp);
}

// Asked for the session's bus where there is none, the library would try to start one.
QDBusConnection SystemScheme::desktopBus() {
    const bool there = !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
                       QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
    return there ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

void SystemScheme::catchUp() {
    if (!asked_.isFinished())
        return;
    const QDBusMessage answer = std::exchange(asked_, QDBusPendingCall::fromCompletedCall(QDBusMessage())).reply();
    if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
        note(answer.arguments().constFirst());
}

void SystemScheme::noteSetting(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == appearance && key == colorScheme)
        note(value.variant());
}

void SystemScheme::note(const QVariant& value) {
    const unsigned preference = unwrapped(value).toUInt();
    std::optional<bool> prefersDark;
    if (preference == Dark || preference == Light)
        prefersDark = preference == Dark;
    if (std::exchange(prefersDark_, prefersDark) != prefersDark)
        emit changed();
}

} // namespace unroll
