#include "tests/support/peer_training.h"

#include "engine/data/catalog.h"
#include "engine/data/digit_generator.h"
#include "engine/nn/initializers.h"
#include "engine/nn/weights.h"
#include "engine/session/training_session.h"
#include "engine/training/learning_rate.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace unroll {

std::shared_ptr<const Dataset> peerData(const std::string& name) {
    if (name == "digits")
        return std::make_shared<const Dataset>(generateDigits({.trainImages = peerImages, .testImages = 1}));
    const char* folder = std::getenv("UNROLL_DATA_DIR");
    return Catalog({folder ? folder : ""}).load(name);
}

PeerTraining::PeerTraining(const Hyperparameters& hyperparameters, const Dataset& data, std::int64_t steps)
    : hyperparameters_(hyperparameters)
    , steps_(steps)
    , pool_(threadCount(hyperparameters.threads))
    , reader_(ImageReader::fastest(data.train, data.train.count,
                                   describeModel(hyperparameters, data.pixelsPerImage(), data.classes),
                                   pixelPlaces(hyperparameters, data)))
    , trainer_(describeModel(hyperparameters, data.pixelsPerImage(), data.classes), hyperparameters.batch, pool_,
               {.kind = optimizerNamed(hyperparameters.optimizer), .weightDecay = hyperparameters.weightDecay},
               reader_.pixels()) {
    trainer_.setClip(hyperparameters.clip);
    initializeParameters(trainer_.graph(), trainer_.parameters(), initializationNamed(hyperparameters.init),
                         static_cast<std::uint64_t>(hyperparameters.seed));
}

TrainingStep PeerTraining::step() {
    const std::int64_t images = reader_.set().count;
    const std::int64_t batches = (images + hyperparameters_.batch - 1) / hyperparameters_.batch;
    const std::int64_t first = step_ % batches * hyperparameters_.batch;
    std::vector<std::uint32_t> batch(static_cast<std::size_t>(std::min(hyperparameters_.batch, images - first)));
    std::iota(batch.begin(), batch.end(), static_cast<std::uint32_t>(first));
    const double rate = learningRate(scheduleNamed(hyperparameters_.schedule), hyperparameters_.eta, step_++, steps_);
    return trainer_.step(reader_, batch, rate);
}

std::vector<NamedTensor> PeerTraining::weights() { return exportWeights(trainer_.graph(), trainer_.parameters()); }

} // namespace unroll
