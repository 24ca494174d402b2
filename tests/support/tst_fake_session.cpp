#include "tests/support/fake_session.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

Hyperparameters twoEpochs() {
    Hyperparameters hyperparameters;
    hyperparameters.epochs = 2;
    return hyperparameters;
}

FakeScript shortScript() {
    FakeScript script;
    script.batchesPerEpoch = 3;
    script.evaluationParts = 2;
    return script;
}

} // namespace

class TestFakeSession : public QObject {
    Q_OBJECT

private slots:
    void goesThroughItsEpochs() {
        FakeSession session(shortScript(), twoEpochs());
        std::int64_t expectedStep = 0;
        for (std::int64_t epoch = 1; epoch <= 2; ++epoch) {
            for (std::int64_t batch = 1; batch <= 3; ++batch) {
                QVERIFY(!session.finished());
                const StepResult result = session.step();
                QCOMPARE(result.batch.epoch, epoch);
                QCOMPARE(result.batch.batch, batch);
                QCOMPARE(result.batch.step, ++expectedStep);
                QCOMPARE(result.batch.loss, FakeSession::lossAt(expectedStep, 1));
                QCOMPARE(result.epochFinished, batch == 3);
            }
            QVERIFY(!session.evaluate());
            const auto metrics = session.evaluate();
            QVERIFY(metrics);
            QCOMPARE(metrics->epoch, epoch);
            QCOMPARE(metrics->step, expectedStep);
        }
        QVERIFY(session.finished());
    }

    void refusesAWrongOrderOfCalls() {
        FakeScript script = shortScript();
        script.batchesPerEpoch = 1;
        script.evaluationParts = 1;
        Hyperparameters hyperparameters;
        hyperparameters.epochs = 1;
        FakeSession session(script, hyperparameters);
        QVERIFY_EXCEPTION_THROWN(session.evaluate(), std::logic_error);
        session.step();
        QVERIFY_EXCEPTION_THROWN(session.step(), std::logic_error);
        session.evaluate();
        QVERIFY_EXCEPTION_THROWN(session.step(), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(session.evaluate(), std::logic_error);
    }

    void rewindsToTheSameStart() {
        FakeSession session(shortScript(), twoEpochs());
        const StepResult first = session.step();
        session.step();
        session.step();
        session.rewind();
        QCOMPARE(session.weights().front().values.front(), 0.0F);
        QVERIFY(session.step() == first);
    }

    void divergesAndFailsWhereTheScriptSays() {
        FakeScript script = shortScript();
        script.failsAtStep = 1;
        FakeSession failing(script, twoEpochs());
        QVERIFY_EXCEPTION_THROWN(failing.step(), std::runtime_error);

        script = shortScript();
        script.divergesAtStep = 2;
        FakeSession diverging(script, twoEpochs());
        QVERIFY(!diverging.step().divergence);
        const StepResult result = diverging.step();
        QVERIFY(result.divergence);
        QCOMPARE(result.divergence->batch, 2);
        QVERIFY(std::isnan(result.batch.loss));
        QVERIFY(diverging.finished());
    }

    void failingSetupLeavesNothingAlive() {
        FakeScript script;
        script.setupError = "There is no data set 'x'; choose another.";
        QVERIFY_EXCEPTION_THROWN(fakeFactory(script)({}), std::runtime_error);
        QCOMPARE(script.log->alive.load(), 0);
        script.setupError.clear();
        {
            const auto session = fakeFactory(script)({});
            QCOMPARE(script.log->alive.load(), 1);
        }
        QCOMPARE(script.log->alive.load(), 0);
        QCOMPARE(script.log->built.load(), 1);
    }

    void answersGetBetter() {
        FakeScript script;
        script.batchesPerEpoch = 200;
        FakeSession session(script);
        Query query{{}, Quantity::Answer};
        for (std::int64_t index = 0; index < 10; ++index)
            query.subjects.emplace_back(TestImage{index});
        const auto right = [&] {
            Snapshot snapshot{.parameters = std::vector<float>(1)};
            session.copyParameters(snapshot.parameters);
            const auto findings = session.blueprint()->inspector()->look(snapshot, query, std::atomic<bool>(false));
            return std::ranges::count_if(findings->answers,
                                         [](const Answer& answer) { return answer.prediction == answer.label; });
        };
        const auto before = right();
        for (int step = 0; step < 190; ++step)
            session.step();
        QVERIFY(right() > before);
    }

    void changesOnlyWhatMayChange() {
        FakeSession session(shortScript(), twoEpochs());
        Hyperparameters changed = twoEpochs();
        changed.eta = 0.5;
        session.change(changed);
        QCOMPARE(session.hyperparameters().eta, 0.5);
        changed.hidden = 7;
        QVERIFY_EXCEPTION_THROWN(session.change(changed), HyperparameterError);
    }
};

QTEST_APPLESS_MAIN(TestFakeSession)
#include "tst_fake_session.moc"
