#include "engine/session/training_session.h"

#include "engine/data/reading_order.h"
#include "engine/nn/initializers.h"
#include "engine/nn/weights.h"
#include "engine/tensor/simd.h"
#include "engine/training/allocation_counter.h"
#include "engine/training/learning_rate.h"
#include "engine/training/network_check.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

namespace unroll {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void requireIndex(std::int64_t index, const ImageSet& set) {
    if (index < 0 || index >= set.count)
        throw std::out_of_range("There is no test image " + std::to_string(index) + ": the set has " +
                                std::to_string(set.count) + ".");
}

std::vector<std::uint32_t> requireIndices(std::span<const std::int64_t> indices, const ImageSet& set) {
    std::vector<std::uint32_t> required;
    for (const std::int64_t index : indices) {
        requireIndex(index, set);
        required.push_back(static_cast<std::uint32_t>(index));
    }
    return required;
}

} // namespace

TrainingSession::TrainingSession(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters,
                                 SessionOrigin origin)
    : data_(std::move(data))
    , hyperparameters_(hyperparameters)
    , description_(describeModel(hyperparameters, data_->pixelsPerImage(), data_->classes))
    , trainReader_(ImageReader::fastest(data_->train, trainImages(hyperparameters, *data_), description_,
                                        pixelPlaces(hyperparameters, *data_)))
    , testReader_(ImageReader::fastest(data_->test, testImages(hyperparameters, *data_), description_,
                                       pixelPlaces(hyperparameters, *data_)))
    , pool_(threadCount(hyperparameters.threads))
    , trainer_(description_, std::min(hyperparameters.batch, trainImages(hyperparameters, *data_)), pool_,
               {.kind = optimizerNamed(hyperparameters.optimizer), .weightDecay = hyperparameters.weightDecay},
               trainReader_.pixels())
    , evaluator_(description_, trainer_.parameters(), pool_, testReader_.pixels())
    , batches_(trainImages(hyperparameters, *data_), hyperparameters.batch,
               static_cast<std::uint64_t>(hyperparameters.seed), hyperparameters.shuffle)
    , testIndices_(static_cast<std::size_t>(testImages(hyperparameters, *data_)))
    , outcomes_(static_cast<std::size_t>(evaluator_.imagesPerPass())) {
    std::iota(testIndices_.begin(), testIndices_.end(), 0U);
    trainer_.setClip(hyperparameters.clip);
    rewind();
    info_ = {.dataName = data_->name,
             .dataSha256 = std::move(origin.dataSha256),
             .trainImages = trainImages(hyperparameters, *data_),
             .testImages = std::ssize(testIndices_),
             .width = data_->width,
             .height = data_->height,
             .classes = data_->classes,
             .classNames = data_->classNames,
             .testHeldOut = data_->testHeldOut,
             .parameters = trainer_.graph().parameterCount(),
             .batchesPerEpoch = batches_.count(),
             .threads = pool_.threads(),
             .simd = std::string(simd()),
             .loadSeconds = origin.loadSeconds,
             .setupBytes = allocatedBytesOnThisThread() - origin.allocatedBefore,
             .countsAllocations = unroll::countsAllocations()};
}

bool TrainingSession::finished() const { return progress_.diverged || progress_.epoch > hyperparameters_.epochs; }

StepResult TrainingSession::step() {
    if (finished() || progress_.batch == batches_.count())
        throw std::logic_error("No batch is left to train: evaluate the epoch or rewind.");
    const Clock::time_point start = Clock::now();
    const std::int64_t allocatedBefore = allocatedBytes();
    StepResult result;
    const TrainingStep trained = trainBatch(result.batch);
    result.batch.allocatedBytes = allocatedBytes() - allocatedBefore;
    result.batch.seconds = secondsSince(start);

    result.divergence = divergenceAt(result.batch, trained.finite());
    if (result.divergence) {
        progress_.diverged = true;
        return result;
    }
    EpochSums& sums = progress_.sums;
    sums.images += result.batch.images;
    sums.right += trained.right;
    sums.loss += trained.loss * static_cast<double>(result.batch.images);
    sums.gradientNorm += trained.gradientNorm;
    sums.seconds += result.batch.seconds;
    sums.allocatedBytes += result.batch.allocatedBytes;
    result.epochFinished = progress_.batch == batches_.count();
    return result;
}

