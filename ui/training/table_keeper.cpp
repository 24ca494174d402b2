#include "ui/training/table_keeper.h"

#include "ui/state/unsaved_runs.h"

#include <QUuid>

#include <algorithm>
#include <system_error>
#include <utility>

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr auto handRests = 700ms;

} // namespace

TableKeeper::TableKeeper(RunList& list, TableStore store, QObject* parent)
    : QObject(parent)
    , list_(list)
    , store_(std::move(store)) {
    if (!store_.write)
        return;
    rest_.setSingleShot(true);
    rest_.setInterval(handRests);
    connect(&rest_, &QTimer::timeout, this, &TableKeeper::look);
    const auto wait = [this] { rest_.start(); };
    connect(&list, &RunList::structureChanged, this, wait);
    connect(&list, &RunList::changed, this, wait);
    connect(&list, &RunList::presentChanged, this, wait);
    connect(this, &TableKeeper::worked, this, &TableKeeper::deliver, Qt::QueuedConnection);
}

TableKeeper::~TableKeeper() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

bool TableKeeper::finish(std::chrono::milliseconds patience) {
    if (!store_.write)
        return true;
    rest_.stop();
    look();
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, std::chrono::system_clock::now() + patience,
                               [this] { return jobs_.empty() && !working_; });
}

bool TableKeeper::isKeepable(const Run& run) const {
    return run.record && !run.record->weights.empty() && run.status != RunStatus::Running && run.position.step > 0 &&
           !list_.isDraft(run.id);
}

bool TableKeeper::keeps(const Run& run) const {
    const auto kept = kept_.find(run.id);
    const bool lost = kept != kept_.end() && kept->second.lost;
    return store_.write && !lost && isKeepable(run) && positionOf(*run.record) == run.position;
}

StoredRun TableKeeper::stored(const Run& run, const std::string& key) const {
    StoredRow row{.key = key,
                  .number = run.label.number,
                  .slot = run.label.slot,
                  .shown = run.label.shown,
                  .pinned = run.label.pinned,
                  .folder = run.folder.toStdString()};
    if (const RunGroup* group = list_.findGroup(run.group)) {
        row.group = group->id;
        row.seeds = group->seeds;
        row.slot = group->label.slot;
        row.shown = group->label.shown;
        row.pinned = group->label.pinned;
        row.groupLabel = {group->label.name.toStdString(), group->label.note.toStdString(), group->label.pinned};
    }
    return {row, run.record, {run.label.name.toStdString(), run.label.note.toStdString(), run.label.pinned}};
}

// What differs from what is kept, and what went. A run that trains on stays as it was until it rests again.
void TableKeeper::look() {
    for (const Run& run : list_.runs()) {
        if (!isKeepable(run))
            continue;
        const auto former = kept_.find(run.id);
        const std::string key = former != kept_.end()
                                    ? former->second.row.key
                                    : QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        StoredRun now = stored(run, key);
        if (former != kept_.end() && former->second.row == now.row && former->second.record == now.record &&
            former->second.label == now.label)
            continue;
        kept_[run.id] = {now.row, now.record, now.label};
        post([this, id = run.id, now = std::move(now), write = store_.write]() -> Delivery {
            try {
                const std::vector<std::string> gone = write(now);
                if (gone.empty())
                    return {};
                return [this, gone] { lose(gone); };
            } catch (const std::exception& error) {
                return [this, id, sentence = QString::fromUtf8(error.what())] {
                    if (const auto kept = kept_.find(id); kept != kept_.end())
                        kept->second.lost = true;
                    emit troubled(sentence);
                };
            }
        });
    }
    std::erase_if(kept_, [this](const auto& entry) {
        if (list_.find(entry.first))
            return false;
        post([key = entry.second.row.key, remove = store_.remove]() -> Delivery {
            remove(key);
            return {};
        });
        return true;
    });
}

void TableKeeper::restore() {
    if (!store_.read)
        return;
    post([this, read = store_.read]() -> Delivery {
        return [this, table = std::make_shared<const StoredTable>(read())] { take(*table); };
    });
}

void TableKeeper::take(const StoredTable& table) {
    const std::vector<RunId> ids = list_.restore(table.runs);
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (const Run* run = list_.find(ids[i])) {
            const StoredRun now = stored(*run, table.runs[i].row.key);
            kept_[ids[i]] = {now.row, now.record, now.label};
        }
    for (const std::string& sentence : table.troubles)
        emit troubled(QString::fromStdString(sentence));
    emit restored();
}

// They stay in this window: a person may save them elsewhere, or pin what is to stay.
void TableKeeper::lose(const std::vector<std::string>& keys) {
    for (auto& [id, kept] : kept_)
        kept.lost = kept.lost || std::ranges::find(keys, kept.row.key) != keys.end();
    emit troubled(
        tr("What is kept of the table for the next start is full: the oldest runs that are not pinned will not "
           "be there (%1). Save them to a folder, or delete others.")
            .arg(keys.size()));
}

void TableKeeper::post(Job job) {
    const std::lock_guard lock(mutex_);
    try {
        if (!thread_.joinable())
            thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {
        emit troubled(tr("The table is not kept: the system starts no thread for it."));
        return;
    }
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

void TableKeeper::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (ending_)
            return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        working_ = true;
        lock.unlock();
        Delivery delivery = job();
        lock.lock();
        working_ = false;
        if (delivery) {
            deliveries_.push_back(std::move(delivery));
            emit worked({});
        }
        changed_.notify_all();
    }
}

void TableKeeper::deliver() {
    std::deque<Delivery> deliveries;
    {
        const std::lock_guard lock(mutex_);
        deliveries.swap(deliveries_);
    }
    for (const Delivery& delivery : deliveries)
        delivery();
}

} // namespace unroll
