#include "ui/training/look_scheduler.h"

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

bool agreeOnSaliency(const Query& a, const Query& b) {
    return !a.quantities.has(Quantity::Saliency) || !b.quantities.has(Quantity::Saliency) ||
           a.saliencyClass == b.saliencyClass;
}

bool canBeOne(const Query& a, const Query& b) {
    return a.study == b.study && a.subjects == b.subjects && agreeOnSaliency(a, b);
}

void merge(Query& query, const Query& other) {
    if (other.quantities.has(Quantity::Saliency))
        query.saliencyClass = other.saliencyClass;
    query.quantities |= other.quantities;
}

bool answers(const Query& look, const Query& wanted) {
    return look.quantities.hasAll(wanted.quantities) && canBeOne(look, wanted);
}

} // namespace

LookScheduler::ViewId LookScheduler::add(Query query, SourceId source, Time interval) {
    views_[++last_] = {.query = std::move(query), .source = source, .interval = interval};
    return last_;
}

void LookScheduler::remove(ViewId view) { views_.erase(view); }

bool LookScheduler::setQuery(ViewId view, Query query) {
    View& asking = views_.at(view);
    if (asking.query == query)
        return false;
    asking.query = std::move(query);
    asking.answered = false;
    asking.answeredAt.reset();
    return true;
}

void LookScheduler::setSource(ViewId view, SourceId source) {
    View& asking = views_.at(view);
    if (std::exchange(asking.source, source) == source)
        return;
    asking.answered = false;
    asking.answeredAt.reset();
}

void LookScheduler::setVisible(ViewId view, bool visible) { views_.at(view).visible = visible; }

void LookScheduler::setTraining(bool training) {
    training_ = training;
    survey_.reset(); // at rest it is read at once
    outdated_ = outdated_ || training;
}

void LookScheduler::setMoment(const Moment& moment, Time now) {
    const bool another = !moment_ || moment_->run != moment.run;
    moment_ = moment;
    momentAt_ = now;
    outdated_ = training_;
    for (auto& [id, view] : views_)
        if (view.source == live) {
            view.answered = false;
            if (another)
                view.answeredAt.reset();
        }
}

bool LookScheduler::isLiveSeen() const {
    return std::ranges::any_of(views_,
                               [](const auto& entry) { return entry.second.visible && entry.second.source == live; });
}

// Whether there are weights for it. At rest those of the past are not looked at: the last ones are on their way.
bool LookScheduler::canLook(const View& view) const {
    return view.source != live || (moment_ && (training_ || !outdated_));
}

LookScheduler::Time LookScheduler::dueAt(const View& view) const {
    return training_ && view.answeredAt ? *view.answeredAt + view.interval : Time{};
}

bool LookScheduler::isLiveWaiting(Time now) const {
    return std::ranges::any_of(views_, [&](const auto& entry) {
        const View& view = entry.second;
        return view.source == live && view.waits() && !isSurveyed(entry.first) && !hasToQueue(view) &&
               dueAt(view) <= now;
    });
}

// Not before a view is due that somebody sees.
LookScheduler::Time LookScheduler::momentAllowedAt() const {
    std::optional<Time> due;
    for (const auto& [id, view] : views_)
        if (view.visible && view.source == live && !isSurveyed(id))
            due = std::min(due.value_or(dueAt(view)), dueAt(view));
    const Time first = std::max(allowedAt_, due.value_or(Time{}));
    return moment_ ? std::max(first, momentAt_ + shortest) : first;
}

bool LookScheduler::wantsMoment(Time now) const {
    if (!isLiveSeen() || (moment_ && !outdated_))
        return false;
    return !training_ || (now >= momentAllowedAt() && !(moment_ && isLiveWaiting(now)));
}

bool LookScheduler::isSurveyed(ViewId view) const {
    return survey_ && std::ranges::find(survey_->whole.views, view) != survey_->whole.views.end();
}

bool LookScheduler::isForPieces(const Query& query) const {
    return query.study || (training_ && query.subjects.size() > pieceSize);
}

// Whether its look is in pieces, and another's is under way.
bool LookScheduler::hasToQueue(const View& view) const { return survey_ && isForPieces(view.query); }

