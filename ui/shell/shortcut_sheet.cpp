#include "ui/shell/shortcut_sheet.h"

#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>

namespace unroll {
namespace {

// What a list has room for of a sentence that says more.
QString firstClause(const QString& sentence) {
    static const QRegularExpression end(QStringLiteral("[:;] "));
    return sentence.section(end, 0, 0);
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<std::pair<QString, QString>>& shortcuts, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("shortcutSheet"));
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Keyboard shortcuts"));
    setToolTip(tr("Press any key to close"));
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(grid(6), grid(5), grid(6), grid(5));
    rows->setHorizontalSpacing(grid(6));
    rows->setVerticalSpacing(grid(1));
    rows->setColumnMinimumWidth(2, grid(4)); // between the halves
    auto* title = new QLabel(tr("Keyboard shortcuts"), this);
    title->setFont(boldFont());
    rows->addWidget(title, 0, 0, 1, 2);
    const auto half = static_cast<int>((shortcuts.size() + 1) / 2);
    for (int i = 0; i < shortcuts.size(); ++i) {
        const auto& [what, key] = shortcuts[i];
        auto* keys = new QLabel(key, this);
        QFont small = smallFont();
        auto* words = new QLabel(firstClause(what), this);
        words->setFont(small);
        small.setWeight(QFont::DemiBold);
        keys->setFont(small);
        rows->addWidget(keys, 1 + i % half, i / half * 3);
        rows->addWidget(words, 1 + i % half, i / half * 3 + 1);
    }
    hide();
}

QList<std::pair<QString, QString>> ShortcutSheet::keysOfButtons(const QWidget& window) {
    QList<std::pair<QString, QString>> list;
    for (const FlatButton* button : window.findChildren<FlatButton*>()) {
        const QString key = button->key().toString(QKeySequence::NativeText);
        const std::pair line(button->accessibleName(), key);
        if (!key.isEmpty() && !list.contains(line))
            list.append(line);
    }
    return list;
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
