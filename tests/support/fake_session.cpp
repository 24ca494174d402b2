#include "tests/support/fake_session.h"

#include "tests/support/fake_data.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace unroll {
namespace {

constexpr std::int64_t imagesPerBatch = 100;
constexpr double secondsPerBatch = 0.001;

void take(double milliseconds) {
    if (milliseconds > 0)
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(milliseconds));
}

Prediction predictionAt(std::int64_t step, std::int64_t seed, std::int64_t index) {
    const double accuracy = FakeSession::accuracyAt(step, seed);
    const int label = FakeSession::labelOf(index);
    const bool right = static_cast<double>(index % 10) < accuracy * 10;
    return {index, label, right ? label : (label + 1) % 10, static_cast<float>(accuracy)};
}

// Takes three pieces. Its sharpness is the step of the weights; of a landscape each piece shows, of others the last.
class FakeStudy : public SnapshotStudy {
public:
    static constexpr int pieces = 3;

    FakeStudy(FakeScript script, std::shared_ptr<const Snapshot> snapshot, StudyWish wish)
        : script_(std::move(script))
        , snapshot_(std::move(snapshot))
        , wish_(std::move(wish)) {}

    bool advance(const std::atomic<bool>& abandoned) override {
        if (script_.beforeLook)
            script_.beforeLook(Query{.study = wish_});
        ++script_.log->looks;
        taken_ += abandoned ? 0 : 1;
        return !abandoned;
    }
    bool done() const override { return taken_ == pieces; }
    std::shared_ptr<const StudyResult> result() const override {
        if (const auto* asked = std::get_if<LandscapeStudy>(&wish_)) {
            Landscape landscape{.images = asked->images, .alpha = {-1, 0, 1}, .beta = {-1, 0, 1}};
            for (int i = 0; i < 9; ++i)
                landscape.loss.push_back(i < 3 * taken_ ? 1 + i : std::numeric_limits<double>::quiet_NaN());
            return std::make_shared<const StudyResult>(std::move(landscape));
        }
        if (!done())
            return nullptr;
        if (std::holds_alternative<MapStudy>(wish_))
            return std::make_shared<const StudyResult>(StateMap{.points = {{0, 1, 1, 2, 3}, {1, 2, 1, 4, 5}}});
        if (std::holds_alternative<ParameterStudy>(wish_)) {
            const Histogram histogram{-1, 1, {0, 1, 0}};
            ParameterStatistics found{.images = 1, .parameters = {{"step", 1, 1, 1, histogram, histogram}}};
            found.layers = {{.units = 1}};
            return std::make_shared<const StudyResult>(std::move(found));
        }
        const auto step = static_cast<double>(snapshot_->parameters.at(0));
        return std::make_shared<const StudyResult>(Sharpness{.largestEigenvalue = step});
    }

private:
    FakeScript script_;
    std::shared_ptr<const Snapshot> snapshot_;
    StudyWish wish_;
    int taken_ = 0;
};

// What is said after the last cell; whatever is no test image reads as the first of them.
class FakeInspector : public SnapshotInspector {
public:
    FakeInspector(FakeScript script, std::int64_t seed)
        : script_(std::move(script))
        , seed_(seed) {}

    std::optional<Findings> look(const Snapshot& snapshot, const Query& query,
                                 const std::atomic<bool>& abandoned) override {
        if (script_.beforeLook)
            script_.beforeLook(query);
        if (abandoned)
            return std::nullopt;
        ++script_.log->looks;
        Findings findings{snapshot.moment, query};
        for (const Subject& subject : query.subjects) {
            const auto* test = std::get_if<TestImage>(&subject);
            const std::int64_t index = test ? test->index : 0;
            if (index < 0 || index >= script_.testImages)
                throw std::out_of_range("There is no test image " + std::to_string(index) + ".");
            const auto step = static_cast<std::int64_t>(snapshot.parameters.at(0));
            const Prediction found = predictionAt(step, seed_, index);
            findings.answers.push_back({found.label, found.prediction, found.probability});
        }
        return findings;
    }

    std::unique_ptr<SnapshotStudy> study(std::shared_ptr<const Snapshot> snapshot, const StudyWish& wish) override {
        return std::make_unique<FakeStudy>(script_, std::move(snapshot), wish);
    }

private:
    FakeScript script_;
    std::int64_t seed_;
};

class FakeBlueprint : public Blueprint {
public:
    FakeBlueprint(FakeScript script, const Hyperparameters& hyperparameters)
        : script_(std::move(script))
        , seed_(hyperparameters.seed) {}

    std::size_t parameters() const override { return 1; }
    std::vector<float> parametersOf(std::span<const NamedTensor> weights) const override {
        if (weights.size() != 1 || weights.front().values.size() != 1)
            throw std::invalid_argument("A fake network has one parameter.");
        return weights.front().values;
    }
    std::vector<NamedTensor> weightsOf(std::span<const float> parameters) const override {
        return {{"step", {1}, {parameters.begin(), parameters.end()}}};
    }
    std::unique_ptr<SnapshotInspector> inspector() const override {
        return std::make_unique<FakeInspector>(script_, seed_);
    }

private:
    FakeScript script_;
    std::int64_t seed_;
};

} // namespace

