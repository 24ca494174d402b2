#include "ui/shell/window_log.h"

#include <QDateTime>
#include <QEvent>
#include <QLoggingCategory>

namespace unroll {
namespace {

Q_LOGGING_CATEGORY(windowLog, "unroll.window", QtWarningMsg)

const char* nameOf(SessionState state) {
    constexpr const char* names[] = {"Empty",  "Preparing", "Ready",   "Running",
                                     "Paused", "Finished",  "Stopped", "Diverged"};
    return names[static_cast<std::size_t>(state)];
}

} // namespace

bool WindowLog::isWanted() { return windowLog().isDebugEnabled(); }

WindowLog::WindowLog(QWidget& window)
    : QObject(&window)
    , window_(window) {
    placesDue_.setSingleShot(true);
    placesDue_.setInterval(0);
    connect(&placesDue_, &QTimer::timeout, this, &WindowLog::sayPlaces);
    window.installEventFilter(this);
}

void WindowLog::sayState(std::uint64_t run, SessionState state) {
    sayPlaces();
    qCDebug(windowLog) << "state" << run << nameOf(state);
}

void WindowLog::sayView(const QString& name, const QString& about, const QString& sentence) {
    placesDue_.start();
    qCDebug(windowLog).noquote() << "view" << name << about + QLatin1Char(':')
                                 << QString(sentence).replace(QLatin1Char('\n'), QStringLiteral(" / "));
}

void WindowLog::sayPlaces() {
    for (const QWidget* widget : window_.findChildren<QWidget*>()) {
        const QString name = widget->objectName();
        if (name.isEmpty() || name.startsWith(QLatin1String("qt_")) || !widget->isVisible())
            continue;
        const QPoint corner = widget->mapTo(&window_, QPoint());
        qCDebug(windowLog).noquote() << "place" << name << corner.x() << corner.y() << widget->width()
                                     << widget->height();
    }
}

bool WindowLog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        placesDue_.start();
    if (event->type() == QEvent::Paint && !painted_) {
        painted_ = true;
        QMetaObject::invokeMethod( // when all of it is painted
            this, [] { qCDebug(windowLog) << "painted" << QDateTime::currentMSecsSinceEpoch(); }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace unroll
