#include "ui/form/hyperparameter_editor.h"

#include "ui/state/row_words.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/wheel_guard.h"

#include <QEvent>
#include <QLabel>

namespace unroll {
namespace {

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

} // namespace

HyperparameterEditor::HyperparameterEditor(const HyperparameterRow& row, QWidget* parent)
    : QWidget(parent)
    , row_(row) {
    note_ = new QLabel(this);
    note_->setFont(smallFont());
    note_->setWordWrap(true);
    note_->setVisible(false);
}

void HyperparameterEditor::setNote(const QString& note, bool hasEffect) {
    said_ = note;
    setEnabled(hasEffect);
    showNote();
}

void HyperparameterEditor::setObjection(const QString& objection) {
    objection_ = objection;
    showNote();
}

void HyperparameterEditor::showNote() {
    const QString& words = objection_.isEmpty() ? said_ : objection_;
    QPalette ink;
    if (!objection_.isEmpty())
        ink.setColor(QPalette::WindowText, coloursOf(palette()).wrongText);
    note_->setPalette(ink);
    note_->setText(words);
    note_->setVisible(!words.isEmpty());
    if (control_)
        control_->setAccessibleDescription(words);
}

void HyperparameterEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && note_)
        showNote();
    QWidget::changeEvent(event);
}

void HyperparameterEditor::adopt(QWidget* control, const QString& detail) {
    const QString label = labelOf(row_);
    const QString help = helpOf(row_);
    control->setObjectName(text(row_.key) + detail);
    control->setAccessibleName(detail.isEmpty() ? label : QStringLiteral("%1 %2").arg(label, detail));
    control->setToolTip(help);
    control->setToolTipDuration(20000);
    control->setWhatsThis(row_.formula.empty() ? help
                                               : QStringLiteral("<p>%1</p><p><i>%2</i></p>")
                                                     .arg(help.toHtmlEscaped(), text(row_.formula).toHtmlEscaped()));
    guardFromWheel(*control);
    if (detail.isEmpty())
        control_ = control;
}

} // namespace unroll
