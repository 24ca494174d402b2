#include "ui/training/seed_series.h"

#include "ui/training/run_follower.h"

#include <algorithm>
#include <utility>

namespace unroll {

using State = SessionController::State;

SeedSeries::SeedSeries(SessionController& controller, RunList& list, RunFollower& follower, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , list_(list)
    , follower_(follower) {
    connect(&follower, &RunFollower::kept, this, &SeedSeries::followRun);
    connect(&controller, &SessionController::stateChanged, this, &SeedSeries::followState);
    connect(&controller, &SessionController::begun, this, [this] {
        if (!beginning_)
            end();
    });
}

void SeedSeries::start(const Hyperparameters& setting, std::int64_t seeds) {
    end();
    const auto last = static_cast<std::int64_t>(findHyperparameter("seed")->maximum);
    setting_ = setting;
    setting_.seed = std::min(setting.seed, last - seeds + 1);
    left_ = seeds;
    group_ = list_.beginGroup(setting_, seeds);
    follower_.setGroup(group_);
    emit started(setting_);
    trainNext();
}

void SeedSeries::trainNext() {
    --left_;
    beginning_ = true;
    controller_.configure(setting_, TrainOrigin::Seeds);
    controller_.train(TrainOrigin::Seeds);
    beginning_ = false;
    ++setting_.seed;
}

// The weights of a run that has ended are in the list: the next one may take its place.
void SeedSeries::followRun() {
    const State state = controller_.state();
    if (!isRunning() || (state != State::Finished && state != State::Diverged))
        return;
    if (left_ > 0)
        trainNext();
    else
        end();
}

void SeedSeries::followState(State state) {
    if (state == State::Stopped || state == State::Empty)
        end();
}

void SeedSeries::end() {
    left_ = 0;
    follower_.setGroup(0);
    list_.endGroup(std::exchange(group_, 0));
}

} // namespace unroll
