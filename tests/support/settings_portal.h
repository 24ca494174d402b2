// The desktop's settings portal, as far as the window asks it, on a connection of its own.
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusServer>
#include <QDBusVariant>
#include <QList>

#include <optional>

namespace unroll {

class SettingsPortal : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    SettingsPortal();

    QDBusConnection client(); // a new one

    // What it answers: 1 dark, 2 light, 0 no preference; nothing: it refuses.
    std::optional<uint> scheme;
    int questions = 0; // that it has been asked

    void change(uint value); // of the scheme, as a person would
    void tell(const QString& group, const QString& key, uint value);

public slots:
    QDBusVariant Read(const QString& group, const QString& key);

private:
    QDBusServer server_;
    QList<QDBusConnection> clients_;
};

} // namespace unroll
