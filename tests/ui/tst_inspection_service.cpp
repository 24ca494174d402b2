#include "ui/training/inspection_service.h"

#include "tests/support/fake_session.h"
#include "tests/support/gate.h"
#include "ui/training/session_controller.h"

#include <QTest>

using namespace unroll;

namespace {

Query about(std::vector<std::int64_t> indices, Quantities quantities = Quantity::Answer) {
    Query query{{}, quantities};
    for (const std::int64_t index : indices)
        query.subjects.emplace_back(TestImage{index});
    return query;
}

// What a view was told.
struct View {
    std::vector<Sight> sights{};
    InspectionService::Subscription subscription{};

    void subscribe(InspectionService& service, Query query) {
        subscription = service.subscribe(std::move(query), [this](const Sight& sight) { sights.push_back(sight); });
    }
    bool sees(std::int64_t step) const {
        return !sights.empty() && sights.back().findings && sights.back().findings->moment.step == step;
    }
    const Query& lastQuery() const { return sights.back().findings->query; }
};

FakeScript shortScript() {
    FakeScript script;
    script.batchesPerEpoch = 5;
    return script;
}

} // namespace

class TestInspectionService : public QObject {
    Q_OBJECT

private slots:
    void answersAtRest() {
        SessionController controller(fakeFactory(shortScript()));
        View view;
        view.subscribe(controller.inspection(), about({3, 4}));
        controller.configure({});
        QTRY_VERIFY(view.sees(0));
        QCOMPARE(view.sights.back().findings->answers.size(), 2U);
        QCOMPARE(view.sights.back().findings->answers[1].label, std::optional(4));
        QCOMPARE(view.sights.back().findings->moment.run, controller.run());
        controller.stepBatch();
        QTRY_VERIFY(view.sees(1));
        controller.train();
        QTRY_COMPARE(controller.state(), SessionState::Finished);
        QTRY_VERIFY(view.sees(controller.hyperparameters().epochs * 5));
        controller.rewind();
        QTRY_VERIFY(view.sees(0));
    }

    void whoComesLaterIsAnsweredToo() {
        SessionController controller(fakeFactory(shortScript()));
        controller.configure({});
        controller.stepBatch();
        QTRY_COMPARE(controller.state(), SessionState::Paused);
        View view;
        view.subscribe(controller.inspection(), about({1}));
        QTRY_VERIFY(view.sees(1));
        view.subscription.setQuery(about({2}));
        QTRY_COMPARE(view.lastQuery(), about({2}));
    }

    // Piece by piece, at rest and with others between; of the network at the moment at which it began.
    void studiesAreAnswered() {
        FakeScript script = shortScript();
        SessionController controller(fakeFactory(script));
        View sharpness;
        View landscape;
        View other;
        sharpness.subscribe(controller.inspection(), {.study = SharpnessStudy{}});
        landscape.subscribe(controller.inspection(), {.study = LandscapeStudy{}});
        other.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        QTRY_COMPARE(controller.state(), SessionState::Ready);
        controller.stepBatch();
        const auto eigenvalue = [&] {
            const Sharpness* found =
                sharpness.sights.empty() ? nullptr : sharpness.sights.back().findings->studied<Sharpness>();
            return found ? found->largestEigenvalue : -1;
        };
        QTRY_COMPARE(eigenvalue(), 1.0);
        QTRY_VERIFY(!landscape.sights.empty() && landscape.sights.back().findings->complete);
        QCOMPARE(landscape.sights.back().findings->moment.step, 1);
        QCOMPARE(landscape.sights.back().findings->studied<Landscape>()->loss.back(), 9.0);
        QTRY_VERIFY(other.sees(1));
        controller.train(); // and while it trains
        QTRY_COMPARE(controller.state(), SessionState::Finished);
        const auto last = static_cast<double>(controller.hyperparameters().epochs * 5);
        QTRY_COMPARE(eigenvalue(), last);
    }