TrainingStep TrainingSession::trainBatch(BatchMetrics& batch) {
    if (progress_.batch == 0)
        batches_.startEpoch(progress_.epoch);
    const auto indices = batches_.batch(progress_.batch++);
    ++progress_.step;
    const auto next =
        progress_.batch < batches_.count() ? batches_.batch(progress_.batch) : std::span<const std::uint32_t>();
    const TrainingStep trained = trainer_.step(trainReader_, indices, rateOf(progress_.step), next);
    batch.epoch = progress_.epoch;
    batch.batch = progress_.batch;
    batch.step = progress_.step;
    batch.images = std::ssize(indices);
    batch.loss = trained.loss;
    batch.accuracy = static_cast<double>(trained.right) / static_cast<double>(indices.size());
    batch.gradientNorm = trained.gradientNorm;
    return trained;
}

// The learning rate of a step, counted from 1.
double TrainingSession::rateOf(std::int64_t step) const {
    return learningRate(scheduleNamed(hyperparameters_.schedule), hyperparameters_.eta, step - 1,
                        hyperparameters_.epochs * batches_.count());
}

// What an update makes of the weights shows in the next batch, and at the end of an epoch before the evaluation.
std::optional<Divergence> TrainingSession::divergenceAt(const BatchMetrics& batch, bool finite) {
    const auto describe = [&](const NonFinite& found) {
        return Divergence{batch.epoch,       batch.batch,      found.op,        found.node,
                          found.place.layer, found.place.cell, found.gradientOf};
    };
    std::optional<Divergence> divergence;
    if (!finite)
        divergence = describe(trainer_.firstNonFinite().value_or(NonFinite{"gradient_norm", "all gradients"}));
    else if (const auto weight =
                 progress_.batch == batches_.count() ? trainer_.firstNonFiniteParameter() : std::nullopt)
        divergence = describe(*weight);
    if (divergence && divergence->op == "parameter" && (finite || batch.batch > 1)) {
        divergence->op = "update";
        divergence->batch -= finite ? 0 : 1;
    }
    return divergence;
}

std::optional<EpochMetrics> TrainingSession::evaluate() {
    if (finished() || progress_.batch != batches_.count())
        throw std::logic_error("There is an evaluation only at an epoch's end.");
    EpochSums& sums = progress_.sums;
    const auto first = static_cast<std::size_t>(sums.evaluated);
    const auto count = std::min(outcomes_.size(), testIndices_.size() - first);
    const auto indices = std::span(testIndices_).subspan(first, count);
    evaluator_.evaluate(testReader_, indices, std::span(outcomes_).first(count));
    for (std::size_t i = 0; i < count; ++i) {
        sums.testRight += outcomes_[i].prediction == data_->test.labels[indices[i]];
        sums.testLoss += static_cast<double>(outcomes_[i].loss);
    }
    sums.evaluated += static_cast<std::int64_t>(count);
    if (sums.evaluated < std::ssize(testIndices_))
        return std::nullopt;
    return finishEpoch();
}

EpochMetrics TrainingSession::finishEpoch() {
    const EpochSums& sums = progress_.sums;
    const auto trained = static_cast<double>(sums.images);
    const auto evaluated = static_cast<double>(std::max<std::int64_t>(1, sums.evaluated));
    progress_.seconds += sums.seconds;
    const EpochMetrics metrics{.epoch = progress_.epoch,
                               .step = progress_.step,
                               .seconds = progress_.seconds,
                               .eta = rateOf(progress_.step),
                               .trainLoss = sums.loss / trained,
                               .trainAccuracy = static_cast<double>(sums.right) / trained,
                               .testLoss = sums.testLoss / evaluated,
                               .testAccuracy = static_cast<double>(sums.testRight) / evaluated,
                               .samplesPerSecond = trained / sums.seconds,
                               .allocatedBytes = sums.allocatedBytes,
                               .gradientNorm = sums.gradientNorm / static_cast<double>(progress_.batch)};
    ++progress_.epoch;
    progress_.batch = 0;
    progress_.sums = {};
    return metrics;
}

void TrainingSession::rewind() {
    if (start_.empty())
        initializeParameters(trainer_.graph(), trainer_.parameters(), initializationNamed(hyperparameters_.init),
                             static_cast<std::uint64_t>(hyperparameters_.seed), hyperparameters_.cells);
    else
        std::ranges::copy(start_, trainer_.parameters().begin());
    trainer_.optimizer().reset();
    progress_ = {};
}

