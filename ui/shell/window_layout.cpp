#include "ui/shell/window_layout.h"

#include "ui/shell/dock_outline.h"
#include "ui/shell/dock_title.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QDataStream>
#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QIODevice>
#include <QMainWindow>
#include <QScreen>
#include <QStringList>

#include <algorithm>

namespace unroll {
namespace {

constexpr int version = 3; // of the parts there are

// A part with a heading of its own: what moves it stands at its left, what closes it at its right.
QWidget* besideButton(QDockWidget* dock, QWidget* content) {
    auto* whole = new QWidget(dock);
    whole->setBackgroundRole(content->backgroundRole());
    whole->setAutoFillBackground(true);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(content, 1);
    row->addWidget(closeButton(dock, whole), 0, Qt::AlignTop);
    return whole;
}

} // namespace

WindowLayout::WindowLayout(QMainWindow& window)
    : QObject(&window)
    , window_(window) {
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.installEventFilter(this);
}

QSize WindowLayout::roomFor(const QRect& available) {
    constexpr QSize frame(grid(2), grid(10)); // not known before a window is shown
    return available.size() - frame;
}

QSize WindowLayout::roomFor(const QWidget& window) { return roomFor(window.screen()->availableGeometry()); }

QDockWidget* WindowLayout::add(const Part& part, QWidget* content) {
    auto* dock = new QDockWidget(part.title, &window_);
    dock->setObjectName(part.name);
    const bool flat = part.area == Qt::BottomDockWidgetArea;
    dock->setFeatures(dock->features().setFlag(QDockWidget::DockWidgetVerticalTitleBar, flat));
    if (flat)
        dock->setTitleBarWidget(new DockGrip(dock));
    else
        dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(flat ? besideButton(dock, content) : content);
    new DockOutline(dock);
    dock->setAccessibleName(part.title);
    dock->toggleViewAction()->setToolTip(tr("Show or close this part of the window"));
    window_.addDockWidget(part.area, dock);
    parts_.append({dock, part});
    return dock;
}

void WindowLayout::settle() {
    usual_ = window_.saveState(version);
    fitParts();
}

QList<QAction*> WindowLayout::toggles() const {
    QList<QAction*> actions;
    for (const Docked& docked : parts_)
        actions.append(docked.dock->toggleViewAction());
    return actions;
}

int WindowLayout::sizeOf(const Docked& docked) const {
    return docked.part.extent.along == Qt::Horizontal ? docked.dock->width() : docked.dock->height();
}

int WindowLayout::wantedSize(const Docked& docked) const {
    const Extent& extent = docked.part.extent;
    const int window = extent.along == Qt::Horizontal ? window_.width() : window_.height();
    return std::max(extent.least, qRound(extent.share * window));
}

bool WindowLayout::isInPlace(const Docked& docked) const {
    return docked.part.extent.least > 0 && docked.dock->isVisibleTo(&window_) && !docked.dock->isFloating() &&
           window_.dockWidgetArea(docked.dock) == docked.part.area &&
           window_.tabifiedDockWidgets(docked.dock).isEmpty();
}

void WindowLayout::fitParts() {
    for (const auto along : {Qt::Horizontal, Qt::Vertical}) {
        QList<QDockWidget*> docks;
        QList<int> sizes;
        for (const Docked& docked : std::as_const(parts_))
            if (!docked.chosen && docked.part.extent.along == along && isInPlace(docked)) {
                docks.append(docked.dock);
                sizes.append(wantedSize(docked));
            }
        if (!docks.isEmpty())
            window_.resizeDocks(docks, sizes, along);
    }
    for (Docked& docked : parts_)
        docked.given = sizeOf(docked);
}

void WindowLayout::noteChosen() {
    for (Docked& docked : parts_)
        if (isInPlace(docked) && sizeOf(docked) != docked.given)
            docked.chosen = true;
}

// The window itself is pressed only between its parts, where they are dragged larger and smaller.
bool WindowLayout::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &window_ && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        fitParts();
    if (watched == &window_ && event->type() == QEvent::MouseButtonPress)
        for (Docked& docked : parts_)
            docked.given = sizeOf(docked);
    if (watched == &window_ && event->type() == QEvent::MouseButtonRelease)
        QMetaObject::invokeMethod(this, &WindowLayout::noteChosen, Qt::QueuedConnection); // once it is laid out
    return QObject::eventFilter(watched, event);
}

void WindowLayout::restoreUsual() {
    window_.restoreState(usual_, version);
    for (Docked& docked : parts_)
        docked.chosen = false;
    QMetaObject::invokeMethod(this, &WindowLayout::fitParts, Qt::QueuedConnection); // once they are in their places
}

void WindowLayout::restore(const QByteArray& saved) {
    QDataStream stream(saved);
    QByteArray state;
    QStringList chosen;
    stream >> state >> chosen;
    if (stream.status() != QDataStream::Ok || !window_.restoreState(state, version))
        return;
    for (Docked& docked : parts_)
        docked.chosen = chosen.contains(docked.part.name);
}

QByteArray WindowLayout::saved() const {
    QStringList chosen;
    for (const Docked& docked : parts_)
        if (docked.chosen)
            chosen.append(docked.part.name);
    QByteArray saved;
    QDataStream stream(&saved, QIODevice::WriteOnly);
    stream << window_.saveState(version) << chosen;
    return saved;
}

} // namespace unroll
