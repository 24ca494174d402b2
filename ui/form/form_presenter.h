// Says above the plots, and beside the control that is at fault, why the setting is not trained: it waits for a new
// network, it could not be set up, or its training diverged.
#pragma once

#include "ui/training/retrain_policy.h"

#include <QObject>

namespace unroll {

class HyperparameterPanel;
class MessageBar;

class FormPresenter : public QObject {
    Q_OBJECT

public:
    struct Parts {
        SessionController& controller;
        RetrainPolicy& policy;
        SettingModel& setting;
        HyperparameterPanel& form;
        MessageBar& messages;
    };

    FormPresenter(const Parts& parts, QObject* parent); // all of them outlive the presenter

private:
    void explainPending();
    void explainDivergence(const Divergence& divergence);
    void explainFailure(const Failure& failure);

    Parts parts_;
};

} // namespace unroll
