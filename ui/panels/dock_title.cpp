#include "ui/panels/dock_title.h"

#include "ui/look/colours.h"
#include "ui/look/flat_button.h"
#include "ui/look/icons.h"
#include "ui/look/spacing.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace unroll {

DockTitle::DockTitle(QDockWidget* dock, Qt::Orientation orientation)
    : QWidget(dock) {
    text_ = new QLabel(dock->windowTitle().toUpper(), this);
    text_->setFont(headingFont());
    auto* close = new FlatButton(this);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolButtonStyle(Qt::ToolButtonIconOnly);
    close->setFixedSize(grid(6), grid(6));
    close->setFocusPolicy(Qt::NoFocus); // the View menu closes by keyboard
    close->setAccessibleName(tr("Close %1").arg(dock->windowTitle()));
    close->setToolTip(tr("Close; the View menu opens it again"));
    if (orientation == Qt::Horizontal)
        setupRow(close);
    else
        setupColumn(close);
    connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    setToolTip(tr("Drag to move, double-click to float"));
    takeColours();
}

void DockTitle::setupRow(QWidget* close) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), grid(1), grid(2), 0);
    row->addWidget(text_, 1);
    row->addWidget(close);
}

void DockTitle::setupColumn(QWidget* close) {
    text_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(close);
    column->addStretch(1);
}

void DockTitle::takeColours() {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, coloursOf(quiet).secondary);
    if (text_->palette().color(QPalette::WindowText) != quiet.color(QPalette::WindowText))
        text_->setPalette(quiet);
}

void DockTitle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && text_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
