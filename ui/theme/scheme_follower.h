// Keeps the application in the chosen colours, and in those of the system as long as these are chosen.
#pragma once

#include "ui/state/settings.h"
#include "ui/theme/system_scheme.h"

#include <QWidget>

namespace unroll {

class SchemeFollower : public QObject {
    Q_OBJECT

public:
    // `window` is the one that Qt tells of a change of the system's theme, and outlives the follower.
    explicit SchemeFollower(QWidget& window, const QDBusConnection& bus = SystemScheme::desktopBus());

    void choose(ColourScheme scheme);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followSystem();

    SystemScheme system_;
    ColourScheme chosen_ = ColourScheme::System;
};

} // namespace unroll
