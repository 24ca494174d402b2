#include "ui/form/number_field.h"

#include "ui/state/typed_number.h"
#include "ui/theme/colours.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

bool isWhole(const HyperparameterRow& row) { return std::holds_alternative<std::int64_t>(row.defaultValue); }

// Space trains from here as from anywhere, and Ctrl+E is Emacs' end of the line, which no number needs. Any other key
// is typed, whether a number has it or not: it must not do something elsewhere.
bool isTyped(const QKeyEvent& key) {
    return key.key() != Qt::Key_Space && !(key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_E);
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
    lineEdit()->setText(writeNumber(value));
    object({});
}

void NumberField::object(const QString& objection) {
    if (objection == objection_)
        return;
    objection_ = objection;
    update();
    emit objected(objection_);
}

double NumberField::number() const {
    const auto* whole = std::get_if<std::int64_t>(&value_);
    return whole ? static_cast<double>(*whole) : std::get<double>(value_);
}

// Nothing is kept from being typed: a sign or a letter left out would make another number of it.
QValidator::State NumberField::validate(QString& text, int&) const {
    return readNumber(row_, text).value ? QValidator::Acceptable : QValidator::Intermediate;
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

// What can't be stays to be seen, with what could be; the last value that could still holds.
void NumberField::finish() {
    if (lineEdit()->text() == writeNumber(value_))
        return object({});
    const TypedNumber typed = readNumber(row_, lineEdit()->text());
    if (!typed.value)
        return object(tr("%1; still %2").arg(typed.objection, writeNumber(value_)));
    const bool changed = *typed.value != value_;
    setValue(*typed.value);
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

// A spin box asks its line edit before any event filter could.
bool NumberField::event(QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride)
        return QAbstractSpinBox::event(event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (takesBack(key)) {
        event->accept();
        return true;
    }
    if (!isTyped(key)) {
        event->ignore();
        return true;
    }
    return QAbstractSpinBox::event(event);
}

// Escape takes back what is typed before it stops a training.
bool NumberField::takesBack(const QKeyEvent& key) const {
    return key.key() == Qt::Key_Escape && lineEdit()->text() != writeNumber(value_);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    if (!takesBack(*event))
        return QAbstractSpinBox::keyPressEvent(event);
    setValue(value_);
    selectAll();
}

void NumberField::paintEvent(QPaintEvent* event) {
    QAbstractSpinBox::paintEvent(event);
    if (objection_.isEmpty())
        return;
    constexpr double width = 1.5;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(coloursOf(palette()).wrong, width));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 2, 2);
}

} // namespace unroll
