// Threads for what may never come back, such as writing into a folder of a server that does not answer: each job works
// on one of its own, and what it hands back is carried out on the thread that the object lives on. Nobody waits for
// them: when the object dies, jobs under way go on by themselves and their deliveries are dropped. So a job refers to
// nothing that may die before it, and keeps what it needs.
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace unroll {

class DetachedJobs : public QObject {
    Q_OBJECT

public:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>; // throws nothing; its delivery may be empty

    explicit DetachedJobs(QObject* parent = nullptr);
    ~DetachedJobs() override; // waits for nothing

    // Begins at once. Throws std::runtime_error when the system starts no thread.
    void post(Job job);

signals:
    void worked(QPrivateSignal); // emitted by the threads

private:
    struct Link; // between the jobs and this object

    void deliver();

    std::shared_ptr<Link> link_;
};

} // namespace unroll
