// Keeps the table of runs where it is found again at the next start: what has come to rest in it, written when the hand
// rests, on a thread of its own.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/services.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace unroll {

class TableKeeper : public QObject {
    Q_OBJECT

public:
    // The list outlives the keeper. Without a store nothing is kept.
    TableKeeper(RunList& list, TableStore store, QObject* parent = nullptr);
    ~TableKeeper() override; // after finish()

    // Brings back what is kept, once, into a table that may have runs already.
    void restore();

    // Whether the run is there again after a restart with all that it was trained, as far as that is known now.
    bool keeps(const Run& run) const;

    // Writes what is not written yet. False when that takes longer than the patience.
    bool finish(std::chrono::milliseconds patience);

signals:
    void restored();                        // all that could be
    void troubled(const QString& sentence); // something could not be read or written
    void worked(QPrivateSignal);            // emitted by the thread

private:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;

    void look();
    bool isKeepable(const Run& run) const;
    StoredRun stored(const Run& run, const std::string& key) const;
    void post(Job job);
    void work();
    void deliver();
    void take(const StoredTable& table);
    void lose(const std::vector<std::string>& keys);

    struct Kept {
        StoredRow row;
        std::shared_ptr<const RunRecord> record;
        RecordLabel label;
        bool lost = false; // it could not be written, or made room for others
    };

    RunList& list_;
    TableStore store_;
    QTimer rest_;
    std::map<RunId, Kept> kept_;

    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    std::deque<Delivery> deliveries_;
    bool working_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace unroll
