// How a training session's network is looked into: with the session's data, in its order of reading.
#pragma once

#include "engine/data/catalog.h"
#include "engine/data/dataset.h"
#include "engine/session/blueprint.h"
#include "engine/session/hyperparameters.h"
#include "engine/training/inspector.h"

#include <memory>
#include <stop_token>

namespace unroll {

class TrainingBlueprint : public Blueprint {
public:
    TrainingBlueprint(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters,
                      const ModelDescription& description, std::size_t parameters);

    std::size_t parameters() const override { return parameters_; }
    std::vector<float> parametersOf(std::span<const NamedTensor> weights) const override;
    std::vector<NamedTensor> weightsOf(std::span<const float> parameters) const override;

    // Its training images are those that the training reads in the epoch. One of an epoch whose images are drawn anew
    // takes as long as drawing it and those before it, and is not given up meanwhile.
    std::unique_ptr<SnapshotInspector> inspector() const override;

private:
    std::shared_ptr<const Dataset> data_;
    Hyperparameters hyperparameters_;
    ModelDescription description_;
    std::size_t parameters_;
};

// On the data of a catalog. Throws LoadingStopped when a stop is requested meanwhile.
BlueprintFactory trainingBlueprintFactory(std::shared_ptr<Catalog> catalog, std::stop_token stop = {});

} // namespace unroll
