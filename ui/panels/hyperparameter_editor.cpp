#include "ui/panels/hyperparameter_editor.h"

namespace unroll {
namespace {

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

} // namespace

HyperparameterEditor::HyperparameterEditor(const HyperparameterRow& row, QWidget* parent)
    : QWidget(parent)
    , row_(row) {}

void HyperparameterEditor::adopt(QWidget* control, const QString& detail) {
    const QString label = text(row_.label);
    control->setObjectName(text(row_.key) + detail);
    control->setAccessibleName(detail.isEmpty() ? label : QStringLiteral("%1 %2").arg(label, detail));
    control->setToolTip(text(row_.help));
    control->setToolTipDuration(20000);
    if (detail.isEmpty())
        control_ = control;
}

} // namespace unroll
