#include "ui/widgets/control_help.h"

#include <QApplication>
#include <QHelpEvent>
#include <QWhatsThis>
#include <QWidget>

namespace unroll {

ControlHelp::ControlHelp(QObject* parent)
    : QObject(parent) {
    qApp->installEventFilter(this);
}

bool ControlHelp::eventFilter(QObject* watched, QEvent* event) {
    const bool asks = event->type() == QEvent::QueryWhatsThis;
    if (!asks && event->type() != QEvent::WhatsThis)
        return false;
    auto* control = qobject_cast<QWidget*>(watched);
    if (!control || !control->whatsThis().isEmpty() || control->toolTip().isEmpty())
        return false;
    if (!asks)
        QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), control->toolTip(), control);
    event->accept();
    return true;
}

} // namespace unroll
