#include "ui/inspect/past_walk_presenter.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr std::array bothPlaces{LookPlace::First, LookPlace::Second};

}

PastWalkPresenter::PastWalkPresenter(SessionController& controller, const ShownNetworks& networks, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , networks_(networks) {}

void PastWalkPresenter::setQuery(const Query& query) {
    if (query == query_)
        return;
    query_ = query;
    found_.clear();
    looking_.reset();
    subscription_ = {};
    walk();
}

void PastWalkPresenter::setVisible(bool visible) {
    visible_ = visible;
    if (!visible) {
        subscription_ = {};
        looking_.reset();
    } else {
        walk();
    }
}

void PastWalkPresenter::walk() {
    if (!visible_ || (query_.subjects.empty() && !query_.study))
        return;
    bool underWayStays = false;
    std::vector<std::shared_ptr<const Snapshot>> all;
    std::optional<std::pair<LookPlace, std::shared_ptr<const Snapshot>>> next;
    for (const LookPlace place : bothPlaces)
        for (const PastEpoch& past : networks_.past(place)) {
            all.push_back(past.snapshot);
            underWayStays |= past.snapshot == looking_;
            if (!next && !found_.contains(past.snapshot))
                next = {place, past.snapshot};
        }
    std::erase_if(found_, [&](const auto& entry) { return std::ranges::find(all, entry.first) == all.end(); });
    if (looking_ && underWayStays)
        return;
    subscription_ = {};
    looking_.reset();
    if (!next)
        return;
    looking_ = next->second;
    controller_.inspection().showStill(LookPlace::Past, networks_.still(next->first, next->second));
    subscription_ = controller_.inspection().subscribe(query_, [this](const Sight& sight) { take(sight); },
                                                       {.place = LookPlace::Past});
}

void PastWalkPresenter::take(const Sight& sight) {
    if (!looking_ || (sight.findings && !sight.findings->complete))
        return;
    found_[std::exchange(looking_, nullptr)] = sight.findings;
    emit foundMore();
    walk();
}

std::vector<PastSight> PastWalkPresenter::found(LookPlace place) const {
    std::vector<PastSight> all;
    for (const PastEpoch& past : networks_.past(place))
        if (const auto found = found_.find(past.snapshot); found != found_.end() && found->second)
            all.push_back({past.epoch, found->second});
    return all;
}

} // namespace unroll
