// The transport bar's buttons: what each does to the training, and which of them can be pressed at a moment.
#pragma once

#include "ui/training/retrain_policy.h"

#include <QObject>

namespace unroll {

class TransportBar;

class TransportPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    TransportPresenter(SessionController& controller, TransportBar& bar, RetrainPolicy& policy, QObject* parent);

private:
    void wireButtons();
    void showState();
    void showForecast();
    SessionController::State shownState() const;

    SessionController& controller_;
    TransportBar& bar_;
    RetrainPolicy& policy_;
};

} // namespace unroll
