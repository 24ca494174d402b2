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

// Weights that don't change any more, with what it takes to look into their network.
struct StillNetwork {
    std::shared_ptr<const Blueprint> blueprint;
    std::shared_ptr<const Snapshot> snapshot;
};

// Where views look: into the first place or into the second, which is there to be held against it; or through past
// moments, one after the other.
enum class LookPlace { First, Second, Past };

struct ViewOptions {
    LookPlace place = LookPlace::First;
    std::chrono::milliseconds interval{}; // while the network trains, the view is told no more often
};

// What a view is told.
struct Sight {
    std::shared_ptr<const Findings> findings{}; // of all that was asked at least; others may have asked for more
    std::string error{};                        // why there are none: one sentence
};

class InspectionService : public QObject {
    Q_OBJECT

public:
    using Show = std::function<void(const Sight&)>;

    // Called on the service's thread, when somebody sees it first. May throw a std::exception with one sentence, which
    // views are then told in place of findings.
    using MakeStill = std::function<StillNetwork()>;

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
    [[nodiscard]] Subscription subscribe(Query query, Show show, ViewOptions options = {});

    // Into what the views of a place look from now on: the network as it trains, as both do at first, or one that
    // stays as it is.
    void showLive(LookPlace place);
    void showStill(LookPlace place, MakeStill still);

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
    using SourceId = LookScheduler::SourceId;

    // One for a network that stays, from when it is shown to when no place shows it.
    struct Still {
        MakeStill make;
        StillNetwork made{};
        std::string error{};
    };

    SourceId& sourceOf(LookPlace place) { return sources_[static_cast<std::size_t>(place)]; }
    void show(LookPlace place, SourceId source);
    void work();
    void look(LookScheduler::Look look, std::unique_lock<std::mutex>& lock);
    std::shared_ptr<Still> networkOf(const LookScheduler::Look& look);
    Sight sightOf(Still& network, const Query& query);
    Sight sightOfPiece(const LookScheduler::Look& look, const std::shared_ptr<Still>& network);
    Sight sightOfStudy(LookScheduler::Look& look, const std::shared_ptr<Still>& network, bool& answered);
    static void open(Still& network);
    SnapshotInspector& inspectorOf(const std::shared_ptr<const Blueprint>& blueprint);

    std::function<void()> ask_;
    std::map<LookScheduler::ViewId, Show> shows_; // of the window's thread
    SnapshotBoard board_;                         // written by the training's thread
    std::atomic<bool> wanted_ = false;            // weights
    std::atomic<bool> abandoned_ = false;         // the look under way

    struct OpenNetwork {
        std::shared_ptr<const Blueprint> blueprint;
        std::unique_ptr<SnapshotInspector> inspector;
    };
    std::shared_ptr<Still> surveyed_;      // of the service's thread: what a look in pieces is into
    std::optional<Findings> surveys_;      // and what its pieces have found
    std::unique_ptr<SnapshotStudy> study_; // likewise of the service's thread: the one under way
    std::vector<OpenNetwork> open_;        // of the service's thread; the one used last comes last

    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    LookScheduler scheduler_;
    std::shared_ptr<const Blueprint> blueprint_;
    std::shared_ptr<const Snapshot> snapshot_; // at the scheduler's moment
    std::map<LookScheduler::ViewId, LookPlace> places_;
    SourceId sources_[3] = {LookScheduler::live, LookScheduler::live, LookScheduler::live}; // by place
    SourceId lastSource_ = LookScheduler::live;
    std::map<SourceId, std::shared_ptr<Still>> stills_; // that a place shows
    std::optional<LookScheduler::Look> current_;
    std::vector<std::pair<LookScheduler::ViewId, Sight>> sights_; // not delivered yet, one for each view
    bool training_ = false;
    bool asked_ = false; // for weights, that have not come yet
    bool ending_ = false;
    std::thread thread_;
};

} // namespace unroll
