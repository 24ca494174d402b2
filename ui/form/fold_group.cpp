#include "ui/form/fold_group.h"

#include "ui/form/hyperparameter_editor.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace unroll {

FoldGroup::FoldGroup(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent) {
    setObjectName(name);
    heading_ = new QToolButton(this);
    heading_->setText(title.toUpper());
    heading_->setFont(headingFont());
    heading_->setAutoRaise(true);
    heading_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    heading_->setIconSize(QSize(10, 10));
    heading_->setFocusPolicy(Qt::TabFocus);
    heading_->setObjectName(QStringLiteral("fold") + name);
    heading_->setAccessibleName(title);
    heading_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    body_ = new QWidget(this);
    rows_ = new QGridLayout(body_);
    rows_->setContentsMargins(grid(1), 0, 0, grid(2));
    rows_->setHorizontalSpacing(grid(2));
    rows_->setVerticalSpacing(grid(1));
    rows_->setColumnStretch(1, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading_);
    column->addWidget(body_);
    connect(heading_, &QToolButton::clicked, this, [this] { setFolded(!folded_); });
    setFolded(false);
    takeColours();
}

void FoldGroup::addRow(const QString& label, HyperparameterEditor* editor, int labelWidth) {
    auto* words = new QLabel(label, body_);
    words->setMinimumWidth(labelWidth);
    words->setBuddy(editor->control());
    words->setToolTip(editor->control()->toolTip());
    words->setWhatsThis(editor->control()->whatsThis());
    const int row = rows_->rowCount(); // and one more for its note
    const int control = editor->control()->sizeHint().height();
    const bool isTall = editor->sizeHint().height() > 3 * control / 2; // something stands below the control
    words->setMinimumHeight(control);
    rows_->addWidget(words, row, 0, isTall ? Qt::AlignTop : Qt::Alignment());
    rows_->addWidget(editor, row, 1);
    rows_->addWidget(editor->noteLabel(), row + 1, 1);
}

void FoldGroup::setFolded(bool folded) {
    folded_ = folded;
    body_->setVisible(!folded);
    heading_->setIcon(icon(folded ? QStringLiteral("folded") : QStringLiteral("unfolded")));
    heading_->setToolTip(folded ? tr("Show these settings") : tr("Fold these settings away"));
    layout()->activate(); // so that its size is known
    emit foldedChanged(folded);
}

void FoldGroup::takeColours() {
    QPalette quiet = palette();
    const QColor secondary = coloursOf(quiet).secondary;
    if (heading_->palette().color(QPalette::ButtonText) == secondary)
        return;
    quiet.setColor(QPalette::ButtonText, secondary);
    quiet.setColor(QPalette::WindowText, secondary);
    heading_->setPalette(quiet);
}

void FoldGroup::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && heading_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
