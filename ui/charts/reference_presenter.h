// The curves of other programs, beside the data that they are of and as long as a person wants to see them.
#pragma once

#include "ui/state/run_list.h"
#include "ui/training/session_controller.h"

namespace unroll {

class Settings;

class ReferencePresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    ReferencePresenter(SessionController& controller, RunList& runs, Settings& settings, QObject* parent);

    void setShown(bool shown); // where there are any

signals:
    void offered(bool offered); // whether there are curves of the data that is trained on

private:
    void offer(const SessionInfo& info);
    void show();

    RunList& runs_;
    Settings& settings_;
};

} // namespace unroll
