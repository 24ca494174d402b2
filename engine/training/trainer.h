// One step of training: a batch is cut into shards, each shard runs its own tape, the shards' gradients are summed in
// a fixed order, and the weights move once.
//
// How a batch is cut depends on its size alone, so that the bits of the result do not depend on the number of threads.
#pragma once

#include "engine/autodiff/anomaly.h"
#include "engine/training/image_reader.h"
#include "engine/training/optimizer.h"
#include "engine/training/worker_pool.h"

#include <deque>

namespace unroll {

// What a step saw, before its update.
struct TrainingStep {
    double loss = 0;         // mean over the images, in nats
    std::int64_t right = 0;  // images whose largest logit is their label's
    double gradientNorm = 0; // Euclidean norm of the gradient of the mean loss, all parameters together, unclipped

    bool finite() const;
};

class Trainer {
public:
    // For batches of up to `batchSize` images, whose readers are of this kind. Parameters are zero until they are set.
    // The pool must outlive it.
    Trainer(const ModelDescription& description, Index batchSize, WorkerPool& pool,
            const OptimizerSettings& optimizer = {}, Pixels pixels = Pixels::Dense);

    // Bytes that a trainer takes, and those among them that resize() takes anew.
    static std::int64_t bytes(const ModelDescription& description, Index batchSize, const OptimizerSettings& optimizer,
                              Pixels pixels);
    static std::int64_t bytesOfResizing(const ModelDescription& description, Index batchSize, Pixels pixels);

    // From now on for batches of up to so many images: weights and optimizer stay, memory is taken anew, beside what it
    // has. Throws std::bad_alloc where there is too little; everything is then as it was.
    void resize(Index batchSize);

    // Lets step() throw Abandoned once this becomes true; the weights and the optimizer are then as they were before
    // the step. The flag must outlive the trainer.
    void abandonWhen(const std::atomic<bool>* flag);

    // What moves the weights; its state() is saved, restored and reset by whoever owns the training.
    Optimizer& optimizer() { return optimizer_; }
    const Optimizer& optimizer() const { return optimizer_; }

    // Scales the gradient down to this global norm where it is larger; 0, as at first, leaves it.
    void setClip(double norm) { clip_ = norm; }

    // The network's weights; laid out as graph() says.
    std::span<float> parameters() { return parameters_.span(); }
    std::span<const float> parameters() const { return parameters_.span(); }
    const Graph& graph() const { return shards_.front().model.graph(); }

    // The gradient of the last step's mean loss, clipped, in the parameters' layout.
    std::span<const float> gradients() { return shards_.front().tape.parameterGradients(); }

    // Trains on the images with these indices, at most batchSize of them. When loss or gradient is not finite the
    // weights stay as they are.
    // Meanwhile the processor may fetch the images `next`, with which the next step will train.
    TrainingStep step(const ImageReader& images, std::span<const std::uint32_t> indices, double eta,
                      std::span<const std::uint32_t> next = {});

    // What made the first value that is not finite in the last step, when its loss or gradient was not; looks through
    // the step once more, image by image. The parameters must be as they were. A sum of the images' gradients that
    // overflows is of the op "gradient_sum", its node the parameter. May throw Abandoned.
    std::optional<NonFinite> firstNonFinite();

    // The first parameter with a weight that is not finite.
    std::optional<NonFinite> firstNonFiniteParameter() const;

private:
    struct Shard {
        Shard(const ModelDescription& description, Index images, Pixels pixels, std::span<const float> parameters);

        Model model;
        Tape<float> tape;
        std::vector<float> seed;           // the weight of each image's loss in the batch's; 0 where there is none
        std::vector<std::uint32_t> sorted; // its images, by the cell in which they begin
        std::vector<Index> begun;          // the number of them that begin up to each cell
        double loss = 0;                   // sum over its images
        std::int64_t right = 0;
    };

    void giveUpIfAbandoned() const;
    void runShard(Shard& shard, const ImageReader& images, std::span<const std::uint32_t> indices,
                  std::span<const std::uint32_t> next, float weight);
    template <typename Run>
    void overPieces(Run run);
    double sumGradients(int shards);
    std::optional<NonFinite> nonFiniteParameter(std::span<const float> block) const;
    void update(double gradientNorm, double eta);

    ModelDescription description_;
    Pixels pixels_;
    Index shardSize_ = 0;
    WorkerPool& pool_;
    const std::atomic<bool>* abandon_ = nullptr;
    Arena<float> parameters_;
    Optimizer optimizer_;
    double clip_ = 0;
    std::deque<Shard> shards_;
    int shardsUsed_ = 0;               // in the last step
    std::vector<double> partialNorms_; // of each piece of the gradient block, squared
};

} // namespace unroll
