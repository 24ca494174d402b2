// The session that really trains: data, network, trainer and evaluation behind the one door.
#pragma once

#include "engine/data/available_memory.h"
#include "engine/data/batches.h"
#include "engine/data/catalog.h"
#include "engine/session/fresh_images.h"
#include "engine/session/prepared_images.h"
#include "engine/session/session.h"
#include "engine/session/session_setup.h"
#include "engine/training/evaluation.h"
#include "engine/training/trainer.h"

#include <stop_token>

namespace unroll {

// What is known before a session is built.
struct SessionOrigin {
    std::string dataSha256;
    double loadSeconds = 0;
    std::int64_t allocatedBefore = 0;               // allocatedBytesOnThisThread() before loading
    std::shared_ptr<const PreparedImages> images{}; // made anew when they do not serve the setting
    std::function<std::uint64_t()> availableMemory = [] { return unroll::availableMemory(); }; // bytes, at any time
};

class TrainingSession : public Session {
public:
    TrainingSession(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters, SessionOrigin origin);

    const Hyperparameters& hyperparameters() const override { return hyperparameters_; }
    const SessionInfo& info() const override { return info_; }
    StepResult step() override;
    std::optional<EpochMetrics> evaluate() override;
    bool finished() const override;
    void rewind() override;
    void change(const Hyperparameters& hyperparameters) override;
    std::span<const HyperparameterChange> changes() const override { return changes_; }
    void abandonWhen(const std::atomic<bool>* flag) override;
    std::shared_ptr<const DataView> data() const override;
    Inspection inspect(std::int64_t index) override;
    void copyParameters(std::span<float> block) const override;
    std::shared_ptr<const Blueprint> blueprint() const override { return blueprint_; }
    NetworkCheck checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) override;
    std::optional<ConfusionMatrix> confusion() const override;
    std::vector<NamedTensor> weights() const override;
    void startFrom(std::span<const NamedTensor> weights) override;
    Checkpoint checkpoint() const override;
    void restore(const Checkpoint& checkpoint) override;

private:
    double rateOf(std::int64_t batch) const;
    void note(const HyperparameterRow& row, const HyperparameterValue& value);
    const ImageReader& trainReader() const;
    void beginEpoch();
    void checkBatchSize(std::int64_t images) const;
    void takeBatchSize(std::int64_t images);
    TrainingStep trainBatch(BatchMetrics& batch);
    StepResult finishStep(const TrainingStep& trained, const BatchMetrics& batch);
    std::optional<Divergence> divergenceAt(const BatchMetrics& batch, bool finite);
    std::int64_t batchSizeOf(const TrainingProgress& progress) const;
    void checkFits(const Checkpoint& checkpoint) const;
    void countOutcomes(std::span<const std::uint32_t> indices);
    void forgetOutcomes();
    std::int64_t allocatedBytes() const;

    std::shared_ptr<const Dataset> data_;
    std::function<std::uint64_t()> availableMemory_;
    Hyperparameters hyperparameters_;
    SessionInfo info_;
    ModelDescription description_;
    std::shared_ptr<const PreparedImages> images_;
    std::unique_ptr<FreshImages> fresh_; // nothing where every epoch has the same images
    const std::atomic<bool>* abandon_ = nullptr;
    WorkerPool pool_;
    Trainer trainer_;
    Evaluator evaluator_;
    Batches batches_;
    std::shared_ptr<const Blueprint> blueprint_;
    std::unique_ptr<SnapshotInspector> inspector_; // made for the first inspection
    std::vector<std::uint32_t> testIndices_;       // 0, 1, 2, ...
    std::vector<ImageOutcome> outcomes_;           // of one part of the test set
    ConfusionMatrix counting_;                     // of the parts evaluated so far
    ConfusionMatrix confusion_;                    // of the last whole evaluation; without images when there was none

    std::vector<float> start_; // the initial parameters when they were given and are not drawn
    std::int64_t batchSize_;   // of the epoch that began last; another one that is wanted waits for the next
    TrainingProgress progress_;
    std::vector<HyperparameterChange> changes_;
};

// Builds training sessions on the catalog's data sets. Once `stop` is requested, a session that is being built is given
// up between two images of its data: LoadingStopped is thrown.
SessionFactory trainingSessionFactory(std::shared_ptr<Catalog> catalog, std::stop_token stop = {});

} // namespace unroll
