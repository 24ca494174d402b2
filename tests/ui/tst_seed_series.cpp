#include "tests/support/session_scripts.h"
#include "ui/form/form_presenter.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/state/settings.h"
#include "ui/training/run_follower.h"
#include "ui/training/seed_series.h"
#include "ui/widgets/message_bar.h"

#include <QTemporaryDir>

#include <atomic>

using namespace unroll;

using State = SessionController::State;

namespace {

// What a series of seeds stands between.
struct Desk {
    explicit Desk(const FakeScript& script)
        : controller(fakeFactory(script)) {
        presenter.setRetrains(false);
        QObject::connect(&series, &SeedSeries::started, &presenter, &FormPresenter::adoptSeeds);
    }

    QTemporaryDir folder;
    Settings settings{folder.filePath("unroll.ini")};
    HyperparameterPanel form{{"digits", "mnist"}};
    MessageBar messages;
    RunList list;
    SessionController controller;
    FormPresenter presenter{controller, form, messages, settings, nullptr};
    RunFollower follower{controller, list, [] { return false; }, nullptr};
    SeedSeries series{controller, list, follower, nullptr};
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
        QCOMPARE(desk.form.hyperparameters().seed, 7);
        QTRY_COMPARE(desk.settings.hyperparameters().seed, 7);
        QVERIFY(!desk.presenter.isPending());
        QVERIFY(desk.messages.sentence().isEmpty());
        setting = desk.form.hyperparameters();
        setting.eta = 0.02;
        trainSeeds(desk, setting);
        QCOMPARE(desk.list.groups().size(), 2U);
        for (const RunGroup& group : desk.list.groups())
            QCOMPARE(seedsOf(desk.list, group.id), (std::vector<std::int64_t>{7, 8, 9}));
    }

    void trainingAgainTakesTheFormsSeed() {
        Desk desk(shortScript());
        trainSeeds(desk, withEpochs(1));
        desk.presenter.train();
        AWAIT(desk.controller, State::Preparing);
        AWAIT(desk.controller, State::Finished);
        QTRY_COMPARE(desk.list.runs().size(), 4U);
        QCOMPARE(desk.list.runs().back().hyperparameters.seed, 1);
        QCOMPARE(desk.list.runs().back().group, RunId{0});
        QVERIFY(!desk.presenter.isPending());
    }

    void aChangeAfterTheSeriesWaitsAndSaysSo() {
        Desk desk(shortScript());
        trainSeeds(desk, withEpochs(1));
        QTest::keyClick(desk.form.findChild<QWidget*>("hidden"), Qt::Key_Up);
        QVERIFY(desk.presenter.isPending());
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
        Hyperparameters changed = desk.form.hyperparameters();
        changed.eta = 0.5;
        desk.presenter.take(changed);
        QTRY_COMPARE(desk.list.present()->changes.size(), 1U);
        QVERIFY(desk.messages.sentence().isEmpty());
        QVERIFY(!desk.presenter.isPending());
        QCOMPARE(desk.controller.hyperparameters().seed, 2);
        desk.presenter.train();
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
