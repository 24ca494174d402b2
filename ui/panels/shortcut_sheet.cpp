#include "ui/panels/shortcut_sheet.h"

#include "ui/look/colours.h"
#include "ui/look/spacing.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace unroll {

ShortcutSheet::ShortcutSheet(const QList<std::pair<QString, QString>>& shortcuts, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("shortcutSheet"));
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Keyboard shortcuts"));
    setToolTip(tr("Press any key to close"));
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(grid(6), grid(5), grid(6), grid(5));
    rows->setHorizontalSpacing(grid(6));
    rows->setVerticalSpacing(grid(2));
    auto* title = new QLabel(tr("Keyboard shortcuts"), this);
    title->setFont(boldFont());
    rows->addWidget(title, 0, 0, 1, 2);
    for (const auto& [what, key] : shortcuts) {
        const int row = rows->rowCount();
        auto* keys = new QLabel(key, this);
        keys->setFont(boldFont());
        rows->addWidget(keys, row, 0);
        rows->addWidget(new QLabel(what, this), row, 1);
    }
    hide();
}

void ShortcutSheet::open() {
    adjustSize();
    move(parentWidget()->rect().center() - rect().center());
    raise();
    show();
    setFocus(Qt::PopupFocusReason);
}

void ShortcutSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(coloursOf(palette()).outline, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

// Every key closes the sheet, those of shortcuts as well.
bool ShortcutSheet::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ShortcutSheet::keyPressEvent(QKeyEvent*) { hide(); }

void ShortcutSheet::mousePressEvent(QMouseEvent*) { hide(); }

void ShortcutSheet::focusOutEvent(QFocusEvent*) { hide(); }

} // namespace unroll
