#include "ui/training/look_scheduler.h"

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

bool agreeOnSaliency(const Query& a, const Query& b) {
    return !a.quantities.has(Quantity::Saliency) || !b.quantities.has(Quantity::Saliency) ||
           a.saliencyClass == b.saliencyClass;
}

bool canBeOne(const Query& a, const Query& b) { return a.subjects == b.subjects && agreeOnSaliency(a, b); }

void merge(Query& query, const Query& other) {
    if (other.quantities.has(Quantity::Saliency))
        query.saliencyClass = other.saliencyClass;
    query.quantities |= other.quantities;
}

bool answers(const Query& look, const Query& wanted) {
    return look.quantities.hasAll(wanted.quantities) && canBeOne(look, wanted);
}

} // namespace

LookScheduler::ViewId LookScheduler::add(Query query) {
    views_[++last_].query = std::move(query);
    return last_;
}

void LookScheduler::remove(ViewId view) { views_.erase(view); }

void LookScheduler::setQuery(ViewId view, Query query) {
    View& asking = views_.at(view);
    asking.answered = asking.answered && asking.query == query;
    asking.query = std::move(query);
}

void LookScheduler::setVisible(ViewId view, bool visible) { views_.at(view).visible = visible; }

void LookScheduler::setTraining(bool training) {
    training_ = training;
    outdated_ = outdated_ || training;
}

void LookScheduler::setMoment(const Moment& moment, Time now) {
    moment_ = moment;
    momentAt_ = now;
    outdated_ = training_;
    for (auto& [id, view] : views_)
        view.answered = false;
}

bool LookScheduler::isSeen() const {
    return std::ranges::any_of(views_, [](const auto& entry) { return entry.second.visible; });
}

bool LookScheduler::waiting() const {
    return std::ranges::any_of(views_,
                               [](const auto& entry) { return entry.second.visible && !entry.second.answered; });
}

LookScheduler::Time LookScheduler::momentAllowedAt() const {
    return moment_ ? std::max(allowedAt_, momentAt_ + shortest) : allowedAt_;
}

bool LookScheduler::wantsMoment(Time now) const {
    if (!isSeen() || (moment_ && !outdated_))
        return false;
    return !training_ || (now >= momentAllowedAt() && !(moment_ && waiting()));
}

std::optional<LookScheduler::Look> LookScheduler::next(Time now) const {
    if (!moment_ || (training_ ? now < allowedAt_ : outdated_))
        return std::nullopt;
    const View* first = nullptr;
    for (const auto& [id, view] : views_)
        if (view.visible && !view.answered && (!first || view.answeredAt < first->answeredAt))
            first = &view;
    if (!first)
        return std::nullopt;
    Look look{*moment_, first->query, {}};
    for (const auto& [id, view] : views_)
        if (view.visible && !view.answered && canBeOne(look.query, view.query)) {
            merge(look.query, view.query);
            look.views.push_back(id);
        }
    return look;
}

std::optional<LookScheduler::Time> LookScheduler::wakeAt(Time now) const {
    if (!training_ || !isSeen())
        return std::nullopt;
    const Time at = moment_ && waiting() ? allowedAt_ : momentAllowedAt();
    return at > now ? std::optional(at) : std::nullopt;
}

bool LookScheduler::isWanted(const Look& look) const {
    return moment_ && moment_->run == look.moment.run && std::ranges::any_of(look.views, [&](ViewId id) {
               const auto view = views_.find(id);
               return view != views_.end() && view->second.visible && answers(look.query, view->second.query);
           });
}

std::vector<LookScheduler::ViewId> LookScheduler::finish(const Look& look, Time now, Time cost, bool answered) {
    addCost(now, cost);
    std::vector<ViewId> given;
    if (!answered || !isWanted(look))
        return given;
    for (const ViewId id : look.views)
        if (const auto view = views_.find(id); view != views_.end() && answers(look.query, view->second.query)) {
            view->second.answered = moment_ == look.moment;
            view->second.answeredAt = now;
            given.push_back(id);
        }
    return given;
}

void LookScheduler::addCost(Time now, Time cost) {
    if (training_)
        allowedAt_ = std::max(allowedAt_, now) + costShare * cost / cores_;
}

} // namespace unroll
