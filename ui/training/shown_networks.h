// Into which networks views look: that of the run on show, and that of the run which is held against it. The run under
// way is looked at as it trains, any other with the weights that the table has of it.
#pragma once

#include "ui/state/run_selection.h"
#include "ui/training/session_controller.h"

#include <QObject>

#include <memory>

namespace unroll {

class ShownNetworks : public QObject {
    Q_OBJECT

public:
    // All of them outlive it. Without a factory only the run under way can be looked into.
    ShownNetworks(SessionController& controller, const RunList& list, const RunSelection& selection,
                  BlueprintFactory blueprints, QObject* parent = nullptr);

signals:
    void changed(unroll::LookPlace place); // what views were told before is of another network

private:
    void update();
    void show(LookPlace place, const Run* run);
    QString obstacle(const Run& run) const;

    SessionController& controller_;
    const RunList& list_;
    const RunSelection& selection_;
    BlueprintFactory blueprints_;
    std::shared_ptr<const RunRecord> shown_[2]; // by place; null for the run under way
};

} // namespace unroll
