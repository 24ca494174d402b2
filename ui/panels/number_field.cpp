#include "ui/panels/number_field.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include <algorithm>
#include <cmath>
#include <optional>

namespace unroll {
namespace {

bool isWhole(const HyperparameterRow& row) { return std::holds_alternative<std::int64_t>(row.defaultValue); }

QString decimalPoint() { return QLocale().decimalPoint(); }

QString written(const HyperparameterValue& value) {
    return QString::fromStdString(formatValue(value)).replace(u'.', decimalPoint());
}

std::optional<HyperparameterValue> read(const HyperparameterRow& row, const QString& text) {
    try {
        return parseValue(row, text.trimmed().replace(decimalPoint(), QStringLiteral(".")).toStdString());
    } catch (const HyperparameterError&) {
        return std::nullopt;
    }
}

// Whether a key types a part of a number, or edits it. Ctrl+E is Emacs' end of the line, which no number needs.
bool isTyped(const QKeyEvent& key) {
    if (key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_E)
        return false;
    const QString typed = QStringLiteral("0123456789.eE+-") + decimalPoint();
    const bool printable = key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::ShiftModifier;
    const bool single = key.text().size() == 1 && key.text()[0].isPrint();
    return !printable || !single || typed.contains(key.text()[0]);
}

double oneStep(double number, bool up) {
    if (number <= 0)
        return up ? 1e-4 : 0;
    double unit = std::pow(10, std::floor(std::log10(number) + 1e-9) - 1);
    const double digits = std::round(number / unit);
    if (!up && digits <= 10) {
        unit /= 10;
        return 99 * unit;
    }
    return (digits + (up ? 1 : -1)) * unit;
}

} // namespace

double steppedReal(double number, int steps) {
    for (int i = 0; i < std::abs(steps); ++i)
        number = oneStep(number, steps > 0);
    // As a person would write it: the product of powers above has more digits than are meant.
    return QString::number(number, 'g', 3).toDouble();
}

NumberField::NumberField(const HyperparameterRow& row, QWidget* parent)
    : QAbstractSpinBox(parent)
    , row_(row) {
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(false);
    setValue(row.defaultValue);
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberField::finish);
}

void NumberField::setValue(const HyperparameterValue& value) {
    value_ = value;
    lineEdit()->setText(written(value));
    update();
}

double NumberField::number() const {
    const auto* whole = std::get_if<std::int64_t>(&value_);
    return whole ? static_cast<double>(*whole) : std::get<double>(value_);
}

QValidator::State NumberField::validate(QString& text, int&) const {
    const QString digits = QStringLiteral("0123456789");
    const QString allowed = isWhole(row_) ? digits : digits + QStringLiteral(".eE+-") + decimalPoint();
    if (!std::all_of(text.begin(), text.end(), [&](QChar c) { return allowed.contains(c); }))
        return QValidator::Invalid;
    return read(row_, text) ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberField::take(double number) {
    const double kept = std::clamp(number, row_.minimum, row_.maximum);
    const HyperparameterValue next =
        isWhole(row_) ? HyperparameterValue(static_cast<std::int64_t>(std::llround(kept))) : HyperparameterValue(kept);
    const bool changed = next != value_;
    setValue(next);
    if (changed)
        emit edited();
}

void NumberField::stepBy(int steps) {
    finish();
    take(isWhole(row_) ? number() + steps : steppedReal(number(), steps));
    selectAll();
}

QAbstractSpinBox::StepEnabled NumberField::stepEnabled() const {
    StepEnabled enabled = StepNone;
    if (number() > row_.minimum)
        enabled |= StepDownEnabled;
    if (number() < row_.maximum)
        enabled |= StepUpEnabled;
    return enabled;
}

// What can't be is taken back to the last value that could.
void NumberField::finish() {
    const auto typed = read(row_, lineEdit()->text());
    const bool changed = typed && *typed != value_;
    setValue(typed.value_or(value_));
    if (changed)
        emit edited();
}

QSize NumberField::sizeHint() const {
    ensurePolished();
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QSize contents(fontMetrics().horizontalAdvance(QStringLiteral("0.00015")) + 4,
                         lineEdit()->sizeHint().height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, contents, this);
}

// Keys that no number has are left to the window's shortcuts: Space trains from here as from anywhere. A spin box asks
// its line edit before any event filter could.
bool NumberField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && !isTyped(*static_cast<QKeyEvent*>(event))) {
        event->ignore();
        return true;
    }
    return QAbstractSpinBox::event(event);
}

} // namespace unroll
