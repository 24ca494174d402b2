// Works a session: carries out commands and does the next small piece of training, telling a queue what happened.
//
// Without a thread of its own; everything is called by one thread. No function throws a std::exception: what a session
// throws becomes a failure in the queue.
#pragma once

#include "engine/session/epoch_archive.h"
#include "ui/training/inspection_service.h"
#include "ui/training/metrics_queue.h"

#include <functional>
#include <memory>

namespace unroll {

// What a runner looks at while its session is at work (see Session::abandonWhen()), and who looks at its network; they
// outlive it.
struct RunnerFlags {
    const std::atomic<bool>* abandon = nullptr; // true: nobody waits for what the session is at
    InspectionService* inspection = nullptr;
    EpochArchive* archive = nullptr; // of the weights at the ends of its epochs
};

// Weights to start from in place of drawn ones.
struct ForkPoint {
    std::string origin; // what they are, in words
    std::shared_ptr<const Snapshot> snapshot;
};

class SessionRunner {
public:
    enum class Goal { Rest, Batch, Epoch, End };

    // `notify` is called when the queue, empty until then, holds something.
    SessionRunner(SessionFactory factory, MetricsQueue& queue, std::function<void()> notify, RunnerFlags flags = {});

    // The commands of SessionController, which says what they do.
    void configure(std::uint64_t run, const Hyperparameters& hyperparameters);
    void fork(std::uint64_t run, const Hyperparameters& hyperparameters, const ForkPoint& point);
    void goOn(std::uint64_t run, const RunRecord& record, std::optional<std::int64_t> epochs);
    void train(Goal goal); // anything but Rest
    void pause();
    void stop();
    void rewind();
    void change(const Hyperparameters& hyperparameters);
    void reportWeights();
    void offerWeights(); // to who looks into the network

    // Lets the session go, on the thread that used it.
    void close() { letGo(); }

    // Whether there is something to do until the next command.
    bool working() const { return goal_ != Goal::Rest; }

    // One batch, or one part of an evaluation. Only while working().
    void advance();

private:
    void letGo();
    void begin(std::uint64_t run);
    void build(const Hyperparameters& hyperparameters, const ForkPoint* fork = nullptr);
    void startFrom(const ForkPoint& point);
    void restore(const RunRecord& record, std::optional<std::int64_t> epochs);
    void showSession();
    void beginArchive(std::span<const PastEpoch> past = {});
    void keepWeights(std::int64_t epoch);
    std::vector<HyperparameterChange> changesSoFar() const;
    void forgetProgress();
    void returnToStart();
    void trainBatch();
    void evaluatePart();
    void rest(SessionState state);
    RunRecord record() const;
    void enter(SessionState state);

    template <typename... Values>
    void tell(Values&&... values);
    template <typename Work>
    void guarded(Work work);

    SessionFactory factory_;
    MetricsQueue& queue_;
    std::function<void()> notify_;
    RunnerFlags flags_;

    std::uint64_t run_ = 0;
    std::unique_ptr<Session> session_;
    SessionState state_ = SessionState::Empty;
    Goal goal_ = Goal::Rest;
    bool evaluating_ = false; // an epoch's last batch is trained, its evaluation not at its end
    Moment moment_{};
    std::vector<EpochMetrics> epochs_;
    std::optional<Divergence> divergence_;
    std::optional<ModelOrigin> from_;
};

} // namespace unroll