    // Whoever asks for something else, or is not seen any more, ends it.
    void aStudyIsGivenUp() {
        FakeScript script = shortScript();
        const auto log = script.log;
        Gate gate;
        std::atomic<bool> waits = true;
        script.beforeLook = [&](const Query& query) {
            if (query.study && waits.exchange(false))
                gate.pass();
        };
        SessionController controller(fakeFactory(script));
        View view;
        view.subscribe(controller.inspection(), {.study = SharpnessStudy{}});
        controller.configure({});
        gate.awaitArrival();
        view.subscription.setQuery({.study = LandscapeStudy{}});
        gate.open();
        QTRY_VERIFY(!view.sights.empty() && view.sights.back().findings->complete);
        for (const Sight& sight : view.sights)
            QVERIFY(sight.findings->studied<Landscape>());
    }

    // An answer that was found and not shown yet is still wanted.
    void askingTheSameAgainLosesNothing() {
        FakeScript script = shortScript();
        const auto log = script.log;
        SessionController controller(fakeFactory(script));
        View view;
        view.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        QTRY_COMPARE(controller.state(), SessionState::Ready);
        const auto seen = [&] { return view.sights.size(); };
        for (int i = 2; i < 12; ++i) {
            view.subscription.setQuery(about({i}));
            const auto before = seen();
            const std::int64_t looks = log->looks;
            while (log->looks == looks) // not delivered before the event loop turns
                QThread::msleep(1);
            QThread::msleep(2);
            view.subscription.setQuery(about({i}));
            QTRY_VERIFY(seen() > before);
        }
    }

    // With views that nobody sees, and with none, no weights are taken but those of past epochs.
    void aClosedViewCostsNothing() {
        FakeScript script = shortScript();
        const auto log = script.log;
        SessionController controller(fakeFactory(script));
        View closed;
        closed.subscribe(controller.inspection(), about({1}));
        closed.subscription.setVisible(false);
        View gone;
        gone.subscribe(controller.inspection(), about({2}));
        gone.subscription = {};
        controller.configure({});
        controller.train();
        QTRY_COMPARE(controller.state(), SessionState::Finished);
        const std::int64_t kept = 1 + controller.hyperparameters().epochs;
        QCOMPARE(log->snapshots, kept);
        QCOMPARE(log->looks, 0);
        QVERIFY(closed.sights.empty());
        closed.subscription.setVisible(true);
        QTRY_VERIFY(closed.sees(controller.hyperparameters().epochs * 5));
        QCOMPARE(log->snapshots, kept + 1);
        QCOMPARE(log->looks, 1);
        QVERIFY(gone.sights.empty());
    }

    void viewsOfOneSubjectShareALook() {
        FakeScript script = shortScript();
        const auto log = script.log;
        SessionController controller(fakeFactory(script));
        View views[3];
        for (View& view : views)
            view.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        for (View& view : views)
            QTRY_VERIFY(view.sees(0));
        QCOMPARE(log->looks, 1);
        QCOMPARE(views[0].sights.back().findings, views[2].sights.back().findings);
    }

    void theLatestSubjectWins() {
        Gate gate;
        std::atomic<bool> held = true;
        FakeScript script = shortScript();
        script.beforeLook = [&](const Query& query) {
            if (held && query == about({1}))
                gate.pass();
        };
        const auto log = script.log;
        SessionController controller(fakeFactory(script));
        View view;
        view.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        gate.awaitArrival();
        view.subscription.setQuery(about({2}));
        view.subscription.setQuery(about({3}));
        gate.open();
        QTRY_VERIFY(view.sees(0));
        QCOMPARE(view.lastQuery(), about({3}));
        QCOMPARE(log->looks, 1); // into the first it gave up, into the second it never began
        QCOMPARE(view.sights.size(), 1U);
    }

    void followsATraining() {
        FakeScript script = shortScript();
        script.stepMilliseconds = 1;
        SessionController controller(fakeFactory(script));
        View view;
        view.subscribe(controller.inspection(), about({1}));
        Hyperparameters setting;
        setting.epochs = 1000;
        controller.configure(setting);
        controller.train();
        QTRY_VERIFY(view.sights.size() > 5);
        controller.stop();
        QTRY_COMPARE(controller.state(), SessionState::Stopped);
        std::int64_t step = -1;
        for (const Sight& sight : view.sights) {
            QVERIFY(sight.findings->moment.step > step);
            step = sight.findings->moment.step;
        }
    }

