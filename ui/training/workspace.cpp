#include "ui/training/workspace.h"

#include <utility>

namespace unroll {

Workspace::Workspace(SessionFactory factory, WindowServices given, std::unique_ptr<Settings> ownedSettings,
                     const Hyperparameters& start)
    : services(std::move(given))
    , ownedSettings_(std::move(ownedSettings))
    , settings(*ownedSettings_)
    , setting(start)
    , keeper(setting, settings)
    , selection(runs)
    , edits(runs)
    , controller(std::move(factory))
    , networks(controller, runs, selection, moment, services.blueprints)
    , policy(controller, setting, settings)
    , follower(controller, runs)
    , seeds(controller, runs, follower)
    , table(runs, services.table) {
    QObject::connect(&seeds, &SeedSeries::started, &policy, &RetrainPolicy::adoptSeeds);
}

} // namespace unroll
