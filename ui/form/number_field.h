// A field for one number of the table. A text that is no number, or one that its row does not allow, stays as it was
// typed, with a coloured edge and an objection, and the last value that could be still holds.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QAbstractSpinBox>

namespace unroll {

class NumberField : public QAbstractSpinBox {
    Q_OBJECT

public:
    explicit NumberField(const HyperparameterRow& row, QWidget* parent = nullptr);

    const HyperparameterValue& value() const { return value_; }
    void setValue(const HyperparameterValue& value); // without a signal that it was edited
    void finish();                                   // takes what is typed, as Enter does

    const QString& objection() const { return objection_; } // to the text that is shown; mostly empty

    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(); // stepped, or typed and finished
    void objected(const QString& objection);

protected:
    StepEnabled stepEnabled() const override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void object(const QString& objection);
    bool takesBack(const QKeyEvent& key) const;
    void take(double number);
    double number() const;

    const HyperparameterRow& row_;
    HyperparameterValue value_;
    QString objection_;
};

// The next number of two digits above or below, as an arrow key steps a real number: 0.015 -> 0.016, 0.01 -> 0.0099.
double steppedReal(double number, int steps);

} // namespace unroll
