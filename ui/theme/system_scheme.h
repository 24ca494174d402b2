// Whether the desktop asks programs to be dark, now and whenever it changes.
//
// It is asked by the settings portal of freedesktop.org (xdg-desktop-portal: org.freedesktop.appearance, color-scheme),
// which the common desktops answer while Qt 6.4 does not know it.
#pragma once

#include <QDBusConnection>
#include <QDBusPendingCall>
#include <QObject>

#include <optional>

class QDBusVariant;

namespace unroll {

class SystemScheme : public QObject {
    Q_OBJECT

public:
    explicit SystemScheme(const QDBusConnection& bus, QObject* parent = nullptr);

    // Nothing where nobody answers, or the desktop leaves it to the program.
    std::optional<bool> prefersDark() const { return prefersDark_; }

    // Takes the answer to the first question as soon as it is there; otherwise it comes from the event loop.
    void catchUp();

    static QDBusConnection desktopBus(); // of the session; where there is none, one that is not connected

signals:
    void changed();

private slots: // by name, as the bus asks
    void noteSetting(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void note(const QVariant& value);

    QDBusPendingCall asked_;
    std::optional<bool> prefersDark_;
};

} // namespace unroll
