#include "ui/theme/scheme_follower.h"

#include "ui/theme/colour_scheme.h"

#include <QEvent>

namespace unroll {

SchemeFollower::SchemeFollower(QWidget& window, const QDBusConnection& bus)
    : QObject(&window)
    , system_(bus) {
    connect(&system_, &SystemScheme::changed, this, &SchemeFollower::followSystem);
    window.installEventFilter(this);
}

void SchemeFollower::choose(ColourScheme scheme) {
    chosen_ = scheme;
    applyColourScheme(chosen_, system_.prefersDark());
}

void SchemeFollower::followSystem() {
    if (chosen_ == ColourScheme::System)
        choose(chosen_);
}

bool SchemeFollower::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show)
        system_.catchUp(); // so that no window is seen in other colours first
    if (event->type() == QEvent::ThemeChange)
        followSystem();
    return QObject::eventFilter(watched, event);
}

} // namespace unroll
