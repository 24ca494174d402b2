// Gives the network what is drawn on the pad, prepared as its data is, and says what it reads.
#pragma once

#include "ui/state/look_focus.h"
#include "ui/state/services.h"
#include "ui/training/shown_networks.h"

#include <QObject>

namespace unroll {

class SubjectPanel;

class PadPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive it.
    PadPresenter(SessionController& controller, LookFocus& focus, SubjectPanel& panel, const WindowServices& services,
                 QObject* parent);

private:
    void read();
    void show(const Sight& sight);

    SessionController& controller_;
    LookFocus& focus_;
    SubjectPanel& panel_;
    const WindowServices& services_;
    Subject before_ = TestImage{0}; // what the views looked at
    InspectionService::Subscription subscription_;
};

} // namespace unroll
