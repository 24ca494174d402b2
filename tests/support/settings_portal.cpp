#include "tests/support/settings_portal.h"

#include <QDBusMessage>
#include <QDir>

namespace unroll {
namespace {

const QString path = QStringLiteral("/org/freedesktop/portal/desktop");

} // namespace

SettingsPortal::SettingsPortal()
    : server_(QStringLiteral("unix:tmpdir=") + QDir::tempPath()) {
    connect(&server_, &QDBusServer::newConnection, this, [this](QDBusConnection client) {
        client.registerObject(path, this, QDBusConnection::ExportAllSlots);
        clients_.append(client);
    });
}

QDBusConnection SettingsPortal::client() {
    static int clients = 0;
    return QDBusConnection::connectToPeer(server_.address(), QStringLiteral("client %1").arg(++clients));
}

void SettingsPortal::change(uint value) {
    scheme = value;
    tell(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"), value);
}

void SettingsPortal::tell(const QString& group, const QString& key, uint value) {
    QDBusMessage signal = QDBusMessage::createSignal(path, QStringLiteral("org.freedesktop.portal.Settings"),
                                                     QStringLiteral("SettingChanged"));
    signal << group << key << QVariant::fromValue(QDBusVariant(value));
    for (const QDBusConnection& client : std::as_const(clients_))
        client.send(signal);
}

QDBusVariant SettingsPortal::Read(const QString& group, const QString& key) {
    ++questions;
    if (scheme && group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme"))
        return QDBusVariant(QVariant::fromValue(QDBusVariant(*scheme)));
    sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"), QStringLiteral("There is no such setting"));
    return {};
}

} // namespace unroll
