// A field for one number of the table: it can't be left with a value that its row does not allow. The locale decides
// how the decimal point is written; a point is read as one in any locale.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QAbstractSpinBox>

namespace unroll {

class NumberField : public QAbstractSpinBox {
    Q_OBJECT

public:
    explicit NumberField(const HyperparameterRow& row, QWidget* parent = nullptr);

    const HyperparameterValue& value() const { return value_; }
    void setValue(const HyperparameterValue& value); // without a signal

    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(); // stepped, or typed and finished

protected:
    StepEnabled stepEnabled() const override;
    bool event(QEvent* event) override;

private:
    void finish();
    void take(double number);
    double number() const;

    const HyperparameterRow& row_;
    HyperparameterValue value_;
};

// The next number of two digits above or below, as an arrow key steps a real number: 0.015 -> 0.016, 0.01 -> 0.0099.
double steppedReal(double number, int steps);

} // namespace unroll
