// Into which networks views look: that of the run on show, and that of the run which is held against it, both at the
// moment that is shown. The newest of the run under way is looked at as it trains, any other with the weights that the
// table has of it, a past epoch with those that were kept of it.
#pragma once

#include "engine/session/epoch_archive.h"
#include "ui/state/run_selection.h"
#include "ui/state/shown_moment.h"
#include "ui/training/session_controller.h"

#include <QObject>

#include <memory>
#include <vector>

namespace unroll {

class ShownNetworks : public QObject {
    Q_OBJECT

public:
    // All of them outlive it. Without a factory only the run under way can be looked into.
    ShownNetworks(SessionController& controller, const RunList& list, const RunSelection& selection,
                  ShownMoment& moment, BlueprintFactory blueprints, QObject* parent = nullptr);

    // The run that a place shows; a null pointer where there is none.
    const Run* run(LookPlace place) const;

    bool isUnderWay(LookPlace place) const { return isUnderWay(run(place)); }

    // The epochs whose weights are at hand in a place, oldest first: past moments that can be shown.
    std::vector<PastEpoch> past(LookPlace place) const;

    // What it takes to look into one of them.
    InspectionService::MakeStill still(LookPlace place, std::shared_ptr<const Snapshot> past) const;

    // The epoch whose weights a place shows at the shown moment, which may be an earlier one than that; nothing for
    // the newest.
    std::optional<std::int64_t> epoch(LookPlace place) const;

signals:
    void changed(unroll::LookPlace place); // what views were told before is of another network, or moment

private:
    // Made when it is needed first, on the inspector's thread, and kept for other moments of the same run.
    struct Network {
        std::shared_ptr<const RunRecord> record{};    // of a run that the table has; null for the run under way
        std::shared_ptr<const Blueprint> blueprint{}; // the inspector's thread's, but for the run under way
    };

    // What a place shows: live, where there is no network.
    struct Shown {
        std::shared_ptr<Network> network{};
        std::shared_ptr<const Snapshot> past{};
    };

    void returnToNewest();
    void update();
    bool isUnderWay(const Run* run) const { return run && run == list_.present(); }
    PastEpoch pastOf(const Run& run) const;
    std::shared_ptr<Network> networkOf(const Run& run, const Shown& shown) const;
    InspectionService::MakeStill makeStill(const Shown& shown) const;
    void show(LookPlace place);
    void showLive(LookPlace place);
    void refuse(LookPlace place, const QString& reason);
    QString obstacle(const Run& run) const;

    SessionController& controller_;
    const RunList& list_;
    const RunSelection& selection_;
    ShownMoment& moment_;
    BlueprintFactory blueprints_;
    Shown shown_[2]; // by place
};

} // namespace unroll