    void anotherRunIsLookedAtAnew() {
        SessionController controller(fakeFactory(shortScript()));
        View view;
        view.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        controller.stepBatch();
        QTRY_VERIFY(view.sees(1));
        controller.configure({});
        QTRY_VERIFY(view.sees(0));
        QCOMPARE(view.sights.back().findings->moment.run, controller.run());
    }

    void whatIsNotFiniteIsNotLookedAt() {
        FakeScript script = shortScript();
        script.divergesAtStep = 3;
        SessionController controller(fakeFactory(script));
        View view;
        view.subscribe(controller.inspection(), about({1}));
        controller.configure({});
        controller.train();
        QTRY_COMPARE(controller.state(), SessionState::Diverged);
        view.subscription.setQuery(about({2})); // which asks for weights
        controller.rewind();
        QTRY_VERIFY(!view.sights.empty() && view.sees(0) && view.lastQuery() == about({2}));
        for (const Sight& sight : view.sights)
            QVERIFY(sight.findings->moment.step < 3);
    }

    // While one network trains, another that stays can be looked into, and both side by side.
    void placesLookIntoNetworksOfTheirOwn() {
        FakeScript script = shortScript();
        SessionController controller(fakeFactory(script));
        InspectionService& service = controller.inspection();
        View first;
        View second;
        first.subscribe(service, about({1}));
        second.subscription = service.subscribe(about({1}), [&](const Sight& sight) { second.sights.push_back(sight); },
                                                {.place = LookPlace::Second});
        controller.configure({});
        QTRY_VERIFY(first.sees(0) && second.sees(0));
        int made = 0;
        service.showStill(LookPlace::Second, [&, script] {
            ++made;
            return StillNetwork{fakeBlueprints(script)({}), std::make_shared<Snapshot>(Snapshot{{0, 42, 1}, {42}})};
        });
        QTRY_VERIFY(second.sees(42));
        controller.stepBatch();
        QTRY_VERIFY(first.sees(1));
        QVERIFY(second.sees(42));
        second.subscription.setQuery(about({2}));
        QTRY_COMPARE(second.lastQuery(), about({2}));
        QCOMPARE(made, 1);
        service.showLive(LookPlace::Second);
        QTRY_VERIFY(second.sees(1));
        service.showStill(LookPlace::First, []() -> StillNetwork { throw std::runtime_error("It is gone."); });
        QTRY_COMPARE(first.sights.back().error, std::string("It is gone."));
        QVERIFY(second.sees(1));
    }

    void whatCanNotBeAnsweredSaysWhy() {
        SessionController controller(fakeFactory(shortScript()));
        View view;
        view.subscribe(controller.inspection(), about({100}));
        controller.configure({});
        QTRY_COMPARE(view.sights.size(), 1U);
        QCOMPARE(view.sights[0].error, std::string("There is no test image 100."));
        view.subscription.setQuery(about({1}));
        QTRY_VERIFY(view.sees(0));
    }

    void subscriptionsMayOutliveTheService() {
        View view;
        {
            SessionController controller(fakeFactory(shortScript()));
            view.subscribe(controller.inspection(), about({1}));
            controller.configure({});
        }
        view.subscription.setQuery(about({2}));
        view.subscription.setVisible(false);
    }

    // Told in the middle of being told.
    void aViewMayEndOthers() {
        SessionController controller(fakeFactory(shortScript()));
        View views[2];
        int told = 0;
        for (View& view : views)
            view.subscription = controller.inspection().subscribe(about({1}), [&](const Sight&) {
                ++told;
                for (View& other : views)
                    other.subscription = {};
            });
        controller.configure({});
        QTRY_COMPARE(told, 1);
        controller.stepBatch();
        QTRY_COMPARE(controller.state(), SessionState::Paused);
        QCOMPARE(told, 1);
    }
};

QTEST_GUILESS_MAIN(TestInspectionService)
#include "tst_inspection_service.moc"
