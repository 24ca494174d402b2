#include "ui/training/session_worker.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

// Eigen packs the blocks of large matrix products on the stack.
constexpr unsigned stackBytes = 16U << 20U;

} // namespace

SessionWorker::SessionWorker(SessionFactory factory, MetricsQueue& queue, std::function<void()> notify,
                             InspectionService* inspection, EpochArchive* archive)
    : runner_(std::move(factory), queue, std::move(notify), {&abandon_, inspection, archive})
    , thread_(QThread::create([this] { work(); })) {
    thread_->setObjectName(QStringLiteral("training"));
    thread_->setStackSize(stackBytes);
    thread_->start();
    if (!thread_->isRunning()) // it ends with this object, not before
        throw std::runtime_error("The system starts no thread to train on: close other programs, or raise its limit on "
                                 "processes (ulimit -u, or the container's).");
}

SessionWorker::~SessionWorker() {
    {
        std::unique_lock lock(mutex_);
        ending_ = true;
        interrupt_ = true;
        abandon_ = true;
        wake_.notify_all();
        // Qt's own waiting is opaque to ThreadSanitizer; by this lock it sees that the worker is done with its members.
        wake_.wait(lock, [this] { return ended_; });
    }
    thread_->wait();
}

void SessionWorker::begin(Command command) {
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(orders_, [](const Order& order) { return order.ofOneRun; });
    }
    post({std::move(command), true, true});
}

void SessionWorker::goOn(std::uint64_t run, std::shared_ptr<const RunRecord> record,
                         std::optional<std::int64_t> epochs) {
    begin([run, record = std::move(record), epochs](SessionRunner& runner) { runner.goOn(run, *record, epochs); });
}

void SessionWorker::configure(std::uint64_t run, const Hyperparameters& hyperparameters) {
    begin([run, hyperparameters](SessionRunner& runner) { runner.configure(run, hyperparameters); });
}

void SessionWorker::fork(std::uint64_t run, const Hyperparameters& hyperparameters, ForkPoint point) {
    begin([run, hyperparameters, point = std::move(point)](SessionRunner& runner) {
        runner.fork(run, hyperparameters, point);
    });
}

void SessionWorker::post(Order order) {
    {
        const std::lock_guard lock(mutex_);
        if (order.begins)
            abandon_ = true;
        orders_.push_back(std::move(order));
        interrupt_ = true;
    }
    wake_.notify_one();
}

void SessionWorker::work() {
    while (!isEnding()) {
        if (const Command command = awaitCommand())
            command(runner_);
        while (runner_.working() && !interrupt_)
            runner_.advance();
    }
    runner_.close();
    const std::lock_guard lock(mutex_);
    ended_ = true;
    wake_.notify_all();
}

SessionWorker::Command SessionWorker::awaitCommand() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return ending_ || !orders_.empty() || runner_.working(); });
    Command command;
    if (!ending_ && !orders_.empty()) {
        command = std::move(orders_.front().command);
        orders_.pop_front();
    }
    interrupt_ = ending_ || !orders_.empty();
    abandon_ = ending_ || std::ranges::any_of(orders_, &Order::begins);
    return command;
}

bool SessionWorker::isEnding() {
    const std::lock_guard lock(mutex_);
    return ending_;
}

} // namespace unroll
