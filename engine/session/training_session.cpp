#include "engine/session/training_session.h"

#include "engine/data/reading_order.h"
#include "engine/nn/initializers.h"
#include "engine/nn/weights.h"
#include "engine/training/allocation_counter.h"
#include "engine/training/learning_rate.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

namespace unroll {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// The first `limit` of `count`; 0 takes all.
std::int64_t limited(std::int64_t count, std::int64_t limit) { return limit == 0 ? count : std::min(count, limit); }

// The widest vector instructions that this program was compiled for.
std::string simdName() {
    const std::string all = Eigen::SimdInstructionSetsInUse(); // "AVX512, FMA, AVX2, ...", the widest first
    const std::string first = all.substr(0, all.find(','));
    return first == "AVX512" ? "AVX-512" : first;
}

void requireIndex(std::int64_t index, const ImageSet& set) {
    if (index < 0 || index >= set.count)
        throw std::out_of_range("There is no test image " + std::to_string(index) + ": the set has " +
                                std::to_string(set.count) + ".");
}

} // namespace

ModelDescription describeModel(const Hyperparameters& hyperparameters, Index pixels, Index classes) {
    if (pixels % hyperparameters.cells != 0)
        throw HyperparameterError("cells must divide the " + std::to_string(pixels) + " pixels of an image; " +
                                  std::to_string(hyperparameters.cells) + " does not.");
    return {.pixels = pixels,
            .cells = hyperparameters.cells,
            .hidden = hyperparameters.hidden,
            .classes = classes,
            .activation = activationNamed(hyperparameters.activation),
            .cell = cellNamed(hyperparameters.cell),
            .layers = hyperparameters.layers,
            .output = outputNamed(hyperparameters.output)};
}

std::vector<std::uint32_t> pixelPlaces(const Hyperparameters& hyperparameters, const Dataset& data) {
    return pixelPlaces(readingOrderNamed(hyperparameters.order), data.width, data.height,
                       static_cast<std::uint64_t>(hyperparameters.seed));
}

