// A session without an engine: it follows a script, so that a test knows every value beforehand.
//
// It keeps the contract of Session, std::logic_error for a wrong order of calls included. Its metrics depend on the
// seed, the step and the script alone.
#pragma once

#include "engine/session/session.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace unroll {

// What fake sessions of one script have done; readable from any thread.
struct FakeLog {
    std::atomic<int> built{0};
    std::atomic<int> alive{0};
    std::atomic<std::int64_t> steps{0};
    std::atomic<std::int64_t> abandoned{0};
    std::atomic<std::int64_t> evaluations{0}; // parts
    std::atomic<std::int64_t> snapshots{0};   // calls of copyParameters()
    std::atomic<std::int64_t> looks{0};       // into snapshots, that were not abandoned
    std::atomic<int> rewinds{0};
    std::atomic<std::thread::id> thread{std::thread::id()}; // that called a session last
    std::atomic<const std::atomic<bool>*> abandon{nullptr}; // what the session that was built last was given

    bool isAbandoned() const { return abandon && *abandon.load(); } // as long as that session lives
};

// What a fake session does. The number of epochs is the hyperparameters'.
struct FakeScript {
    std::int64_t batchesPerEpoch = 10;
    int evaluationParts = 3;
    std::int64_t testImages = 100;
    int side = 28; // of an image, in pixels
    std::vector<std::string> classNames{};
    double setupMilliseconds = 0; // that building, a step and a part of an evaluation take
    double stepMilliseconds = 0;
    double evaluationMilliseconds = 0;
    std::string setupError;                     // building throws std::runtime_error with this when it is not empty
    std::string stepError = "The step failed."; // the sentence of failsAtStep
    std::optional<std::int64_t> failsAtStep;    // step() throws std::runtime_error there, counted from 1
    std::optional<std::int64_t> divergesAtStep;
    std::function<void(const Hyperparameters&)> beforeSetup; // called on the session's thread; may wait or throw
    std::function<void(std::int64_t step)> beforeStep;
    std::function<void(const Hyperparameters&)> beforeChange; // may throw
    std::function<void(const Query&)> beforeLook;             // called on the inspector's thread
    std::shared_ptr<FakeLog> log = std::make_shared<FakeLog>();
};

class FakeSession : public Session {
public:
    explicit FakeSession(FakeScript script, const Hyperparameters& hyperparameters = {});
    ~FakeSession() override;

    const Hyperparameters& hyperparameters() const override { return hyperparameters_; }
    const SessionInfo& info() const override { return info_; }
    StepResult step() override;
    std::optional<EpochMetrics> evaluate() override;
    bool finished() const override;
    void rewind() override;
    void startFrom(std::span<const NamedTensor> weights) override; // takes any
    Checkpoint checkpoint() const override;                        // one parameter: the number of steps trained
    void restore(const Checkpoint& checkpoint) override;
    void change(const Hyperparameters& hyperparameters) override; // every change holds from the next step on
    std::span<const HyperparameterChange> changes() const override { return changes_; }
    void abandonWhen(const std::atomic<bool>* flag) override { script_.log->abandon = abandon_ = flag; }
    // FakeData of its numbers of images.
    std::shared_ptr<const DataView> data() const override;

    // Label and prediction as its inspector has them; two cells, an even distribution over ten classes.
    Inspection inspect(std::int64_t index) override;
    void copyParameters(std::span<float> block) const override; // one: the number of steps trained
    std::shared_ptr<const Blueprint> blueprint() const override { return blueprint_; }
    NetworkCheck checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) override;

    // One tensor "step" of shape [1]: the number of steps trained.
    std::vector<NamedTensor> weights() const override;

    // After the first epoch, as its inspector reads the test images.
    std::optional<ConfusionMatrix> confusion() const override;

    // What the metrics of a step are: the loss falls from 2.3 towards 0, the accuracy rises towards 1.
    static double lossAt(std::int64_t step, std::int64_t seed);
    static double accuracyAt(std::int64_t step, std::int64_t seed);
    static int labelOf(std::int64_t index) { return static_cast<int>(index % 10); }

private:
    BatchMetrics batchAt(std::int64_t step) const;
    void checkIndices(std::span<const std::int64_t> indices) const;

    FakeScript script_;
    Hyperparameters hyperparameters_;
    SessionInfo info_;
    std::shared_ptr<const Blueprint> blueprint_;
    std::int64_t step_ = 0;
    int partsLeft_ = 0; // of the evaluation that is due
    bool diverged_ = false;
    bool isAbandoned() const { return abandon_ && *abandon_; }

    const std::atomic<bool>* abandon_ = nullptr;
    std::vector<HyperparameterChange> changes_;
};

// Of such a session's network. One parameter, which is read from weights as FakeSession gives them.
BlueprintFactory fakeBlueprints(FakeScript script);

// Builds fake sessions of one script.
SessionFactory fakeFactory(FakeScript script);

} // namespace unroll