FakeSession::FakeSession(FakeScript script, const Hyperparameters& hyperparameters)
    : script_(std::move(script))
    , hyperparameters_(hyperparameters) {
    if (script_.beforeSetup)
        script_.beforeSetup(hyperparameters_);
    take(script_.setupMilliseconds);
    if (!script_.setupError.empty())
        throw std::runtime_error(script_.setupError);
    info_.dataName = hyperparameters_.data;
    info_.dataSha256 = std::string(64, '0');
    info_.trainImages = script_.batchesPerEpoch * imagesPerBatch;
    info_.testImages = script_.testImages;
    info_.width = info_.height = script_.side;
    info_.classes = 10;
    info_.classNames = script_.classNames;
    info_.parameters = 17354;
    info_.batchesPerEpoch = script_.batchesPerEpoch;
    info_.threads = 1;
    info_.simd = "none";
    blueprint_ = std::make_shared<FakeBlueprint>(script_, hyperparameters_);
    ++script_.log->built;
    ++script_.log->alive;
    script_.log->thread = std::this_thread::get_id();
}

FakeSession::~FakeSession() { --script_.log->alive; }

double FakeSession::lossAt(std::int64_t step, std::int64_t seed) {
    return 2.3 * std::exp(-static_cast<double>(step) / 50.0) + static_cast<double>(seed % 10) * 1e-3;
}

double FakeSession::accuracyAt(std::int64_t step, std::int64_t seed) {
    return 1.0 - 0.9 * std::exp(-static_cast<double>(step) / 50.0) - static_cast<double>(seed % 10) * 1e-3;
}

BatchMetrics FakeSession::batchAt(std::int64_t step) const {
    BatchMetrics batch;
    batch.epoch = (step - 1) / script_.batchesPerEpoch + 1;
    batch.batch = (step - 1) % script_.batchesPerEpoch + 1;
    batch.step = step;
    batch.images = imagesPerBatch;
    batch.batches = script_.batchesPerEpoch;
    batch.loss = lossAt(step, hyperparameters_.seed);
    batch.accuracy = accuracyAt(step, hyperparameters_.seed);
    batch.gradientNorm = batch.loss / 2;
    batch.seconds = secondsPerBatch;
    return batch;
}

StepResult FakeSession::step() {
    if (finished() || partsLeft_ > 0)
        throw std::logic_error("step() was called although the session is finished or an evaluation is due.");
    script_.log->thread = std::this_thread::get_id();
    if (script_.beforeStep)
        script_.beforeStep(step_ + 1);
    take(script_.stepMilliseconds);
    if (isAbandoned()) {
        ++script_.log->abandoned;
        StepResult nothing;
        nothing.abandoned = true;
        return nothing;
    }
    if (script_.failsAtStep == step_ + 1)
        throw std::runtime_error(script_.stepError);
    ++step_;
    ++script_.log->steps;
    StepResult result{batchAt(step_), false, std::nullopt};
    if (script_.divergesAtStep == step_) {
        diverged_ = true;
        result.batch.loss = std::numeric_limits<double>::quiet_NaN();
        result.divergence = Divergence{result.batch.epoch, result.batch.batch, "affine", "cell 2 state"};
        return result;
    }
    result.epochFinished = result.batch.batch == script_.batchesPerEpoch;
    if (result.epochFinished)
        partsLeft_ = script_.evaluationParts;
    return result;
}

std::optional<EpochMetrics> FakeSession::evaluate() {
    if (partsLeft_ == 0)
        throw std::logic_error("evaluate() was called although no evaluation is due.");
    script_.log->thread = std::this_thread::get_id();
    take(script_.evaluationMilliseconds);
    if (isAbandoned())
        return std::nullopt;
    ++script_.log->evaluations;
    if (--partsLeft_ > 0)
        return std::nullopt;
    EpochMetrics epoch;
    epoch.epoch = step_ / script_.batchesPerEpoch;
    epoch.step = step_;
    epoch.seconds = static_cast<double>(step_) * secondsPerBatch;
    epoch.eta = hyperparameters_.eta;
    epoch.trainLoss = epoch.testLoss = lossAt(step_, hyperparameters_.seed);
    epoch.trainAccuracy = epoch.testAccuracy = accuracyAt(step_, hyperparameters_.seed);
    epoch.samplesPerSecond = imagesPerBatch / secondsPerBatch;
    epoch.gradientNorm = epoch.trainLoss / 2;
    return epoch;
}

bool FakeSession::finished() const {
    return diverged_ || (partsLeft_ == 0 && step_ >= hyperparameters_.epochs * script_.batchesPerEpoch);
}

