#include "ui/training/shown_networks.h"

#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

std::shared_ptr<const Snapshot> endOf(const RunRecord& record, const Blueprint& blueprint) {
    auto snapshot = std::make_shared<Snapshot>();
    const RunPosition position = positionOf(record);
    snapshot->moment.step = position.step;
    snapshot->moment.epochs = static_cast<double>(position.step) / static_cast<double>(record.info.batchesPerEpoch);
    snapshot->parameters = blueprint.parametersOf(record.weights);
    return snapshot;
}

} // namespace

ShownNetworks::ShownNetworks(SessionController& controller, const RunList& list, const RunSelection& selection,
                             ShownMoment& moment, BlueprintFactory blueprints, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , list_(list)
    , selection_(selection)
    , moment_(moment)
    , blueprints_(std::move(blueprints)) {
    connect(&controller, &SessionController::begun, this, &ShownNetworks::returnToNewest);
    connect(&controller, &SessionController::rewound, this, &ShownNetworks::returnToNewest);
    connect(&selection, &RunSelection::changed, this, &ShownNetworks::update);
    connect(&moment, &ShownMoment::changed, this, &ShownNetworks::update);
    connect(&controller, &SessionController::configured, this, &ShownNetworks::update); // perhaps on other images
}

// Who trains wants to see what comes of it.
void ShownNetworks::returnToNewest() { moment_.set({}); }

void ShownNetworks::update() {
    show(LookPlace::First);
    show(LookPlace::Second);
}

const Run* ShownNetworks::run(LookPlace place) const {
    if (place == LookPlace::Second)
        return selection_.otherRun();
    return selection_.followsPresent() ? list_.present() : selection_.run();
}

std::vector<PastEpoch> ShownNetworks::past(LookPlace place) const {
    const Run* run = this->run(place);
    if (!run)
        return {};
    if (isUnderWay(run))
        return controller_.archive().epochs(controller_.run());
    return run->record && obstacle(*run).isEmpty() ? run->record->past : std::vector<PastEpoch>();
}

std::optional<std::int64_t> ShownNetworks::epoch(LookPlace place) const {
    const Run* run = this->run(place);
    if (!run || !moment_.epoch())
        return {};
    const PastEpoch past = pastOf(*run);
    return past.snapshot ? std::optional(past.epoch) : std::nullopt;
}

// The latest that is kept up to the moment; of the newest moment, nothing.
PastEpoch ShownNetworks::pastOf(const Run& run) const {
    if (!moment_.epoch())
        return {};
    if (isUnderWay(&run))
        return controller_.archive().at(controller_.run(), *moment_.epoch());
    return run.record ? pastEpoch(run.record->past, *moment_.epoch()) : PastEpoch{};
}

QString ShownNetworks::obstacle(const Run& run) const {
    if (isUnderWay(&run))
        return {};
    if (!run.record || run.record->weights.empty() || !blueprints_)
        return tr("Its weights are no longer in memory.");
    if (run.record->info.dataSha256 != controller_.info().dataSha256)
        return tr("It was trained on other images than these.");
    return {};
}

std::shared_ptr<ShownNetworks::Network> ShownNetworks::networkOf(const Run& run, const Shown& shown) const {
    const bool underWay = isUnderWay(&run);
    const std::shared_ptr<const RunRecord> record = underWay ? nullptr : run.record;
    const bool same = shown.network && shown.network->record == record &&
                      (!underWay || shown.network->blueprint == controller_.blueprint());
    return same ? shown.network : std::make_shared<Network>(record, underWay ? controller_.blueprint() : nullptr);
}

void ShownNetworks::show(LookPlace place) {
    const Run* run = this->run(place);
    const std::shared_ptr<const Snapshot> past = run ? pastOf(*run).snapshot : nullptr;
    if (!run || (isUnderWay(run) && (!past || !controller_.blueprint())))
        return showLive(place);
    if (const QString reason = obstacle(*run); !reason.isEmpty())
        return refuse(place, reason);
    Shown& shown = shown_[static_cast<std::size_t>(place)];
    Shown next{networkOf(*run, shown), past};
    if (shown.network == next.network && shown.past == next.past)
        return;
    shown = std::move(next);
    controller_.inspection().showStill(place, makeStill(shown));
    emit changed(place);
}

InspectionService::MakeStill ShownNetworks::makeStill(const Shown& shown) const {
    return [shown, blueprints = blueprints_]() -> StillNetwork {
        Network& network = *shown.network;
        if (!network.blueprint)
            network.blueprint = blueprints(network.record->hyperparameters);
        return {network.blueprint, shown.past ? shown.past : endOf(*network.record, *network.blueprint)};
    };
}

InspectionService::MakeStill ShownNetworks::still(LookPlace place, std::shared_ptr<const Snapshot> past) const {
    const Run* run = this->run(place);
    return makeStill({networkOf(*run, shown_[static_cast<std::size_t>(place)]), std::move(past)});
}

void ShownNetworks::showLive(LookPlace place) {
    Shown& shown = shown_[static_cast<std::size_t>(place)];
    if (!std::exchange(shown, {}).network)
        return;
    controller_.inspection().showLive(place);
    emit changed(place);
}

void ShownNetworks::refuse(LookPlace place, const QString& reason) {
    shown_[static_cast<std::size_t>(place)] = {std::make_shared<Network>(), {}}; // like no other
    controller_.inspection().showStill(place,
                                       [reason]() -> StillNetwork { throw std::runtime_error(reason.toStdString()); });
    emit changed(place);
}

} // namespace unroll