void TrainingSession::startFrom(std::span<const NamedTensor> weights) {
    std::vector<float> parameters(trainer_.parameters().size());
    importWeights(trainer_.graph(), weights, parameters);
    start_ = std::move(parameters);
    rewind();
}

Checkpoint TrainingSession::checkpoint() const {
    const std::span<const float> parameters = trainer_.parameters();
    const std::span<const float> optimizer = trainer_.optimizer().state();
    return {.progress = progress_,
            .parameters = {parameters.begin(), parameters.end()},
            .optimizer = {optimizer.begin(), optimizer.end()},
            .updates = trainer_.optimizer().updates(),
            .start = start_};
}

void TrainingSession::restore(const Checkpoint& checkpoint) {
    checkFits(checkpoint);
    std::ranges::copy(checkpoint.parameters, trainer_.parameters().begin());
    trainer_.optimizer().restore(checkpoint.optimizer, checkpoint.updates);
    start_ = checkpoint.start;
    progress_ = checkpoint.progress;
    batches_.startEpoch(progress_.epoch); // of which a part may be trained
}

void TrainingSession::checkFits(const Checkpoint& checkpoint) const {
    const auto check = [](bool fits, const char* what) {
        if (!fits)
            throw std::invalid_argument(std::string("The checkpoint does not fit: ") + what + ".");
    };
    const TrainingProgress& progress = checkpoint.progress;
    const std::size_t parameters = trainer_.parameters().size();
    check(checkpoint.parameters.size() == parameters, "its network has another number of weights");
    check(checkpoint.start.empty() || checkpoint.start.size() == parameters,
          "its initial weights are another network's");
    check(checkpoint.optimizer.size() == trainer_.optimizer().state().size() && checkpoint.updates >= 0,
          "its optimizer remembers something else");
    const std::int64_t batches = batches_.count();
    check(progress.epoch >= 1 && progress.batch >= 0 && progress.batch <= batches && progress.step >= progress.batch &&
              (progress.step - progress.batch) % batches == 0 &&
              (progress.step - progress.batch) / batches == progress.epoch - 1,
          "it comes from an epoch with another number of batches");
    check(progress.sums.evaluated >= 0 && progress.sums.evaluated <= std::ssize(testIndices_),
          "it has evaluated more test images than there are");
}

void TrainingSession::change(const Hyperparameters& hyperparameters) {
    for (const HyperparameterRow* row : differences(hyperparameters_, hyperparameters))
        if (!row->changesWhileTraining)
            throw HyperparameterError(std::string(row->key) + " can't change while training: it needs a new network.");
    hyperparameters_ = hyperparameters;
    trainer_.setClip(hyperparameters.clip);
}

std::vector<DigitImage> TrainingSession::images(std::span<const std::int64_t> indices) const {
    std::vector<DigitImage> images;
    for (const std::int64_t index : indices) {
        requireIndex(index, data_->test);
        const auto pixels = data_->image(data_->test, index);
        images.push_back({index,
                          data_->width,
                          data_->height,
                          data_->test.labels[static_cast<std::size_t>(index)],
                          {pixels.begin(), pixels.end()}});
    }
    return images;
}

std::vector<Prediction> TrainingSession::predict(std::span<const std::int64_t> indices) {
    const std::vector<std::uint32_t> wanted = requireIndices(indices, data_->test);
    std::vector<ImageOutcome> outcomes(wanted.size());
    evaluator_.evaluate(testReader_, wanted, outcomes);
    std::vector<Prediction> predictions;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        predictions.push_back(
            {indices[i], data_->test.labels[wanted[i]], outcomes[i].prediction, outcomes[i].probability});
    return predictions;
}

Inspection TrainingSession::inspect(std::int64_t index) {
    requireIndex(index, data_->test);
    if (!inspector_)
        inspector_.emplace(description_, trainer_.parameters(), pixelPlaces(hyperparameters_, *data_));
    return inspector_->inspect(data_->test, index);
}

NetworkCheck TrainingSession::checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) {
    return checkNetwork(describeModel(hyperparameters_, data_->pixelsPerImage(), data_->classes), trainer_.parameters(),
                        data_->test, requireIndices(indices, data_->test), pixelPlaces(hyperparameters_, *data_),
                        {.elements = elements});
}

std::vector<NamedTensor> TrainingSession::weights() const {
    return exportWeights(trainer_.graph(), trainer_.parameters());
}

std::int64_t TrainingSession::allocatedBytes() const { return allocatedBytesOnThisThread() + pool_.allocatedBytes(); }

} // namespace unroll
