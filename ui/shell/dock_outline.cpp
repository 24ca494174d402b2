#include "ui/shell/dock_outline.h"

#include "ui/theme/colours.h"

#include <QDockWidget>
#include <QEvent>
#include <QPainter>

namespace unroll {

DockOutline::DockOutline(QDockWidget* dock)
    : QWidget(dock) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(dock->isFloating());
    connect(dock, &QDockWidget::topLevelChanged, this, &QWidget::setVisible);
    dock->installEventFilter(this);
}

bool DockOutline::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
        resize(parentWidget()->size());
        raise();
    }
    return QWidget::eventFilter(watched, event);
}

void DockOutline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(QPen(coloursOf(palette()).outline, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace unroll
