#include "engine/session/training_session.h"

#include "engine/data/available_memory.h"
#include "engine/data/data_notes.h"
#include "engine/nn/initializers.h"
#include "engine/session/memory_need.h"
#include "engine/session/training_blueprint.h"
#include "engine/session/training_progress.h"
#include "engine/tensor/simd.h"
#include "engine/training/allocation_counter.h"
#include "engine/training/learning_rate.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <numeric>

namespace unroll {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

ModelDescription fittingModel(const Hyperparameters& hyperparameters, const Dataset& data, std::uint64_t available) {
    const ModelDescription description = describeModel(hyperparameters, data.pixelsPerImage(), data.classes);
    checkMemory(hyperparameters, description, data, static_cast<double>(available));
    return description;
}

} // namespace

TrainingSession::TrainingSession(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters,
                                 SessionOrigin origin)
    : data_(std::move(data))
    , availableMemory_(std::move(origin.availableMemory))
    , hyperparameters_(hyperparameters)
    , description_(fittingModel(hyperparameters, *data_, availableMemory_()))
    , images_(preparedImages(data_, hyperparameters, origin.images))
    , fresh_(FreshImages::wanted(data_, images_, hyperparameters))
    , pool_(threadCount(hyperparameters.threads))
    , trainer_(description_, std::min(hyperparameters.batch, trainImages(hyperparameters, *data_)), pool_,
               optimizerSettings(hyperparameters), images_->trainPixels())
    , evaluator_(description_, trainer_.parameters(), pool_, images_->test().pixels())
    , batches_(trainImages(hyperparameters, *data_), hyperparameters.batch,
               static_cast<std::uint64_t>(hyperparameters.seed), hyperparameters.shuffle)
    , blueprint_(
          std::make_shared<TrainingBlueprint>(data_, hyperparameters, description_, trainer_.parameters().size()))
    , testIndices_(static_cast<std::size_t>(testImages(hyperparameters, *data_)))
    , outcomes_(static_cast<std::size_t>(evaluator_.imagesPerPass()))
    , batchSize_(hyperparameters.batch) {
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
             .classNames = data_->namesOfClasses(),
             .testHeldOut = data_->testHeldOut,
             .notes = dataNotes(*data_, trainImages(hyperparameters, *data_), std::ssize(testIndices_)),
             .parameters = trainer_.graph().parameterCount(),
             .batchesPerEpoch = batches_.count(),
             .threads = pool_.threads(),
             .simd = std::string(simd()),
             .loadSeconds = origin.loadSeconds,
             .setupBytes = allocatedBytesOnThisThread() - origin.allocatedBefore,
             .countsAllocations = unroll::countsAllocations()};
}

bool TrainingSession::finished() const { return progress_.diverged || progress_.epoch > hyperparameters_.epochs; }

void TrainingSession::abandonWhen(const std::atomic<bool>* flag) {
    abandon_ = flag;
    trainer_.abandonWhen(flag);
    evaluator_.abandonWhen(flag);
}

const ImageReader& TrainingSession::trainReader() const { return fresh_ ? fresh_->reader() : *images_->train(); }

StepResult TrainingSession::step() {
    if (finished() || (progress_.batch > 0 && progress_.batch == batches_.count()))
        throw std::logic_error("No batch is left to train: evaluate the epoch or rewind.");
    const Clock::time_point arrival = Clock::now();
    StepResult abandoned;
    abandoned.abandoned = true;
    if (fresh_ && !fresh_->take(progress_.epoch, abandon_))
        return abandoned;
    const double waited = secondsSince(arrival);
    if (progress_.batch == 0)
        beginEpoch();
    const Clock::time_point start = Clock::now();
    const std::int64_t allocatedBefore = allocatedBytes();
    BatchMetrics batch;
    try {
        const TrainingStep trained = trainBatch(batch);
        batch.allocatedBytes = allocatedBytes() - allocatedBefore;
        batch.seconds = waited + secondsSince(start);
        return finishStep(trained, batch);
    } catch (const Abandoned&) {
        return abandoned;
    }
}

StepResult TrainingSession::finishStep(const TrainingStep& trained, const BatchMetrics& batch) {
    StepResult result;
    result.batch = batch;
    result.divergence = divergenceAt(batch, trained.finite()); // the search may be abandoned
    ++progress_.batch;
    ++progress_.step;
    progress_.diverged = result.divergence.has_value();
    if (progress_.diverged)
        return result;
    addBatch(progress_.sums, batch, trained.right);
    result.epochFinished = progress_.batch == batches_.count();
    return result;
}

TrainingStep TrainingSession::trainBatch(BatchMetrics& batch) {
    const auto indices = batches_.batch(progress_.batch);
    batch.epoch = progress_.epoch;
    batch.batch = progress_.batch + 1;
    batch.step = progress_.step + 1;
    batch.images = std::ssize(indices);
    batch.batches = batches_.count();
    const auto next = batch.batch < batch.batches ? batches_.batch(batch.batch) : std::span<const std::uint32_t>();
    batch.eta = rateOf(batch.batch);
    const TrainingStep trained = trainer_.step(trainReader(), indices, batch.eta, next);
    batch.loss = trained.loss;
    batch.accuracy = static_cast<double>(trained.right) / static_cast<double>(indices.size());
    batch.gradientNorm = trained.gradientNorm;
    return trained;
}