LookScheduler::Look LookScheduler::nextPiece() const {
    if (survey_->whole.query.study) {
        Look piece = survey_->whole;
        piece.isPiece = true;
        piece.isFirst = survey_->done == 0;
        piece.isLast = false;
        return piece;
    }
    const auto& all = survey_->whole.query.subjects;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(survey_->done);
    const auto size = std::min(pieceSize, all.size() - survey_->done);
    Look piece = survey_->whole;
    piece.query.subjects = {begin, begin + static_cast<std::ptrdiff_t>(size)};
    piece.isPiece = true;
    piece.isFirst = survey_->done == 0;
    piece.isLast = survey_->done + size == all.size();
    return piece;
}

std::optional<LookScheduler::Look> LookScheduler::next(Time now) {
    if (training_ && now < allowedAt_)
        return std::nullopt;
    if (survey_ && !isWanted(survey_->whole))
        survey_.reset();
    const View* first = nullptr;
    for (const auto& [id, view] : views_)
        if (view.waits() && !isSurveyed(id) && !hasToQueue(view) && canLook(view) && dueAt(view) <= now &&
            (!first || view.answeredAt < first->answeredAt))
            first = &view;
    if (survey_ && (!first || surveysTurn_))
        return nextPiece();
    if (!first)
        return std::nullopt;
    Look look{first->source, moment_.value_or(Moment{}), first->query, {}};
    for (const auto& [id, view] : views_)
        if (view.waits() && view.source == look.source && canBeOne(look.query, view.query)) {
            merge(look.query, view.query);
            look.views.push_back(id);
        }
    if (!isForPieces(look.query))
        return look;
    survey_ = Survey{std::move(look)};
    return nextPiece();
}

std::optional<LookScheduler::Time> LookScheduler::wakeAt(Time now) const {
    if (!training_)
        return std::nullopt;
    std::optional<Time> at;
    const auto consider = [&](Time time) {
        if (time > now)
            at = std::min(at.value_or(time), time);
    };
    for (const auto& [id, view] : views_)
        if (view.waits() && canLook(view))
            consider(std::max(allowedAt_, dueAt(view)));
    if (isLiveSeen())
        consider(momentAllowedAt());
    if (survey_)
        consider(allowedAt_);
    return at;
}

bool LookScheduler::isWanted(const Look& asked) const {
    if (asked.isPiece && !survey_)
        return false;
    const Look& look = asked.isPiece ? survey_->whole : asked;
    if (look.source == live && !(moment_ && moment_->run == look.moment.run))
        return false;
    return std::ranges::any_of(look.views, [&](ViewId id) {
        const auto view = views_.find(id);
        return view != views_.end() && view->second.visible && wants(view->second, look);
    });
}

std::vector<LookScheduler::ViewId> LookScheduler::finish(const Look& look, Time now, Time cost, bool answered) {
    addCost(now, cost);
    surveysTurn_ = !look.isPiece;
    if (!answered || !isWanted(look)) {
        if (look.isPiece)
            survey_.reset(); // it begins anew, if anybody still wants it
        return {};
    }
    if (!look.isPiece)
        return give(look, now);
    survey_->done += look.query.study ? 1 : look.query.subjects.size();
    if (look.isLast)
        return give(std::exchange(survey_, std::nullopt)->whole, now);
    return look.query.study ? viewsOf(survey_->whole) : std::vector<ViewId>();
}

std::vector<LookScheduler::ViewId> LookScheduler::viewsOf(const Look& look) const {
    std::vector<ViewId> all;
    for (const ViewId id : look.views)
        if (const auto view = views_.find(id); view != views_.end() && wants(view->second, look))
            all.push_back(id);
    return all;
}

std::vector<LookScheduler::ViewId> LookScheduler::give(const Look& look, Time now) {
    std::vector<ViewId> given = viewsOf(look);
    for (const ViewId id : given) {
        View& view = views_.at(id);
        view.answered = look.source != live || moment_ == look.moment;
        view.answeredAt = now;
    }
    return given;
}

bool LookScheduler::wants(const View& view, const Look& look) {
    return view.source == look.source && answers(look.query, view.query);
}

void LookScheduler::addCost(Time now, Time cost) {
    if (training_)
        allowedAt_ = std::max(allowedAt_, now) + costShare * cost / cores_;
}

} // namespace unroll
