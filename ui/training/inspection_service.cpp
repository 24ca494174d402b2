#include "ui/training/inspection_service.h"

#include "ui/training/thread_clock.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <system_error>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace unroll {
namespace {

using Clock = std::chrono::steady_clock;

LookScheduler::Time timeNow() { return Clock::now().time_since_epoch(); }

// On Linux this is of the calling thread alone.
void letOthersGoFirst() {
#ifdef __linux__
    constexpr int steps = 10;
    constexpr int lowest = 19;
    setpriority(PRIO_PROCESS, 0, std::min(getpriority(PRIO_PROCESS, 0) + steps, lowest));
#endif
}

void append(Findings& findings, const Findings& more) {
    const std::size_t before = findings.query.subjects.size();
    findings.query.subjects.insert(findings.query.subjects.end(), more.query.subjects.begin(),
                                   more.query.subjects.end());
    findings.answers.insert(findings.answers.end(), more.answers.begin(), more.answers.end());
    for (FoundArray array : more.arrays) {
        array.subject += before;
        findings.arrays.push_back(std::move(array));
    }
}

} // namespace

InspectionService::InspectionService(FramePacer& pacer, std::function<void()> ask, QObject* parent)
    : QObject(parent)
    , ask_(std::move(ask)) {
    connect(this, &InspectionService::found, &pacer, &FramePacer::request, Qt::QueuedConnection);
    connect(&pacer, &FramePacer::frame, this, &InspectionService::deliver);
}

InspectionService::~InspectionService() { end(); }

