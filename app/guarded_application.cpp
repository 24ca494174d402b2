#include "app/guarded_application.h"

#include <QThread>

#include <exception>

namespace unroll {

bool GuardedApplication::notify(QObject* receiver, QEvent* event) {
    if (!tell_ || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    try {
        return QApplication::notify(receiver, event);
    } catch (const std::exception& error) {
        tell_(QString::fromUtf8(error.what()));
        return false;
    }
}

} // namespace unroll
