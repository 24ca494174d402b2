#include "ui/form/preset_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"
#include "ui/widgets/wheel_guard.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>

namespace unroll {

PresetBar::PresetBar(QWidget* parent)
    : QWidget(parent) {
    box_ = new QComboBox(this);
    box_->setObjectName(QStringLiteral("presets"));
    box_->setAccessibleName(tr("Preset"));
    box_->setToolTip(tr("Settings that are known to work well, and your own"));
    box_->setPlaceholderText(tr("none"));
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(3);
    guardFromWheel(*box_);
    connect(box_, &QComboBox::activated, this, &PresetBar::chosen);
    name_ = new QLineEdit(this);
    name_->setObjectName(QStringLiteral("presetName"));
    name_->setAccessibleName(tr("Name of the new preset"));
    name_->setToolTip(tr("Enter saves the setting under this name, Escape does not"));
    name_->setPlaceholderText(tr("Name, then Enter"));
    name_->installEventFilter(this);
    connect(name_, &QLineEdit::returnPressed, this, [this] {
        const QString name = name_->text().trimmed();
        endNaming();
        emit saveAsked(name);
    });
    setupMenu();

    label_ = new QLabel(tr("&Preset"), this);
    label_->setBuddy(box_);
    label_->setToolTip(box_->toolTip());
    auto* field = new QWidget(this);
    field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the form decides how wide it is
    stack_ = new QStackedLayout(field);
    stack_->addWidget(box_);
    stack_->addWidget(name_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), grid(1), grid(3), grid(1));
    row->setSpacing(0);
    row->addWidget(label_);
    row->addSpacing(grid(2));
    row->addWidget(field, 1);
    row->addWidget(more_);
}

void PresetBar::setupMenu() {
    auto* menu = new QMenu(this);
    QAction* save = menu->addAction(tr("&Save this setting\u2026"));
    connect(save, &QAction::triggered, this, &PresetBar::askName);
    remove_ = menu->addAction(tr("&Remove this preset"));
    remove_->setEnabled(false);
    connect(remove_, &QAction::triggered, this, &PresetBar::removeAsked);
    menu->addSeparator();
    const auto add = [&](const QString& text, const QString& tip) {
        QAction* action = menu->addAction(text);
        action->setToolTip(tip);
        return action;
    };
    connect(add(tr("Copy as &link"), tr("For someone else to paste here or to open")), &QAction::triggered, this,
            [this] { emit copyAsked(true); });
    connect(add(tr("Copy as &command line"), tr("What trains the same without a window")), &QAction::triggered, this,
            [this] { emit copyAsked(false); });
    connect(add(tr("&Paste a setting"), tr("A link or a command line that was copied")), &QAction::triggered, this,
            &PresetBar::pasteAsked);
    menu->setToolTipsVisible(true);
    more_ = new FlatButton(this);
    more_->setIcon(icon(QStringLiteral("more")));
    more_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    more_->setObjectName(QStringLiteral("presetMenu"));
    more_->setAccessibleName(tr("Save, copy or paste the setting"));
    more_->setToolTip(tr("Save the setting of the form as a preset, copy it as a link or a command line, paste one"));
    more_->setKey(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    more_->setMenu(menu);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->hideArrow();
}

void PresetBar::setLabelWidth(int width) { label_->setMinimumWidth(width); }

void PresetBar::setNames(const QStringList& names) {
    box_->clear();
    box_->addItems(names);
    box_->setCurrentIndex(-1);
}

void PresetBar::setCurrent(int index, bool removable) {
    box_->setCurrentIndex(index);
    remove_->setEnabled(index >= 0 && removable);
}

void PresetBar::askName() {
    name_->clear();
    stack_->setCurrentWidget(name_);
    name_->setFocus(Qt::OtherFocusReason);
}

void PresetBar::endNaming() { stack_->setCurrentWidget(box_); }

bool PresetBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == name_ && event->type() == QEvent::FocusOut)
        endNaming();
    if (watched != name_ || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    event->accept(); // what is typed is no shortcut of the window
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endNaming();
        return true;
    }
    return event->type() == QEvent::ShortcutOverride;
}

} // namespace unroll