void FakeSession::rewind() {
    step_ = 0;
    partsLeft_ = 0;
    diverged_ = false;
    changes_.clear();
    ++script_.log->rewinds;
}

void FakeSession::startFrom(std::span<const NamedTensor>) { rewind(); }

Checkpoint FakeSession::checkpoint() const {
    Checkpoint checkpoint;
    TrainingProgress& progress = checkpoint.progress;
    const bool withinEpoch = partsLeft_ > 0 || diverged_;
    const std::int64_t before = withinEpoch ? (step_ - 1) / script_.batchesPerEpoch : step_ / script_.batchesPerEpoch;
    progress.epoch = before + 1;
    progress.batch = step_ - before * script_.batchesPerEpoch;
    progress.step = step_;
    progress.sums.evaluated = partsLeft_ > 0 ? script_.evaluationParts - partsLeft_ : 0;
    progress.diverged = diverged_;
    checkpoint.parameters = {static_cast<float>(step_)};
    checkpoint.updates = step_;
    return checkpoint;
}

void FakeSession::restore(const Checkpoint& checkpoint) {
    if (checkpoint.parameters.size() != 1)
        throw std::invalid_argument("The checkpoint does not fit: its network has another number of weights.");
    const TrainingProgress& progress = checkpoint.progress;
    info_.simdBefore = checkpoint.simd;
    step_ = progress.step;
    diverged_ = progress.diverged;
    const bool due = !diverged_ && progress.batch == script_.batchesPerEpoch;
    partsLeft_ = due ? script_.evaluationParts - static_cast<int>(progress.sums.evaluated) : 0;
}

void FakeSession::change(const Hyperparameters& hyperparameters) {
    const auto changed = differences(hyperparameters_, hyperparameters);
    for (const HyperparameterRow* row : changed)
        if (!row->changesWhileTraining)
            throw HyperparameterError(std::string(row->key) + " can't be changed while training.");
    if (script_.beforeChange)
        script_.beforeChange(hyperparameters);
    const double epochs = static_cast<double>(step_) / static_cast<double>(script_.batchesPerEpoch);
    for (const HyperparameterRow* row : changed)
        changes_.push_back(
            {step_, epochs, std::string(row->key), valueOf(hyperparameters_, *row), valueOf(hyperparameters, *row)});
    hyperparameters_ = hyperparameters;
}

void FakeSession::checkIndices(std::span<const std::int64_t> indices) const {
    for (const std::int64_t index : indices)
        if (index < 0 || index >= script_.testImages)
            throw std::out_of_range("There is no test image " + std::to_string(index) + ".");
}

std::shared_ptr<const DataView> FakeSession::data() const {
    return std::make_shared<FakeData>(info_.trainImages, info_.testImages, script_.side);
}

void FakeSession::copyParameters(std::span<float> block) const {
    if (block.size() != 1)
        throw std::invalid_argument("A fake network has one parameter.");
    block[0] = static_cast<float>(step_);
    ++script_.log->snapshots;
}

NetworkCheck FakeSession::checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) {
    checkIndices(indices);
    NetworkCheck check{.images = static_cast<std::int64_t>(indices.size()),
                       .loss = lossAt(step_, hyperparameters_.seed)};
    check.parameters.push_back({.name = "step", .elements = elements, .shares = {{.cell = 1, .norm = 1}}});
    return check;
}

Inspection FakeSession::inspect(std::int64_t index) {
    checkIndices(std::span(&index, 1));
    const Prediction prediction = predictionAt(step_, hyperparameters_.seed, index);
    Inspection inspection;
    inspection.index = index;
    inspection.label = prediction.label;
    inspection.prediction = prediction.prediction;
    inspection.probabilitiesPerCell.assign(2, std::vector<float>(10, 0.1F));
    return inspection;
}

std::optional<ConfusionMatrix> FakeSession::confusion() const {
    if (step_ < script_.batchesPerEpoch)
        return std::nullopt;
    ConfusionMatrix matrix{10, std::vector<std::int64_t>(100)};
    const double accuracy = accuracyAt(step_, hyperparameters_.seed);
    for (std::int64_t index = 0; index < script_.testImages; ++index) {
        const int label = labelOf(index);
        ++matrix.at(label, static_cast<double>(index % 10) < accuracy * 10 ? label : (label + 1) % 10);
    }
    return matrix;
}

std::vector<NamedTensor> FakeSession::weights() const { return {{"step", {1}, {static_cast<float>(step_)}}}; }

BlueprintFactory fakeBlueprints(FakeScript script) {
    return [script = std::move(script)](const Hyperparameters& hyperparameters) {
        return std::make_shared<const FakeBlueprint>(script, hyperparameters);
    };
}

SessionFactory fakeFactory(FakeScript script) {
    return [script = std::move(script)](const Hyperparameters& hyperparameters) {
        return std::make_unique<FakeSession>(script, hyperparameters);
    };
}

} // namespace unroll
