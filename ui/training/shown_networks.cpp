#include "ui/training/shown_networks.h"

#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

StillNetwork atItsEnd(const RunRecord& record, const BlueprintFactory& blueprints) {
    const auto blueprint = blueprints(record.hyperparameters);
    auto snapshot = std::make_shared<Snapshot>();
    const RunPosition position = positionOf(record);
    snapshot->moment.step = position.step;
    snapshot->moment.epochs = static_cast<double>(position.step) / static_cast<double>(record.info.batchesPerEpoch);
    snapshot->parameters = blueprint->parametersOf(record.weights);
    return {blueprint, snapshot};
}

} // namespace

ShownNetworks::ShownNetworks(SessionController& controller, const RunList& list, const RunSelection& selection,
                             BlueprintFactory blueprints, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , list_(list)
    , selection_(selection)
    , blueprints_(std::move(blueprints)) {
    connect(&selection, &RunSelection::changed, this, &ShownNetworks::update);
    connect(&controller, &SessionController::configured, this, &ShownNetworks::update); // perhaps on other images
}

void ShownNetworks::update() {
    const Run* shown = selection_.run();
    show(LookPlace::First, selection_.followsPresent() ? nullptr : shown);
    const Run* other = selection_.otherRun();
    show(LookPlace::Second, other == list_.present() ? nullptr : other);
}

QString ShownNetworks::obstacle(const Run& run) const {
    if (!run.record || run.record->weights.empty() || !blueprints_)
        return tr("Its weights are no longer in memory.");
    if (run.record->info.dataSha256 != controller_.info().dataSha256)
        return tr("It was trained on other images than these.");
    return {};
}

void ShownNetworks::show(LookPlace place, const Run* run) {
    auto& shown = shown_[static_cast<std::size_t>(place)];
    InspectionService& service = controller_.inspection();
    if (!run) {
        if (!std::exchange(shown, nullptr))
            return;
        service.showLive(place);
    } else if (const QString reason = obstacle(*run); !reason.isEmpty()) {
        shown = std::make_shared<const RunRecord>(); // like no other
        service.showStill(place, [reason]() -> StillNetwork { throw std::runtime_error(reason.toStdString()); });
    } else {
        if (std::exchange(shown, run->record) == run->record)
            return;
        service.showStill(place,
                          [record = run->record, blueprints = blueprints_] { return atItsEnd(*record, blueprints); });
    }
    emit changed(place);
}

} // namespace unroll
