// The transport bar's buttons: what each does to the training, and which of them can be pressed at a moment.
#pragma once

#include "ui/training/session_controller.h"

#include <QObject>

namespace unroll {

class FormPresenter;
class TransportBar;

class TransportPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    TransportPresenter(SessionController& controller, TransportBar& bar, FormPresenter& form, QObject* parent);

private:
    void wireButtons();
    void showState();
    void showForecast();
    SessionController::State shownState() const;

    SessionController& controller_;
    TransportBar& bar_;
    FormPresenter& form_;
};

} // namespace unroll