void InspectionService::end() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        abandoned_ = true;
        wanted_ = false;
    }
    changed_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void InspectionService::start() {
    if (thread_.joinable() || ending_)
        return;
    try {
        thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {
        throw std::runtime_error("The system starts no thread to look into the network: close other programs, or raise "
                                 "its limit on processes (ulimit -u, or the container's).");
    }
}

InspectionService::Subscription InspectionService::subscribe(Query query, Show show, ViewOptions options) {
    start();
    const std::lock_guard lock(mutex_);
    const LookScheduler::ViewId view = scheduler_.add(std::move(query), sourceOf(options.place), options.interval);
    shows_[view] = std::move(show);
    places_[view] = options.place;
    refresh();
    return {this, view};
}

void InspectionService::showLive(LookPlace place) {
    const std::lock_guard lock(mutex_);
    show(place, LookScheduler::live);
}

void InspectionService::showStill(LookPlace place, MakeStill still) {
    const std::lock_guard lock(mutex_);
    stills_[++lastSource_] = std::make_shared<Still>(std::move(still));
    show(place, lastSource_);
}

// With the mutex held. What was found elsewhere is not wanted any more.
void InspectionService::show(LookPlace place, SourceId source) {
    if (std::exchange(sourceOf(place), source) == source)
        return;
    for (const auto& [view, where] : places_)
        if (where == place) {
            scheduler_.setSource(view, source);
            std::erase_if(sights_, [view](const auto& sight) { return sight.first == view; });
        }
    std::erase_if(stills_,
                  [this](const auto& still) { return std::ranges::find(sources_, still.first) == std::end(sources_); });
    refresh();
}

InspectionService::Subscription::~Subscription() {
    if (service_)
        service_->unsubscribe(view_);
}

void InspectionService::Subscription::setQuery(Query query) {
    if (!service_)
        return;
    const std::lock_guard lock(service_->mutex_);
    if (!service_->scheduler_.setQuery(view_, std::move(query)))
        return;
    std::erase_if(service_->sights_, [this](const auto& sight) { return sight.first == view_; });
    service_->refresh();
}

void InspectionService::Subscription::setVisible(bool visible) {
    if (!service_)
        return;
    const std::lock_guard lock(service_->mutex_);
    service_->scheduler_.setVisible(view_, visible);
    service_->refresh();
}

void InspectionService::unsubscribe(LookScheduler::ViewId view) {
    shows_.erase(view);
    const std::lock_guard lock(mutex_);
    places_.erase(view);
    scheduler_.remove(view);
    refresh();
}

// After every change of what is wanted, with the mutex held.
void InspectionService::refresh() {
    if (current_ && !scheduler_.isWanted(*current_))
        abandoned_ = true;
    if (wanted_ && !scheduler_.isLiveSeen())
        wanted_ = asked_ = false;
    changed_.notify_one();
}

void InspectionService::enterNetwork(const Session& session) {
    leaveNetwork();
    const std::lock_guard lock(mutex_);
    blueprint_ = session.blueprint();
    scheduler_.setCores(std::max(1, session.info().threads));
    refresh();
}

void InspectionService::leaveNetwork() {
    board_.clear();
    const std::lock_guard lock(mutex_);
    blueprint_.reset();
    snapshot_.reset();
    asked_ = false;
    scheduler_.setNothing();
    refresh();
}

void InspectionService::setTraining(bool training) {
    const std::lock_guard lock(mutex_);
    training_ = training;
    asked_ = false;
    scheduler_.setTraining(training);
    refresh();
}

void InspectionService::setOutdated() {
    const std::lock_guard lock(mutex_);
    asked_ = false; // there may have been none to offer
    scheduler_.setOutdated();
    refresh();
}

void InspectionService::offer(const Session& session, const Moment& moment) {
    if (!wanted_)
        return;
    const auto begin = computingTime();
    board_.publish(session, moment);
    const auto cost = computingTime() - begin;
    const std::lock_guard lock(mutex_);
    wanted_ = asked_ = false;
    snapshot_ = board_.latest();
    scheduler_.setMoment(moment, timeNow());
    scheduler_.addCost(timeNow(), cost);
    refresh();
}

// A view that is told may end this and other subscriptions.
void InspectionService::deliver() {
    std::vector<std::pair<LookScheduler::ViewId, Sight>> sights;
    {
        const std::lock_guard lock(mutex_);
        sights.swap(sights_);
    }
    for (const auto& [view, sight] : sights)
        if (const auto show = shows_.find(view); show != shows_.end())
            Show(show->second)(sight);
}

void InspectionService::work() {
    letOthersGoFirst();
    std::unique_lock lock(mutex_);
    while (!ending_) {
        const LookScheduler::Time now = timeNow();
        if (!scheduler_.isSurveying())
            study_.reset(); // nobody goes on with it
        const bool wantsMoment = blueprint_ && !asked_ && scheduler_.wantsMoment(now);
        if (wantsMoment && training_)
            wanted_ = asked_ = true; // weights come by by themselves, during a look as well
        if (const auto next = scheduler_.next(now)) {
            look(*next, lock);
        } else if (wantsMoment && !training_) {
            wanted_ = asked_ = true;
            lock.unlock();
            ask_();
            lock.lock();
        } else if (const auto at = scheduler_.wakeAt(now)) {
            changed_.wait_until(lock, std::chrono::system_clock::now() + (*at - now)); // a clock ThreadSanitizer knows
        } else {
            changed_.wait(lock);
        }
    }
    lock.unlock();
    open_.clear();
}

void InspectionService::look(LookScheduler::Look look, std::unique_lock<std::mutex>& lock) {
    const std::shared_ptr<Still> network = networkOf(look);
    current_ = look;
    abandoned_ = false;
    lock.unlock();
    const auto begin = computingTime();
    bool answered = true;
    const Sight sight = look.query.study ? sightOfStudy(look, network, answered)
                        : look.isPiece   ? sightOfPiece(look, network)
                                         : sightOf(*network, look.query);
    const auto cost = computingTime() - begin;
    lock.lock();
    current_.reset();
    const bool tells = sight.findings || !sight.error.empty();
    for (const LookScheduler::ViewId view :
         scheduler_.finish(look, timeNow(), cost, look.query.study ? answered : tells)) {
        if (!tells)
            break;
        std::erase_if(sights_, [view](const auto& former) { return former.first == view; });
        sights_.emplace_back(view, sight);
    }
    if (!sights_.empty())
        emit found({});
}

std::shared_ptr<InspectionService::Still> InspectionService::networkOf(const LookScheduler::Look& look) {
    return look.source == LookScheduler::live
               ? std::make_shared<Still>(MakeStill(), StillNetwork{blueprint_, snapshot_})
               : stills_.at(look.source);
}

// Of the last piece what all have found; of the others what they found themselves, or that they were given up.
Sight InspectionService::sightOfPiece(const LookScheduler::Look& look, const std::shared_ptr<Still>& network) {
    if (look.isFirst) {
        surveyed_ = network;
        surveys_.reset();
    }
    const Sight piece = sightOf(*surveyed_, look.query);
    if (!piece.findings)
        return piece;
    if (!surveys_)
        surveys_ = *piece.findings;
    else
        append(*surveys_, *piece.findings);
    if (!look.isLast)
        return piece;
    surveyed_.reset();
    const auto whole = std::make_shared<const Findings>(std::move(*std::exchange(surveys_, std::nullopt)));
    return {whole, {}};
}

// As far as it has come. `answered` becomes false when it was given up.
Sight InspectionService::sightOfStudy(LookScheduler::Look& look, const std::shared_ptr<Still>& network,
                                      bool& answered) {
    if (look.isFirst) {
        surveyed_ = network;
        study_.reset();
    }
    Sight sight;
    try {
        open(*surveyed_);
        if (!study_ && surveyed_->error.empty())
            study_ = inspectorOf(surveyed_->made.blueprint).study(surveyed_->made.snapshot, *look.query.study);
        sight.error = surveyed_->error;
        answered = sight.error.empty() ? study_->advance(abandoned_) : true;
        if (answered && study_)
            if (auto result = study_->result())
                sight.findings = std::make_shared<const Findings>(Findings{.moment = surveyed_->made.snapshot->moment,
                                                                           .query = look.query,
                                                                           .study = std::move(result),
                                                                           .complete = study_->done()});
    } catch (const std::bad_alloc&) {
        sight.error = "There is too little memory to look into this network.";
    } catch (const std::exception& error) {
        sight.error = error.what();
    }
    look.isLast = !answered || !sight.error.empty() || study_->done();
    if (look.isLast) {
        study_.reset();
        surveyed_.reset();
    }
    return sight;
}

// Of networks that are looked at by turns each keeps its own; those that nobody else knows any more are let go.
SnapshotInspector& InspectionService::inspectorOf(const std::shared_ptr<const Blueprint>& blueprint) {
    constexpr std::size_t most = 3; // as many as there are places
    const auto found = std::ranges::find(open_, blueprint, &OpenNetwork::blueprint);
    if (found != open_.end()) {
        std::rotate(found, found + 1, open_.end());
    } else {
        std::erase_if(open_, [](const OpenNetwork& network) { return network.blueprint.use_count() == 1; });
        if (open_.size() == most)
            open_.erase(open_.begin());
        open_.push_back({blueprint, blueprint->inspector()});
    }
    return *open_.back().inspector;
}

// Where there is none, its error says why.
void InspectionService::open(Still& network) {
    try {
        if (!network.made.blueprint && network.error.empty())
            network.made = network.make();
    } catch (const std::bad_alloc&) {
        network.error = "There is too little memory for this network.";
    } catch (const std::exception& error) {
        network.error = error.what();
    }
}

// Neither findings nor an error when it was given up.
Sight InspectionService::sightOf(Still& network, const Query& query) {
    open(network);
    if (!network.error.empty())
        return {{}, network.error};
    try {
        SnapshotInspector& inspector = inspectorOf(network.made.blueprint);
        if (auto findings = inspector.look(*network.made.snapshot, query, abandoned_))
            return {std::make_shared<const Findings>(std::move(*findings)), {}};
        return {};
    } catch (const std::bad_alloc&) {
        return {{}, "There is too little memory to look into this network."};
    } catch (const std::exception& error) {
        return {{}, error.what()};
    }
}

} // namespace unroll
