#include "ui/main_window_layout.h"

#include "ui/panels/dock_title.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

namespace unroll {
namespace {

constexpr int version = 1; // of the parts there are

}

WindowLayout::WindowLayout(QMainWindow& window)
    : QObject(&window)
    , window_(window) {
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
}

QDockWidget* WindowLayout::add(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, &window_);
    dock->setObjectName(name);
    const bool flat = area == Qt::BottomDockWidgetArea;
    dock->setFeatures(dock->features().setFlag(QDockWidget::DockWidgetVerticalTitleBar, flat));
    dock->setTitleBarWidget(new DockTitle(dock, flat ? Qt::Vertical : Qt::Horizontal));
    dock->setWidget(content);
    dock->setAccessibleName(title);
    dock->toggleViewAction()->setToolTip(tr("Show or close this part of the window"));
    window_.addDockWidget(area, dock);
    parts_.append(dock);
    return dock;
}

void WindowLayout::settle() { usual_ = window_.saveState(version); }

QList<QAction*> WindowLayout::toggles() const {
    QList<QAction*> actions;
    for (const QDockWidget* part : parts_)
        actions.append(part->toggleViewAction());
    return actions;
}

void WindowLayout::restoreUsual() { restore(usual_); }

void WindowLayout::restore(const QByteArray& state) {
    if (!state.isEmpty())
        window_.restoreState(state, version);
}

QByteArray WindowLayout::saved() const { return window_.saveState(version); }

} // namespace unroll
