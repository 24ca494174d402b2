// A thread for what the window does not wait for, such as reading files: a job works there, and what it hands back is
// carried out on the thread the worker lives on.
#pragma once

#include <QObject>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace unroll {

class BackgroundWorker : public QObject {
    Q_OBJECT

public:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>; // throws nothing; its delivery may be empty

    // Throws std::runtime_error when the system starts no thread.
    explicit BackgroundWorker(QObject* parent = nullptr);
    ~BackgroundWorker() override; // waits for the job under way and delivers nothing more

    // Takes the place of a job that has not begun, and of the delivery of one that is under way.
    void post(Job job);

signals:
    void worked(); // from the thread

private:
    void work();
    void deliver();

    std::mutex mutex_;
    std::condition_variable wake_;
    Job next_;
    Delivery delivery_;        // of the last job, until it is carried out
    std::uint64_t posted_ = 0; // the number of the last job
    bool ending_ = false;
    std::thread thread_;
};

} // namespace unroll
