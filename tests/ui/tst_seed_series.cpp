#include "tests/support/form_desk.h"
#include "ui/training/run_follower.h"
#include "ui/training/seed_series.h"

#include <atomic>

using namespace unroll;

using State = SessionController::State;

namespace {

struct Desk : FormDesk {
    explicit Desk(const FakeScript& script)
        : FormDesk(script) {
        QObject::connect(&series, &SeedSeries::started, &policy, &RetrainPolicy::adoptSeeds);
    }

    RunList list;
    RunFollower follower{controller, list};
    SeedSeries series{controller, list, follower};
};

// Three of them.
void trainSeeds(Desk& desk, const Hyperparameters& setting) {
    desk.series.start(setting, 3);
    QTRY_VERIFY(!desk.series.isRunning());
    AWAIT(desk.controller, State::Finished);
}

std::vector<std::int64_t> seedsOf(const RunList& list, RunId group) {
    std::vector<std::int64_t> seeds;
    for (const Run* run : list.runsOf(group))
        seeds.push_back(run->hyperparameters.seed);
    return seeds;
}

} // namespace

class TestMainWindowRunSeeds : public QObject {
    Q_OBJECT

private slots:
    // Both groups have the same seeds, and the form has not moved.
    void theFormsSeedStaysWhereItWas() {
        Desk desk(shortScript());
        Hyperparameters setting = withEpochs(1, 7);
        trainSeeds(desk, setting);
        QCOMPARE(desk.setting.value().seed, 7);
        QVERIFY(!desk.policy.isPending());
        QVERIFY(desk.messages.sentence().isEmpty());
        setting = desk.setting.value();
        setting.eta = 0.02;
        trainSeeds(desk, setting);
        QCOMPARE(desk.list.groups().size(), 2U);
        for (const RunGroup& group : desk.list.groups())
            QCOMPARE(seedsOf(desk.list, group.id), (std::vector<std::int64_t>{7, 8, 9}));
    }

    void trainingAgainTakesTheFormsSeed() {
        Desk desk(shortScript());
        trainSeeds(desk, withEpochs(1));
        desk.policy.train();
        AWAIT(desk.controller, State::Preparing);
        AWAIT(desk.controller, State::Finished);
        QTRY_COMPARE(desk.list.runs().size(), 4U);
        QCOMPARE(desk.list.runs().back().hyperparameters.seed, 1);
        QCOMPARE(desk.list.runs().back().group, RunId{0});
        QVERIFY(!desk.policy.isPending());
    }

    void aChangeAfterTheSeriesWaitsAndSaysSo() {
        Desk desk(shortScript());
        trainSeeds(desk, withEpochs(1));
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Up);
        QVERIFY(desk.policy.isPending());
        QVERIFY(desk.messages.sentence().startsWith("Hidden size changes with"));
    }

    // Of a seed that rests in the middle, whose number is not the form's.
    void etaIsChangedInTheMiddleOfASeed() {
        FakeScript script = shortScript();
        auto gate = std::make_shared<Gate>();
        auto seeds = std::make_shared<std::atomic<int>>(0);
        script.beforeStep = [gate, seeds](std::int64_t step) {
            if (step == 5 && ++*seeds == 2)
                gate->pass();
        };
        Desk desk(script);
        desk.series.start(withEpochs(1), 2);
        QTRY_COMPARE(desk.controller.hyperparameters().seed, 2);
        gate->awaitArrival();
        desk.controller.pause();
        gate->open();
        AWAIT(desk.controller, State::Paused);
        Hyperparameters changed = desk.setting.value();
        changed.eta = 0.5;
        desk.setting.edit(changed);
        QTRY_COMPARE(desk.list.present()->changes.size(), 1U);
        QVERIFY(desk.messages.sentence().isEmpty());
        QVERIFY(!desk.policy.isPending());
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
        desk.policy.train();
        AWAIT(desk.controller, State::Finished);
        QTRY_VERIFY(!desk.series.isRunning());
        QCOMPARE(seedsOf(desk.list, desk.list.groups().front().id), (std::vector<std::int64_t>{1, 2}));
    }

    // The window sees neither begin: both are being set up when it looks next.
    void anotherRunEndsTheSeriesThatIsStillSettingUp() {
        FakeScript script = shortScript();
        auto gate = std::make_shared<Gate>();
        script.beforeSetup = [gate](const Hyperparameters& setting) {
            if (setting.hidden == 64)
                gate->pass();
        };
        Desk desk(script);
        desk.series.start(withEpochs(2), 3);
        gate->awaitArrival();
        Hyperparameters other = withEpochs(2);
        other.hidden = 100;
        desk.controller.configure(other);
        desk.controller.train();
        QVERIFY(!desk.series.isRunning());
        gate->open();
        AWAIT(desk.controller, State::Finished);
        QTRY_COMPARE(desk.list.runs().size(), 1U);
        QCOMPARE(desk.list.runs().front().hyperparameters.hidden, 100);
        QCOMPARE(desk.list.runs().front().group, RunId{0});
        QVERIFY(desk.list.groups().empty());
    }
};

QTEST_MAIN(TestMainWindowRunSeeds)
#include "tst_seed_series.moc"