int threadCount(std::int64_t threads) {
    return threads > 0 ? static_cast<int>(threads) : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

TrainingSession::TrainingSession(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters,
                                 SessionOrigin origin)
    : data_(std::move(data))
    , hyperparameters_(hyperparameters)
    , pool_(threadCount(hyperparameters.threads))
    , trainer_(describeModel(hyperparameters, data_->pixelsPerImage(), data_->classes),
               std::min(hyperparameters.batch, limited(data_->train.count, hyperparameters.trainLimit)), pool_,
               {.kind = optimizerNamed(hyperparameters.optimizer), .weightDecay = hyperparameters.weightDecay})
    , evaluator_(describeModel(hyperparameters, data_->pixelsPerImage(), data_->classes), trainer_.parameters(), pool_)
    , batches_(limited(data_->train.count, hyperparameters.trainLimit), hyperparameters.batch,
               static_cast<std::uint64_t>(hyperparameters.seed), hyperparameters.shuffle)
    , testIndices_(static_cast<std::size_t>(limited(data_->test.count, hyperparameters.testLimit)))
    , outcomes_(static_cast<std::size_t>(evaluator_.imagesPerPass())) {
    std::iota(testIndices_.begin(), testIndices_.end(), 0U);
    trainer_.setClip(hyperparameters.clip);
    trainer_.setPixelPlaces(pixelPlaces(hyperparameters, *data_));
    evaluator_.setPixelPlaces(pixelPlaces(hyperparameters, *data_));
    rewind();
    info_ = {.dataName = data_->name,
             .dataSha256 = std::move(origin.dataSha256),
             .trainImages = limited(data_->train.count, hyperparameters.trainLimit),
             .testImages = std::ssize(testIndices_),
             .width = data_->width,
             .height = data_->height,
             .classes = data_->classes,
             .parameters = trainer_.graph().parameterCount(),
             .batchesPerEpoch = batches_.count(),
             .threads = pool_.threads(),
             .simd = simdName(),
             .loadSeconds = origin.loadSeconds,
             .setupBytes = allocatedBytesOnThisThread() - origin.allocatedBefore,
             .countsAllocations = unroll::countsAllocations()};
}

bool TrainingSession::finished() const { return diverged_ || epoch_ > hyperparameters_.epochs; }

StepResult TrainingSession::step() {
    if (finished() || batch_ == batches_.count())
        throw std::logic_error("No batch is left to train: evaluate the epoch or rewind.");
    const Clock::time_point start = Clock::now();
    const std::int64_t allocatedBefore = allocatedBytes();
    StepResult result;
    const TrainingStep trained = trainBatch(result.batch);
    result.batch.allocatedBytes = allocatedBytes() - allocatedBefore;
    result.batch.seconds = secondsSince(start);

    if (!trained.finite()) {
        diverged_ = true;
        result.divergence = divergenceOf(result.batch);
        return result;
    }
    sums_.images += result.batch.images;
    sums_.right += trained.right;
    sums_.loss += trained.loss * static_cast<double>(result.batch.images);
    sums_.gradientNorm += trained.gradientNorm;
    sums_.seconds += result.batch.seconds;
    sums_.allocatedBytes += result.batch.allocatedBytes;
    result.epochFinished = batch_ == batches_.count();
    return result;
}

TrainingStep TrainingSession::trainBatch(BatchMetrics& batch) {
    if (batch_ == 0)
        batches_.startEpoch(epoch_);
    const auto indices = batches_.batch(batch_++);
    ++step_;
    const TrainingStep trained = trainer_.step(data_->train, indices, rateOf(step_));
    batch.epoch = epoch_;
    batch.batch = batch_;
    batch.step = step_;
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

// A weight that is not finite before it was used was made so by the update after the batch before.
Divergence TrainingSession::divergenceOf(const BatchMetrics& batch) const {
    const NonFinite found = trainer_.firstNonFinite().value_or(NonFinite{"gradient_norm", "all gradients", true});
    const bool byUpdate = found.op == "parameter" && !found.inBackward;
    Divergence divergence{batch.epoch, batch.batch, found.op, found.node};
    if (byUpdate)
        divergence.op = "update";
    if (byUpdate && batch.step > 1) {
        divergence.batch = batch.batch > 1 ? batch.batch - 1 : batches_.count();
        divergence.epoch = batch.batch > 1 ? batch.epoch : batch.epoch - 1;
    }
    return divergence;
}

std::optional<EpochMetrics> TrainingSession::evaluate() {
    if (finished() || batch_ != batches_.count())
        throw std::logic_error("There is an evaluation only at an epoch's end.");
    const auto first = static_cast<std::size_t>(sums_.evaluated);
    const auto count = std::min(outcomes_.size(), testIndices_.size() - first);
    const auto indices = std::span(testIndices_).subspan(first, count);
    evaluator_.evaluate(data_->test, indices, std::span(outcomes_).first(count));
    for (std::size_t i = 0; i < count; ++i) {
        sums_.testRight += outcomes_[i].prediction == data_->test.labels[indices[i]];
        sums_.testLoss += static_cast<double>(outcomes_[i].loss);
    }
    sums_.evaluated += static_cast<std::int64_t>(count);
    if (sums_.evaluated < std::ssize(testIndices_))
        return std::nullopt;
    return finishEpoch();
}

EpochMetrics TrainingSession::finishEpoch() {
    const auto images = static_cast<double>(sums_.images);
    const auto testImages = static_cast<double>(std::max<std::int64_t>(1, sums_.evaluated));
    seconds_ += sums_.seconds;
    const EpochMetrics metrics{.epoch = epoch_,
                               .step = step_,
                               .seconds = seconds_,
                               .eta = rateOf(step_),
                               .trainLoss = sums_.loss / images,
                               .trainAccuracy = static_cast<double>(sums_.right) / images,
                               .testLoss = sums_.testLoss / testImages,
                               .testAccuracy = static_cast<double>(sums_.testRight) / testImages,
                               .samplesPerSecond = images / sums_.seconds,
                               .allocatedBytes = sums_.allocatedBytes,
                               .gradientNorm = sums_.gradientNorm / static_cast<double>(batch_)};
    ++epoch_;
    batch_ = 0;
    sums_ = {};
    return metrics;
}

void TrainingSession::rewind() {
    initializeParameters(trainer_.graph(), trainer_.parameters(), initializationNamed(hyperparameters_.init),
                         static_cast<std::uint64_t>(hyperparameters_.seed));
    trainer_.reset();
    epoch_ = 1;
    batch_ = 0;
    step_ = 0;
    seconds_ = 0;
    sums_ = {};
    diverged_ = false;
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
    std::vector<std::uint32_t> wanted;
    for (const std::int64_t index : indices) {
        requireIndex(index, data_->test);
        wanted.push_back(static_cast<std::uint32_t>(index));
    }
    std::vector<ImageOutcome> outcomes(wanted.size());
    evaluator_.evaluate(data_->test, wanted, outcomes);
    std::vector<Prediction> predictions;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        predictions.push_back(
            {indices[i], data_->test.labels[wanted[i]], outcomes[i].prediction, outcomes[i].probability});
    return predictions;
}

Inspection TrainingSession::inspect(std::int64_t index) {
    requireIndex(index, data_->test);
    if (!inspector_)
        inspector_.emplace(describeModel(hyperparameters_, data_->pixelsPerImage(), data_->classes),
                           trainer_.parameters(), pixelPlaces(hyperparameters_, *data_));
    return inspector_->inspect(data_->test, index);
}

std::vector<NamedTensor> TrainingSession::weights() const {
    return exportWeights(trainer_.graph(), trainer_.parameters());
}

std::int64_t TrainingSession::allocatedBytes() const { return allocatedBytesOnThisThread() + pool_.allocatedBytes(); }

SessionFactory trainingSessionFactory(std::shared_ptr<Catalog> catalog) {
    // The hash of the last data set, so that the next session on it need not read all pixels again.
    struct Hashed {
        std::shared_ptr<const Dataset> data;
        std::string sha256;
    };
    return [catalog, last = std::make_shared<Hashed>()](const Hyperparameters& hyperparameters) {
        SessionOrigin origin{.dataSha256 = {}, .loadSeconds = 0, .allocatedBefore = allocatedBytesOnThisThread()};
        const Clock::time_point start = Clock::now();
        auto data = catalog->load(hyperparameters.data);
        origin.loadSeconds = secondsSince(start);
        if (last->data != data)
            *last = {data, data->sha256()};
        origin.dataSha256 = last->sha256;
        return std::make_unique<TrainingSession>(std::move(data), hyperparameters, std::move(origin));
    };
}

} // namespace unroll
