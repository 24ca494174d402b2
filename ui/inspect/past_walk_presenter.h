// Goes through the epochs that are kept of the networks on show, one after the other, and looks into each for one view.
// What was found is kept as long as the question stays.
#pragma once

#include "ui/inspect/network_sight.h"
#include "ui/training/shown_networks.h"

#include <QObject>

#include <array>
#include <map>
#include <optional>

namespace unroll {

class PastWalkPresenter : public QObject {
    Q_OBJECT

public:
    // Both outlive it.
    PastWalkPresenter(SessionController& controller, const ShownNetworks& networks, QObject* parent);

    void setQuery(const Query& query);
    void setVisible(bool visible); // what nobody sees costs nothing

    // Epochs may have come, or others be on show.
    void walk();

    std::vector<PastSight> found(LookPlace place) const; // so far, by epoch

signals:
    void foundMore();

private:
    void take(const Sight& sight);

    SessionController& controller_;
    const ShownNetworks& networks_;
    Query query_;
    bool visible_ = false;
    std::map<std::shared_ptr<const Snapshot>, std::shared_ptr<const Findings>> found_; // null: it can't be looked into
    std::shared_ptr<const Snapshot> looking_;
    InspectionService::Subscription subscription_;
};

} // namespace unroll
