#include "tests/support/session_scripts.h"
#include "ui/training/run_follower.h"
#include "ui/training/shown_networks.h"

#include <QTest>

#include <atomic>

using namespace unroll;

using State = SessionController::State;
using Epochs = std::vector<std::int64_t>;

class TestShownNetworks : public QObject {
    Q_OBJECT

private slots:
    // Two runs of three epochs of ten batches, of which the second is under way; a view in each place.
    void init() {
        const FakeScript script = shortScript();
        made_ = 0;
        controller_ = std::make_unique<SessionController>(fakeFactory(script));
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
        moment_ = std::make_unique<ShownMoment>();
        follower_ = std::make_unique<RunFollower>(*controller_, *list_);
        const auto counted = [this, make = fakeBlueprints(script)](const Hyperparameters& hyperparameters) {
            ++made_;
            return make(hyperparameters);
        };
        networks_ = std::make_unique<ShownNetworks>(*controller_, *list_, *selection_, *moment_, counted);
        train(1);
        train(2);
        for (const LookPlace place : {LookPlace::First, LookPlace::Second})
            view(place) = controller_->inspection().subscribe(
                {.subjects = {TestImage{0}}, .quantities = Quantity::Answer},
                [this, place](const Sight& sight) { seen(place) = sight.findings ? sight.findings->moment.step : -1; },
                {.place = place});
        QTRY_COMPARE(seen(LookPlace::First), 30);
    }
    void cleanup() {
        view(LookPlace::First) = {};
        view(LookPlace::Second) = {};
        networks_.reset();
        follower_.reset();
        controller_.reset();
        selection_.reset();
        list_.reset();
    }

    void pastEpochsOfTheRunUnderWayAreShown() {
        QCOMPARE(epochs(LookPlace::First), (Epochs{0, 1, 2, 3}));
        QCOMPARE(networks_->epoch(LookPlace::First), std::optional<std::int64_t>());
        for (const int epoch : {2, 0, 1}) {
            moment_->set(epoch);
            QTRY_COMPARE(seen(LookPlace::First), 10 * epoch);
            QCOMPARE(networks_->epoch(LookPlace::First), std::optional<std::int64_t>(epoch));
        }
        moment_->set({});
        QTRY_COMPARE(seen(LookPlace::First), 30);
    }

    void anotherRunFollowsTheMomentToo() {
        const RunId first = list_->runs().front().id;
        selection_->select({list_->present()->id, first});
        QCOMPARE(epochs(LookPlace::Second), (Epochs{0, 1, 2, 3}));
        moment_->set(1);
        QTRY_COMPARE(seen(LookPlace::First), 10);
        QTRY_COMPARE(seen(LookPlace::Second), 10);
        selection_->select({first});
        QTRY_COMPARE(seen(LookPlace::First), 10);
        moment_->set({});
        QTRY_COMPARE(seen(LookPlace::First), 30);
    }

    void oneBlueprintDoesForAllMoments() {
        selection_->select({list_->runs().front().id});
        QTRY_COMPARE(made_, 1);
        for (int i = 0; i < 20; ++i) {
            moment_->set(i % 4);
            QTRY_COMPARE(seen(LookPlace::First), 10 * (i % 4));
        }
        QCOMPARE(made_, 1);
    }

    void whatIsNotKeptIsShownAsTheEpochBefore() {
        RunRecord record = *list_->runs().front().record;
        std::erase_if(record.past, [](const PastEpoch& past) { return past.epoch == 2; });
        const RunId opened = list_->insert(std::make_shared<const RunRecord>(record), "/somewhere");
        selection_->select({opened});
        moment_->set(2);
        QTRY_COMPARE(seen(LookPlace::First), 10);
        QCOMPARE(networks_->epoch(LookPlace::First), std::optional<std::int64_t>(1));
        record.past.clear();
        selection_->select({list_->insert(std::make_shared<const RunRecord>(record), "/elsewhere")});
        QTRY_COMPARE(seen(LookPlace::First), 30);
        QVERIFY(epochs(LookPlace::First).empty());
        QCOMPARE(networks_->epoch(LookPlace::First), std::optional<std::int64_t>());
    }

    void whoTrainsSeesTheNewest() {
        moment_->set(1);
        controller_->rewind();
        AWAIT(*controller_, State::Ready);
        QVERIFY(!moment_->epoch());
        QTRY_COMPARE(seen(LookPlace::First), 0);
        QCOMPARE(epochs(LookPlace::First), Epochs{0});
        moment_->set(0);
        train(3);
        QVERIFY(!moment_->epoch());
    }

    void aForkStartsFromThoseWeights() {
        const PastEpoch at = networks_->past(LookPlace::First)[1];
        controller_->fork(withEpochs(2, 7), at.snapshot, "run 2 at epoch 1");
        AWAIT(*controller_, State::Ready);
        controller_->train(TrainOrigin::Fork);
        AWAIT(*controller_, State::Finished);
        QTRY_VERIFY(list_->present()->record);
        const RunRecord& record = *list_->present()->record;
        QVERIFY(record.from && record.from->model == "run 2 at epoch 1" && !record.from->weightsSha256.empty());
        QCOMPARE(list_->present()->label.note, QString("From run 2 at epoch 1"));
        QCOMPARE(epochs(LookPlace::First), (Epochs{0, 1, 2}));
        train(8); // which was drawn anew
        QVERIFY(!list_->present()->record->from);
    }

    // A run that goes on has the epochs before.
    void goingOnKeepsThePast() {
        const RunId first = list_->runs().front().id;
        follower_->goOn(first);
        AWAIT(*controller_, State::Paused);
        controller_->train();
        AWAIT(*controller_, State::Finished);
        QCOMPARE(epochs(LookPlace::First), (Epochs{0, 1, 2, 3, 4, 5, 6}));
        moment_->set(2);
        QTRY_COMPARE(seen(LookPlace::First), 20);
        moment_->set(5);
        QTRY_COMPARE(seen(LookPlace::First), 50);
    }

private:
    void train(std::int64_t seed) {
        controller_->configure(withEpochs(3, seed));
        AWAIT(*controller_, State::Ready);
        controller_->train();
        AWAIT(*controller_, State::Finished);
        QTRY_VERIFY(list_->present() && list_->present()->record);
    }
    Epochs epochs(LookPlace place) const {
        Epochs epochs;
        for (const PastEpoch& past : networks_->past(place))
            epochs.push_back(past.epoch);
        return epochs;
    }
    InspectionService::Subscription& view(LookPlace place) { return views_[static_cast<std::size_t>(place)]; }
    std::int64_t& seen(LookPlace place) { return seen_[static_cast<std::size_t>(place)]; }

    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<ShownMoment> moment_;
    std::unique_ptr<RunFollower> follower_;
    std::unique_ptr<ShownNetworks> networks_;
    InspectionService::Subscription views_[2];
    std::int64_t seen_[2] = {};
    std::atomic<int> made_ = 0; // blueprints
};

QTEST_MAIN(TestShownNetworks)
#include "tst_shown_networks.moc"
