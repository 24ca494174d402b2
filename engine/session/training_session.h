// The session that really trains: data, network, trainer and evaluation behind the one door.
#pragma once

#include "engine/data/batches.h"
#include "engine/data/catalog.h"
#include "engine/session/session.h"
#include "engine/training/evaluation.h"
#include "engine/training/inspector.h"
#include "engine/training/trainer.h"

namespace unroll {

// The network that a setting stands for on images of so many pixels and classes. Throws HyperparameterError when the
// cells do not divide the pixels.
ModelDescription describeModel(const Hyperparameters& hyperparameters, Index pixels, Index classes);

// Where the pixels of the data's images are read, in the setting's order (see reading_order.h).
std::vector<std::uint32_t> pixelPlaces(const Hyperparameters& hyperparameters, const Dataset& data);

// The number of threads that `threads` asks for: 0 is one per core.
int threadCount(std::int64_t threads);

// What is known before a session is built.
struct SessionOrigin {
    std::string dataSha256;
    double loadSeconds = 0;
    std::int64_t allocatedBefore = 0; // allocatedBytesOnThisThread() before loading
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
    std::vector<DigitImage> images(std::span<const std::int64_t> indices) const override;
    std::vector<Prediction> predict(std::span<const std::int64_t> indices) override;
    Inspection inspect(std::int64_t index) override;
    std::vector<NamedTensor> weights() const override;

private:
    // Sums over the present epoch.
    struct Sums {
        std::int64_t images = 0;
        std::int64_t right = 0;
        double loss = 0; // times images
        double gradientNorm = 0;
        double seconds = 0;
        std::int64_t allocatedBytes = 0;
        std::int64_t evaluated = 0; // test images
        std::int64_t testRight = 0;
        double testLoss = 0;
    };

    double rateOf(std::int64_t step) const;
    TrainingStep trainBatch(BatchMetrics& batch);
    Divergence divergenceOf(const BatchMetrics& batch) const;
    EpochMetrics finishEpoch();
    std::int64_t allocatedBytes() const;

    std::shared_ptr<const Dataset> data_;
    Hyperparameters hyperparameters_;
    SessionInfo info_;
    WorkerPool pool_;
    Trainer trainer_;
    Evaluator evaluator_;
    Batches batches_;
    std::optional<Inspector> inspector_;     // made for the first inspection
    std::vector<std::uint32_t> testIndices_; // 0, 1, 2, ...
    std::vector<ImageOutcome> outcomes_;     // of one part of the test set

    std::int64_t epoch_ = 1; // the present one
    std::int64_t batch_ = 0; // trained in it
    std::int64_t step_ = 0;  // trained in all
    double seconds_ = 0;     // trained before this epoch
    Sums sums_;
    bool diverged_ = false;
};

// Builds training sessions on the catalog's data sets.
SessionFactory trainingSessionFactory(std::shared_ptr<Catalog> catalog);

} // namespace unroll
