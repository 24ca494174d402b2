// All that the window shows and works on: made before it and gone after it, so that whatever of the window is going may
// still refer to it.
#pragma once

#include "ui/state/look_focus.h"
#include "ui/state/plot_view.h"
#include "ui/state/run_edits.h"
#include "ui/state/run_selection.h"
#include "ui/state/services.h"
#include "ui/state/setting_keeper.h"
#include "ui/state/setting_model.h"
#include "ui/state/settings.h"
#include "ui/state/shown_moment.h"
#include "ui/training/retrain_policy.h"
#include "ui/training/run_follower.h"
#include "ui/training/seed_series.h"
#include "ui/training/session_controller.h"
#include "ui/training/shown_networks.h"
#include "ui/training/table_keeper.h"

#include <memory>

namespace unroll {

class Workspace {
public:
    // `start` is what the setting says at first; nothing is set up before policy.begin().
    Workspace(SessionFactory factory, WindowServices services, std::unique_ptr<Settings> settings,
              const Hyperparameters& start);

    // Every one refers to those before it.
    const WindowServices services;

private:
    const std::unique_ptr<Settings> ownedSettings_;

public:
    Settings& settings;
    SettingModel setting;
    SettingKeeper keeper;
    RunList runs;
    RunSelection selection;
    ShownMoment moment;
    LookFocus focus;
    PlotZoom zoom{};
    RunEdits edits;
    SessionController controller;
    ShownNetworks networks;
    RetrainPolicy policy;
    RunFollower follower;
    SeedSeries seeds;
    TableKeeper table;
};

} // namespace unroll
