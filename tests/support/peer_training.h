// Trainings as they are compared with PyTorch: on fixed batches, in the order of the data set, step by step.
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"
#include "engine/training/trainer.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// Of the digits.
inline constexpr std::int64_t peerImages = 400;

// "mnist", from $UNROLL_DATA_DIR; or "digits", the first of the built-in generator's, which need no file. Throws
// std::runtime_error when MNIST is missing.
std::shared_ptr<const Dataset> peerData(const std::string& name);

class PeerTraining {
public:
    // The schedule runs over so many steps. Weights begin as the setting's own initialisation and seed say.
    PeerTraining(const Hyperparameters& hyperparameters, const Dataset& data, std::int64_t steps);

    // Trains on the images i * batch ... (i + 1) * batch - 1 in step i = 0, 1, ...; on those that are left in the last
    // step of an epoch, after which the images begin anew.
    TrainingStep step();

    Trainer& trainer() { return trainer_; }
    std::vector<NamedTensor> weights();

private:
    Hyperparameters hyperparameters_;
    std::int64_t steps_;
    std::int64_t step_ = 0;
    WorkerPool pool_;
    ImageReader reader_;
    Trainer trainer_;
};

} // namespace unroll