void TrainingSession::beginEpoch() {
    takeBatchSize(hyperparameters_.batch);
    progress_.images = batchSize_;
    batches_.startEpoch(progress_.epoch);
}

void TrainingSession::checkBatchSize(std::int64_t images) const {
    if (images != batchSize_)
        checkBatchMemory(std::min(images, info_.trainImages), description_, images_->trainPixels(),
                         static_cast<double>(availableMemory_()));
}

// Before anything of the epoch is counted: the memory for batches of another size is no part of the training.
void TrainingSession::takeBatchSize(std::int64_t images) {
    if (images == batchSize_)
        return;
    checkBatchSize(images); // others may have taken memory since it was wanted
    try {
        trainer_.resize(std::min(images, info_.trainImages));
    } catch (const std::bad_alloc&) {
        throw HyperparameterError("There is too little memory for batches of " + std::to_string(images) + " images",
                                  "take a smaller batch.", "batch");
    }
    batches_.resize(images);
    batchSize_ = images;
    info_.batchesPerEpoch = batches_.count();
}

// The learning rate of a batch of the present epoch, counted from 1.
double TrainingSession::rateOf(std::int64_t batch) const {
    return learningRate(scheduleNamed(hyperparameters_.schedule), hyperparameters_.eta,
                        (progress_.epoch - 1) * batches_.count() + batch - 1,
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
        divergence =
            describe(trainer_.firstNonFinite().value_or(NonFinite{.op = "gradient_norm", .node = "all gradients"}));
    else if (const auto weight = batch.batch == batches_.count() ? trainer_.firstNonFiniteParameter() : std::nullopt)
        divergence = describe(*weight);
    if (divergence && divergence->op == "parameter" && (finite || batch.batch > 1)) {
        divergence->op = "update";
        divergence->batch -= finite ? 0 : 1;
    }
    return divergence;
}

std::optional<EpochMetrics> TrainingSession::evaluate() {
    if (finished() || progress_.batch == 0 || progress_.batch != batches_.count())
        throw std::logic_error("There is an evaluation only at an epoch's end.");
    EpochSums& sums = progress_.sums;
    const auto first = static_cast<std::size_t>(sums.evaluated);
    const auto count = std::min(outcomes_.size(), testIndices_.size() - first);
    const auto indices = std::span(testIndices_).subspan(first, count);
    try {
        evaluator_.evaluate(images_->test(), indices, std::span(outcomes_).first(count));
    } catch (const Abandoned&) {
        return std::nullopt;
    }
    countOutcomes(indices);
    if (sums.evaluated < std::ssize(testIndices_))
        return std::nullopt;
    std::swap(confusion_, counting_);
    return closeEpoch(progress_, rateOf(progress_.batch));
}

void TrainingSession::countOutcomes(std::span<const std::uint32_t> indices) {
    EpochSums& sums = progress_.sums;
    if (sums.evaluated == 0)
        std::ranges::fill(counting_.counts, 0);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const int label = data_->test.labels[indices[i]];
        sums.testRight += outcomes_[i].prediction == label;
        sums.testLoss += static_cast<double>(outcomes_[i].loss);
        ++counting_.at(label, outcomes_[i].prediction);
    }
    sums.evaluated += std::ssize(indices);
}

void TrainingSession::forgetOutcomes() {
    for (ConfusionMatrix* matrix : {&counting_, &confusion_})
        *matrix = {data_->classes, std::vector<std::int64_t>(static_cast<std::size_t>(data_->classes) *
                                                             static_cast<std::size_t>(data_->classes))};
}

void TrainingSession::rewind() {
    if (start_.empty())
        initializeParameters(trainer_.graph(), trainer_.parameters(), initializationNamed(hyperparameters_.init),
                             static_cast<std::uint64_t>(hyperparameters_.seed), hyperparameters_.cells);
    else
        std::ranges::copy(start_, trainer_.parameters().begin());
    trainer_.optimizer().reset();
    progress_ = {};
    changes_.clear();
    info_.simdBefore.clear();
    forgetOutcomes();
}

// Before the first batch there is nothing to change. Everything holds from the next batch on, but a batch size, which
// waits for an epoch to begin.
void TrainingSession::note(const HyperparameterRow& row, const HyperparameterValue& value) {
    if (progress_.step == 0)
        return;
    const bool waits = row.key == "batch" && progress_.batch > 0;
    const std::int64_t batch = waits ? batches_.count() : progress_.batch;
    noteChange(changes_, {.step = progress_.step + batch - progress_.batch,
                          .epochs = static_cast<double>(progress_.epoch - 1) +
                                    static_cast<double>(batch) / static_cast<double>(batches_.count()),
                          .key = std::string(row.key),
                          .from = valueOf(hyperparameters_, row),
                          .to = value});
}

void TrainingSession::change(const Hyperparameters& hyperparameters) {
    const auto changed = differences(hyperparameters_, hyperparameters);
    for (const HyperparameterRow* row : changed)
        if (!row->changesWhileTraining)
            throw HyperparameterError(std::string(row->key) + " can't change while training", "it needs a new network.",
                                      row->key);
    checkBatchSize(hyperparameters.batch);
    for (const HyperparameterRow* row : changed)
        note(*row, valueOf(hyperparameters, *row));
    hyperparameters_ = hyperparameters;
    trainer_.setClip(hyperparameters.clip);
}

std::int64_t TrainingSession::allocatedBytes() const { return allocatedBytesOnThisThread() + pool_.allocatedBytes(); }

} // namespace unroll
