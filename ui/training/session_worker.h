// The thread's side of a training: a thread that carries out commands and works on in between.
//
// Commands may be given by another thread and return at once. Between two steps the worker looks whether one came.
#pragma once

#include "ui/training/session_runner.h"

#include <QThread>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace unroll {

class SessionWorker {
public:
    // `notify` is called on the worker's thread when there is something in the queue, empty until then. Both others
    // outlive it. Throws std::runtime_error when the system starts no thread.
    SessionWorker(SessionFactory factory, MetricsQueue& queue, std::function<void()> notify,
                  InspectionService* inspection = nullptr, EpochArchive* archive = nullptr);
    ~SessionWorker(); // abandons the step that is under way; waits for a set-up
    SessionWorker(const SessionWorker&) = delete;
    SessionWorker& operator=(const SessionWorker&) = delete;

    using Command = std::function<void(SessionRunner&)>;

    // These begin a run. Commands to an older run that still wait are dropped, and the step it is at is abandoned.
    void configure(std::uint64_t run, const Hyperparameters& hyperparameters);
    void fork(std::uint64_t run, const Hyperparameters& hyperparameters, ForkPoint point);
    void goOn(std::uint64_t run, std::shared_ptr<const RunRecord> record, std::optional<std::int64_t> epochs);

    // A command to the run that was begun last.
    void toRun(Command command) { post({std::move(command), true}); }

    // A command that holds whatever the run.
    void toAll(Command command) { post({std::move(command), false}); }

private:
    struct Order {
        Command command;
        bool ofOneRun = true;
        bool begins = false; // a run: nobody waits any more for what the one before is at
    };

    void begin(Command command);
    void post(Order order);
    void work();
    Command awaitCommand(); // empty when there is work to do instead
    bool isEnding();

    std::atomic<bool> interrupt_{false}; // an order waits, or it is time to end
    std::atomic<bool> abandon_{false};   // an order that begins a run waits, or it is time to end
    SessionRunner runner_;
    std::mutex mutex_; // of what follows
    std::condition_variable wake_;
    std::deque<Order> orders_;
    bool ending_ = false; // the destructor waits
    bool ended_ = false;  // the worker has let go of the session
    std::unique_ptr<QThread> thread_;
};

} // namespace unroll
