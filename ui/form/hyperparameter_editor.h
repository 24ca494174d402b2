// A control for one row of the hyperparameter table.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QWidget>

class QLabel;

namespace unroll {

class HyperparameterEditor : public QWidget {
    Q_OBJECT

public:
    HyperparameterEditor(const HyperparameterRow& row, QWidget* parent);

    const HyperparameterRow& row() const { return row_; }

    QWidget* control() const { return control_; } // that the row's label leads to

    // What is said below the control; the form gives it its place.
    QLabel* noteLabel() const { return note_; }
    void setNote(const QString& note, bool hasEffect); // without an effect the control is disabled
    void setObjection(const QString& objection);       // to what is typed: it comes before the note until it is empty

    virtual void setValue(const HyperparameterValue& value) = 0; // shows it, without a signal
    virtual void finish() {}                                     // takes what is typed and not finished

signals:
    void edited(const unroll::HyperparameterValue& value); // by a person, to one that the row allows

protected:
    // Gives a control the row's words. The last one without a detail is the one that the row's label leads to.
    void adopt(QWidget* control, const QString& detail = {});

    void changeEvent(QEvent* event) override;

private:
    void showNote();

    const HyperparameterRow& row_;
    QString said_;
    QString objection_;
    QWidget* control_ = nullptr;
    QLabel* note_ = nullptr;
};

} // namespace unroll
