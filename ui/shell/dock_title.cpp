#include "ui/shell/dock_title.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace unroll {
namespace {

constexpr int dotsApart = grid(1) + 1;
constexpr int dots = 3; // one below the other

QString howToMove() { return DockTitle::tr("Drag to move, double-click to float"); }

} // namespace

DockTitle::DockTitle(QDockWidget* dock)
    : QWidget(dock) {
    text_ = new QLabel(dock->windowTitle().toUpper(), this);
    text_->setFont(headingFont());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), grid(1), grid(2), 0);
    row->addWidget(text_, 1);
    row->addWidget(closeButton(dock, this));
    setToolTip(howToMove());
    takeColours();
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

DockGrip::DockGrip(QDockWidget* dock)
    : QWidget(dock) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setCursor(Qt::SizeAllCursor);
    setToolTip(howToMove());
}

QSize DockGrip::sizeHint() const { return {grid(3), grid(6)}; }

void DockGrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(coloursOf(palette()).reference);
    const QPointF middle = QRectF(rect()).center();
    constexpr int above = (dots - 1) / 2;
    for (int dot = 0; dot < dots; ++dot)
        painter.drawEllipse(middle + QPointF(0, (dot - above) * dotsApart), 1.25, 1.25);
}

QWidget* closeButton(QDockWidget* dock, QWidget* parent) {
    auto* close = new FlatButton(parent);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolButtonStyle(Qt::ToolButtonIconOnly);
    close->setFixedSize(grid(6), grid(6));
    close->setFocusPolicy(Qt::NoFocus); // the View menu closes by keyboard
    close->setAccessibleName(DockTitle::tr("Close %1").arg(dock->windowTitle()));
    close->setToolTip(DockTitle::tr("Close; the View menu opens it again"));
    QObject::connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    return close;
}

} // namespace unroll
