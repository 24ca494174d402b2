// Keeps the moment strip true, and carries out what a person does with it.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/shown_moment.h"
#include "ui/training/retrain_policy.h"
#include "ui/training/shown_networks.h"

#include <QObject>

namespace unroll {

class MomentStrip;

class MomentPresenter : public QObject {
    Q_OBJECT

public:
    struct Parts { // all of them outlive the presenter
        SessionController& controller;
        RetrainPolicy& policy;
        const SettingModel& setting;
        const RunList& runs;
        const RunSelection& selection;
        const ShownNetworks& networks;
        ShownMoment& moment;
        MomentStrip& strip;
    };

    MomentPresenter(Parts parts, QObject* parent);

private:
    void update();
    void fork();

    Parts parts_;
};

} // namespace unroll
