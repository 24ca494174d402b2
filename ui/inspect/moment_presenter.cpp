#include "ui/inspect/moment_presenter.h"

#include "ui/inspect/moment_strip.h"

namespace unroll {
namespace {

// The network and the data are those of the run, for its weights fit no other; how it is trained is the form's.
Hyperparameters forkedSetting(const Hyperparameters& run, const Hyperparameters& form) {
    Hyperparameters setting = run;
    for (const HyperparameterRow& row : hyperparameterTable())
        if (row.group == HyperparameterGroup::Training || row.group == HyperparameterGroup::Run)
            setValue(setting, row, valueOf(form, row));
    return setting;
}

} // namespace

MomentPresenter::MomentPresenter(Parts parts, QObject* parent)
    : QObject(parent)
    , parts_(parts) {
    connect(&parts.strip, &MomentStrip::chosen, &parts.moment, &ShownMoment::set);
    connect(&parts.strip, &MomentStrip::forkWanted, this, &MomentPresenter::fork);
    connect(&parts.moment, &ShownMoment::changed, this, &MomentPresenter::update);
    connect(&parts.selection, &RunSelection::changed, this, &MomentPresenter::update);
    connect(&parts.runs, &RunList::presentChanged, this, &MomentPresenter::update);
    connect(&parts.runs, &RunList::changed, this, &MomentPresenter::update);
    connect(&parts.controller, &SessionController::configured, this, &MomentPresenter::update);
    connect(&parts.controller, &SessionController::stateChanged, this, &MomentPresenter::update);
    connect(&parts.controller, &SessionController::rewound, this, &MomentPresenter::update);
    connect(&parts.controller, &SessionController::epochsFinished, this, &MomentPresenter::update);
    update();
}

void MomentPresenter::update() {
    MomentStrip::Content content;
    if (const Run* run = parts_.networks.run(LookPlace::First)) {
        const bool underWay = parts_.networks.isUnderWay(LookPlace::First);
        const Hyperparameters& setting = underWay ? parts_.controller.hyperparameters() : run->hyperparameters;
        content.planned = std::max<std::int64_t>(setting.epochs, run->position.epochs);
        content.trained = run->info.batchesPerEpoch > 0
                              ? static_cast<double>(run->position.step) / static_cast<double>(run->info.batchesPerEpoch)
                              : 0;
        content.live = underWay && parts_.controller.state() == SessionController::State::Running;
        for (const PastEpoch& past : parts_.networks.past(LookPlace::First))
            content.kept.push_back(past.epoch);
        content.shown = parts_.networks.epoch(LookPlace::First);
    }
    parts_.strip.setContent(std::move(content));
}

void MomentPresenter::fork() {
    const Run* run = parts_.networks.run(LookPlace::First);
    const auto epoch = parts_.networks.epoch(LookPlace::First);
    if (!run || !epoch)
        return;
    const std::shared_ptr<const Snapshot> snapshot = pastEpoch(parts_.networks.past(LookPlace::First), *epoch).snapshot;
    if (!snapshot)
        return;
    const Hyperparameters setting = forkedSetting(run->hyperparameters, parts_.setting.value());
    const QString name = run->label.name.isEmpty() ? tr("run %1").arg(run->label.number) : run->label.name;
    const QString origin = tr("%1 at epoch %2").arg(name).arg(*epoch);
    parts_.policy.adopt(setting);
    parts_.controller.fork(setting, snapshot, origin);
    parts_.controller.train(TrainOrigin::Fork);
}

} // namespace unroll
