// Looks into the network for all views, on a thread of its own that gives way to the training, and tells each what it
// found. See LookScheduler for which look is next and what looking may cost.
//
// Views ask on the window's thread and are told there, with the window's next picture. Without a view that somebody
// sees no weights are copied, and before the first view there is no thread.
#pragma once

#include "engine/session/session.h"
#include "ui/training/frame_pacer.h"
#include "ui/training/look_scheduler.h"
#include "ui/training/snapshot_board.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace unroll {

// What a view is told.
struct Sight {
    std::shared_ptr<const Findings> findings{}; // of all that was asked at least; others may have asked for more
    std::string error{};                        // why there are none: one sentence
};

class InspectionService : public QObject {
    Q_OBJECT

public:
    using Show = std::function<void(const Sight&)>;

    // `ask` is called on the service's thread when a network at rest is to be offered once more.
    explicit InspectionService(FramePacer& pacer, std::function<void()> ask, QObject* parent = nullptr);
    ~InspectionService() override;

    // As long as it lives, the view is told. It may outlive the service. Moving it invalidates the other.
    class Subscription {
    public:
        Subscription() = default;
        Subscription(Subscription&& other) noexcept
            : view_(other.view_) {
            std::swap(service_, other.service_);
        }
        Subscription& operator=(Subscription&& other) noexcept {
            std::swap(service_, other.service_);
            std::swap(view_, other.view_);
            return *this;
        }
        ~Subscription();

        void setQuery(Query query); // what was asked before is not shown any more
        void setVisible(bool visible);

    private:
        friend class InspectionService;
        Subscription(InspectionService* service, LookScheduler::ViewId view)
            : service_(service)
            , view_(view) {}

        QPointer<InspectionService> service_;
        LookScheduler::ViewId view_ = 0;
    };

    // Throws std::runtime_error when the system starts no thread.
    [[nodiscard]] Subscription subscribe(Query query, Show show);

    // What the training's thread tells. Only offer() may take longer: it copies the weights, if somebody waits for
    // them.
    // Looking takes its share of as many cores as the network trains on.
    void enterNetwork(const Session& session);
    void leaveNetwork(); // there is none any more
    void setTraining(bool training);
    void setOutdated();
    void offer(const Session& session, const Moment& moment);

    // Ends the thread. What views ask from then on is not answered.
    void end();

signals:
    void found(QPrivateSignal); // emitted by the service's thread

private:
    void start();
    void refresh();
    void deliver();
    void unsubscribe(LookScheduler::ViewId view);
    void work();
    void look(LookScheduler::Look look, std::unique_lock<std::mutex>& lock);
    Sight sightOf(const Snapshot& snapshot, const Query& query);

    std::function<void()> ask_;
    std::map<LookScheduler::ViewId, Show> shows_;  // of the window's thread
    SnapshotBoard board_;                          // written by the training's thread
    std::atomic<bool> wanted_ = false;             // weights
    std::atomic<bool> abandoned_ = false;          // the look under way
    std::unique_ptr<SnapshotInspector> inspector_; // of the service's thread
    std::shared_ptr<const Blueprint> inspected_;   // the one it is of

    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    LookScheduler scheduler_;
    std::shared_ptr<const Blueprint> blueprint_;
    std::shared_ptr<const Snapshot> snapshot_; // at the scheduler's moment
    std::optional<LookScheduler::Look> current_;
    std::vector<std::pair<LookScheduler::ViewId, Sight>> sights_; // not delivered yet, one for each view
    bool training_ = false;
    bool asked_ = false; // for weights, that have not come yet
    bool ending_ = false;
    std::thread thread_;
};

} // namespace unroll
