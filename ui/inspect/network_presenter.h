// Shows the network of the setting, or of another run that is on show, and what becomes of the subject in it: the
// gradient at every cell, and the answer after it.
#pragma once

#include "ui/state/look_focus.h"
#include "ui/state/setting_model.h"
#include "ui/training/shown_networks.h"

#include <QObject>

namespace unroll {

class NetworkView;

class NetworkPresenter : public QObject {
    Q_OBJECT

public:
    struct Parts { // all of them outlive the presenter
        SessionController& controller;
        const SettingModel& setting;
        const RunSelection& selection;
        const ShownNetworks& networks;
        LookFocus& focus;
        NetworkView& view;
    };

    NetworkPresenter(Parts parts, QObject* parent);

    void setVisible(bool visible) { subscription_.setVisible(visible); }

private:
    void showNetwork();
    void ask();
    void show(const Sight& sight);

    Parts parts_;
    InspectionService::Subscription subscription_;
};

} // namespace unroll
