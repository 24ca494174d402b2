// The one door to the engine: a training as an object that is asked for the next small piece of work.
//
// A session is synchronous and belongs to one thread at a time. It throws std::runtime_error with one sentence for a
// person (what, where, what to do) when data can't be read.
#pragma once

#include "engine/session/blueprint.h"
#include "engine/session/checkpoint.h"
#include "engine/session/data_view.h"
#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"
#include "engine/session/metrics.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// What one call of step() did.
struct StepResult {
    BatchMetrics batch;
    bool epochFinished = false; // it was the epoch's last batch: evaluate() comes next
    std::optional<Divergence> divergence;
    bool abandoned = false; // see Session::abandonWhen(); nothing was trained

    bool operator==(const StepResult&) const = default;
};

class Session {
public:
    virtual ~Session() = default;

    virtual const Hyperparameters& hyperparameters() const = 0;
    virtual const SessionInfo& info() const = 0;

    // Trains one batch. Not to be called when finished() or between an epoch's last batch and its evaluation
    // (std::logic_error). Throws HyperparameterError when there is no memory left for another batch size that begins
    // with it; the training is then as it was.
    virtual StepResult step() = 0;

    // Evaluates the next part of the test set (a few milliseconds for the paper's network). Returns the epoch's metrics
    // with its last part. Only after a step that finished an epoch (std::logic_error).
    virtual std::optional<EpochMetrics> evaluate() = 0;

    // All epochs are trained and evaluated, or training diverged.
    virtual bool finished() const = 0;

    // Back to the initial weights and the first batch.
    virtual void rewind() = 0;

    // Back to the first batch with these as the initial weights, in place of drawn ones. Throws std::invalid_argument
    // naming the tensor that does not fit; the training is then as it was.
    virtual void startFrom(std::span<const NamedTensor> weights) = 0;

    // Where the training stands, between any two calls.
    virtual Checkpoint checkpoint() const = 0;

    // Goes on where a session of the same setting and data stood; the number of threads may be another, and with a
    // constant schedule the number of epochs. Where it stood on a processor of another level, as info().simdBefore then
    // tells, it goes on with the same bits to rounding only. Throws std::invalid_argument with one sentence when the
    // checkpoint does not fit the network or the data, HyperparameterError when its batches do not fit into memory; the
    // training is then as it was.
    virtual void restore(const Checkpoint& checkpoint) = 0;

    // Changes what may change while training (see the table); throws HyperparameterError for anything else, and for
    // batches that do not fit into memory, and then changes nothing. A new batch size holds from the next epoch's first
    // batch on, with info().batchesPerEpoch; everything else from the next batch.
    virtual void change(const Hyperparameters& hyperparameters) = 0;

    // What change() changed in a training that had begun, since the start or the last rewind. A new batch size stands
    // where the next epoch begins, though that may be ahead.
    virtual std::span<const HyperparameterChange> changes() const = 0;

    // While this flag is true, step() and evaluate() give up what they are at and return soon, within one operation of
    // the network: an abandoned step, no epoch. The training is as it was before the call. Another thread may set the
    // flag; it outlives the session, or is replaced by a null pointer.
    virtual void abandonWhen(const std::atomic<bool>* flag) = 0;

    // The data that the session works on, all of it; a null pointer where there is nothing to look at.
    virtual std::shared_ptr<const DataView> data() const = 0;

    // How the network comes to its answer for a test image, at its present weights. Does not touch the training.
    // Throws std::out_of_range for an index beyond the test set.
    virtual Inspection inspect(std::int64_t index) = 0;

    // Writes the present weights in the network's layout, for a snapshot; allocates nothing. Throws
    // std::invalid_argument when the block has another size than blueprint()->parameters().
    virtual void copyParameters(std::span<float> block) const = 0;

    // What looks into snapshots of the network. The same until the session is gone.
    virtual std::shared_ptr<const Blueprint> blueprint() const = 0;

    // Holds the gradient of these test images' mean loss against differences, at the present weights, parameter by
    // parameter and cell by cell; `elements` of every parameter are moved in every cell, 0 takes all. Takes four
    // forward passes each, in double. Does not touch the training. Throws std::out_of_range as inspect(), and
    // std::invalid_argument without an image.
    virtual NetworkCheck checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) = 0;

    // How the last epoch's evaluation read the whole test set; nothing before there was one, nor after rewind(),
    // startFrom() or restore().
    virtual std::optional<ConfusionMatrix> confusion() const = 0;

    // The weights under PyTorch's names and shapes, row-major.
    virtual std::vector<NamedTensor> weights() const = 0;
};

// Builds a session: loads the data and sets up the network. Throws std::runtime_error (data can't be read; one
// sentence) or HyperparameterError (the setting does not fit the data).
using SessionFactory = std::function<std::unique_ptr<Session>(const Hyperparameters&)>;

// The trained weights that a run began with.
struct ModelOrigin {
    std::string model; // the file or run directory as it was named
    std::string weightsSha256;

    bool operator==(const ModelOrigin&) const = default;
};

// What a person called a run, in UTF-8, and wrote down about it.
struct RecordLabel {
    std::string name;
    std::string note;
    bool pinned = false;

    bool operator==(const RecordLabel&) const = default;
};

// Everything a finished or stopped run leaves behind: what a run directory is written from.
struct RunRecord {
    Hyperparameters hyperparameters;
    SessionInfo info;
    RunStatus status = RunStatus::Running;
    std::vector<EpochMetrics> epochs;
    std::vector<NamedTensor> weights;
    std::optional<Divergence> divergence;
    std::optional<Checkpoint> checkpoint;     // to go on from
    std::optional<ModelOrigin> from;          // nothing when the weights were drawn
    std::optional<ConfusionMatrix> confusion; // of the last epoch's evaluation, where it is known
    RecordLabel label{};
    std::vector<PastEpoch> past{}; // the weights of epochs that were kept, oldest first; see EpochArchive
};

} // namespace unroll
