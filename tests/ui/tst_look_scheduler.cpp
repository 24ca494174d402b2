#include "ui/training/look_scheduler.h"

#include <QTest>

using namespace unroll;
using namespace std::chrono_literals;

namespace {

Query aboutFirst(std::int64_t images) {
    Query query{{}, Quantity::Answer};
    for (std::int64_t index = 0; index < images; ++index)
        query.subjects.emplace_back(TestImage{index});
    return query;
}

Query about(std::int64_t index, Quantities quantities = Quantity::States) { return {{TestImage{index}}, quantities}; }

// Time goes by only where a look computes or nothing is to be done, as on a machine that does nothing else.
struct Machine {
    LookScheduler scheduler{};
    LookScheduler::Time now = 1s;
    LookScheduler::Time cost = 1ms; // of every look
    LookScheduler::Time copying = 0ms;
    LookScheduler::Time computed{};
    std::int64_t step = 0;
    std::vector<LookScheduler::Look> looks{};

    void takeMoment() {
        now += copying;
        computed += copying;
        scheduler.setMoment({1, ++step, 0}, now);
        scheduler.addCost(now, copying);
    }

    void runFor(LookScheduler::Time duration) {
        const auto end = now + duration;
        while (now < end) {
            const bool wants = scheduler.wantsMoment(now);
            if (wants)
                takeMoment();
            if (const auto look = scheduler.next(now)) {
                now += cost;
                computed += cost;
                looks.push_back(*look);
                scheduler.finish(*look, now, cost, true);
            } else if (!wants) {
                now = std::min(end, scheduler.wakeAt(now).value_or(end));
            }
        }
    }
};

} // namespace

class TestLookScheduler : public QObject {
    Q_OBJECT

private slots:
    void viewsOfOneSubjectShareALook() {
        Machine machine;
        std::vector<LookScheduler::ViewId> views;
        for (const Quantity quantity : {Quantity::CellAnswers, Quantity::States, Quantity::Gates,
                                        Quantity::StateGradients, Quantity::Saliency, Quantity::Answer})
            views.push_back(machine.scheduler.add(about(7, quantity)));
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 1U);
        QCOMPARE(machine.looks[0].views, views);
        QVERIFY(machine.looks[0].query.quantities.hasAll(Quantity::Saliency | Quantity::Answer));
        QVERIFY(!machine.looks[0].query.quantities.has(Quantity::PixelGradients));
    }

    void otherSubjectsAndClassesAreOtherLooks() {
        Machine machine;
        machine.scheduler.add(about(7));
        machine.scheduler.add(about(8));
        Query saliency = about(7, Quantity::Saliency);
        saliency.saliencyClass = 3;
        machine.scheduler.add(saliency); // with the first
        saliency.saliencyClass = 4;
        machine.scheduler.add(saliency);
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 3U);
        QCOMPARE(machine.looks[0].query.saliencyClass, std::optional(3));
        QCOMPARE(machine.looks[2].query.saliencyClass, std::optional(4));
    }

    void otherNetworksAreOtherLooks() {
        Machine machine;
        machine.scheduler.add(about(7));
        const auto still = machine.scheduler.add(about(7), 1);
        machine.scheduler.add(about(7, Quantity::Gates), 1);
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 2U);
        machine.scheduler.setSource(still, 2);
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 3U);
        QCOMPARE(machine.looks.back().source, LookScheduler::SourceId{2});
        machine.scheduler.setSource(still, 2); // nothing new
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 3U);
    }

    // It needs no moment of the training, and takes none.
    void aNetworkThatStaysIsLookedIntoOnce() {
        Machine machine;
        machine.scheduler.add(about(7), 1);
        machine.scheduler.setTraining(true);
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 1U);
        QCOMPARE(machine.step, 0);
        machine.scheduler.setNothing();
        machine.scheduler.add(about(8), 1);
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 2U);
    }

    void aViewIsToldNoMoreOftenThanItLikes() {
        Machine machine;
        machine.scheduler.setTraining(true);
        const auto seldom = machine.scheduler.add(about(7), LookScheduler::live, 200ms);
        machine.runFor(1s);
        QVERIFY2(machine.looks.size() >= 5 && machine.looks.size() <= 6,
                 qPrintable(QString::number(machine.looks.size())));
        QVERIFY(machine.step <= 6);
        machine.scheduler.setQuery(seldom, about(8)); // at once
        QVERIFY(machine.scheduler.next(machine.now).has_value() || machine.scheduler.wantsMoment(machine.now));
        machine.scheduler.add(about(9));
        machine.looks.clear();
        machine.runFor(1s);
        QVERIFY(std::ranges::count(machine.looks, about(8), &LookScheduler::Look::query) <= 6);
        QVERIFY(std::ranges::count(machine.looks, about(9), &LookScheduler::Look::query) > 15);
    }

    void atRestEverythingIsAnsweredOnceAndAtOnce() {
        Machine machine;
        machine.cost = 300ms;
        machine.scheduler.add(about(1));
        const auto other = machine.scheduler.add(about(2));
        machine.runFor(600ms);
        QCOMPARE(machine.looks.size(), 2U);
        machine.runFor(10s);
        QCOMPARE(machine.looks.size(), 2U);
        QCOMPARE(machine.step, 1);
        machine.scheduler.setQuery(other, about(3));
        QVERIFY(machine.scheduler.next(machine.now));
        machine.runFor(1s);
        QCOMPARE(machine.looks.size(), 3U);
        QCOMPARE(machine.step, 1); // the weights were there
        machine.scheduler.setQuery(other, about(3));
        QVERIFY(!machine.scheduler.next(machine.now)); // the same again
    }

    void whatNobodySeesCostsNothing() {
        Machine machine;
        machine.scheduler.setTraining(true);
        machine.runFor(10s);
        QCOMPARE(machine.step, 0);
        const auto view = machine.scheduler.add(about(1));
        machine.scheduler.setVisible(view, false);
        machine.runFor(10s);
        QCOMPARE(machine.step, 0); // no weights are copied, either
        QVERIFY(machine.looks.empty());
        QVERIFY(!machine.scheduler.wakeAt(machine.now));
        machine.scheduler.setVisible(view, true);
        machine.runFor(1s);
        QVERIFY(!machine.looks.empty());
        const auto looks = machine.looks.size();
        machine.scheduler.remove(view);
        machine.runFor(10s);
        QCOMPARE(machine.looks.size(), looks);
    }

    void lookingKeepsItsBudgetWhileTraining_data() {
        QTest::addColumn<int>("views");
        QTest::addColumn<int>("lookMicroseconds");
        QTest::addColumn<int>("copyMicroseconds");
        QTest::newRow("one cheap view") << 1 << 100 << 5;
        QTest::newRow("six cheap views") << 6 << 100 << 5;
        QTest::newRow("six costly views") << 6 << 30000 << 5;
        QTest::newRow("a large network") << 2 << 200000 << 100000;
    }
    void lookingKeepsItsBudgetWhileTraining() {
        QFETCH(int, views);
        QFETCH(int, lookMicroseconds);
        QFETCH(int, copyMicroseconds);
        Machine machine;
        machine.cost = std::chrono::microseconds(lookMicroseconds);
        machine.copying = std::chrono::microseconds(copyMicroseconds);
        machine.scheduler.setCores(2);
        machine.scheduler.setTraining(true);
        for (int i = 0; i < views; ++i)
            machine.scheduler.add(about(i));
        machine.runFor(1000s);
        QVERIFY2(machine.computed <= 2 * 40s + 2 * machine.cost, // 4 % of two cores
                 qPrintable(QString::number(machine.computed / 1ms)));
        std::vector<std::int64_t> answered(static_cast<std::size_t>(views));
        for (const LookScheduler::Look& look : machine.looks)
            ++answered[static_cast<std::size_t>(std::get<TestImage>(look.query.subjects[0]).index)];
        QVERIFY(*std::ranges::min_element(answered) > 0);
        QVERIFY(*std::ranges::max_element(answered) - *std::ranges::min_element(answered) <= 1); // none is left out
        QVERIFY(machine.step <= 1000s / LookScheduler::shortest + 1);
        if (lookMicroseconds == 100)
            QVERIFY(machine.step > 28000); // thirty a second
    }

    // A whole test set is read in pieces at one moment, by turns with what others ask.
    void manyImagesAreReadInPieces() {
        constexpr std::int64_t images = 4000;
        Machine machine;
        machine.scheduler.setCores(2);
        machine.scheduler.setTraining(true);
        const auto whole = machine.scheduler.add(aboutFirst(images), LookScheduler::live, 1s);
        machine.scheduler.add(about(1));
        machine.runFor(6s);
        std::size_t read = 0;
        std::optional<LookScheduler::Look> former;
        int wholes = 0;
        for (const LookScheduler::Look& look : machine.looks) {
            if (look.isPiece) {
                QCOMPARE(look.isFirst, read == 0);
                QCOMPARE(look.views, std::vector<LookScheduler::ViewId>{whole});
                QVERIFY(look.query.subjects.size() <= LookScheduler::pieceSize);
                QVERIFY(look.query.subjects.front() == Subject(TestImage{static_cast<std::int64_t>(read)}));
                QVERIFY(look.isFirst || look.moment == former->moment);
                read = look.isLast ? 0 : read + look.query.subjects.size();
                wholes += look.isLast ? 1 : 0;
                former = look;
            }
        }
        QVERIFY(wholes >= 1);
        QVERIFY2(std::ranges::count(machine.looks, false, &LookScheduler::Look::isPiece) >
                     std::ranges::count(machine.looks, true, &LookScheduler::Look::isPiece) / 2,
                 "the other view has its turn");
        QVERIFY(machine.step > 60); // and moments come meanwhile
        QVERIFY(machine.computed <= 2 * 240ms + 2 * machine.cost);
    }

    void onlyTheLastPieceAnswers() {
        Machine machine;
        machine.scheduler.setTraining(true);
        const auto view = machine.scheduler.add(aboutFirst(150));
        machine.takeMoment();
        std::vector<LookScheduler::ViewId> given;
        for (int piece = 0; piece < 3; ++piece) {
            QVERIFY(given.empty());
            const auto look = machine.scheduler.next(machine.now);
            QVERIFY(look && look->isPiece);
            QCOMPARE(look->isLast, piece == 2);
            given = machine.scheduler.finish(*look, machine.now, 1ms, true);
            machine.now += 1s;
        }
        QCOMPARE(given, std::vector<LookScheduler::ViewId>{view});
        QVERIFY(!machine.scheduler.next(machine.now + 1s)); // it was answered
    }

    void otherPiecesAreGivenUp() {
        Machine machine;
        machine.scheduler.setTraining(true);
        const auto view = machine.scheduler.add(aboutFirst(150));
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        machine.scheduler.setQuery(view, aboutFirst(140));
        QVERIFY(!machine.scheduler.isWanted(*look));
        machine.scheduler.finish(*look, machine.now, 1ms, false);
        const auto anew = machine.scheduler.next(machine.now + 1s);
        QVERIFY(anew && anew->isFirst);
        machine.scheduler.finish(*anew, machine.now, 1ms, true);
        machine.scheduler.setTraining(false); // and then all is read at once
        machine.takeMoment();
        const auto whole = machine.scheduler.next(machine.now);
        QVERIFY(whole && !whole->isPiece);
        QCOMPARE(whole->query.subjects.size(), 140U);
    }

    // Whether at rest or while it trains: piece by piece, and the views are told after each.
    void aStudyIsTakenInPieces() {
        for (const bool training : {false, true}) {
            Machine machine;
            machine.scheduler.setTraining(training);
            const auto view = machine.scheduler.add({.study = SharpnessStudy{}});
            const auto same = machine.scheduler.add({.study = SharpnessStudy{}});
            const auto other = machine.scheduler.add({.study = SharpnessStudy{.images = 7}});
            machine.takeMoment();
            std::vector<LookScheduler::ViewId> order;
            for (int piece = 0; piece < 8; ++piece) {
                auto look = machine.scheduler.next(machine.now);
                QVERIFY(look && look->isPiece && !look->isLast && look->query.study);
                QCOMPARE(look->isFirst, piece % 4 == 0);
                look->isLast = piece % 4 == 3;
                const auto told = machine.scheduler.finish(*look, machine.now, 1ms, true);
                QCOMPARE(told, piece < 4 ? std::vector({view, same}) : std::vector{other});
                QCOMPARE(machine.scheduler.isSurveying(), piece % 4 != 3);
                machine.now += 1s;
            }
            QVERIFY(!machine.scheduler.next(machine.now)); // all were answered
        }
    }

    // One study after the other, and meanwhile small looks have their turns and moments come.
    void studiesDoNotHoldUpOthers() {
        Machine machine;
        machine.scheduler.setCores(2);
        machine.scheduler.setTraining(true);
        machine.scheduler.add({.study = SharpnessStudy{}});
        machine.scheduler.add({.study = MapStudy{}});
        machine.scheduler.add(about(1));
        machine.runFor(6s); // no study ever ends
        std::size_t pieces = 0;
        for (const LookScheduler::Look& look : machine.looks) {
            pieces += look.isPiece ? 1 : 0;
            QVERIFY(!look.query.study || *look.query.study == StudyWish(SharpnessStudy{}));
        }
        QVERIFY(pieces > 60);
        QVERIFY(machine.looks.size() - pieces > pieces / 2);
        QVERIFY(machine.step > 60);
        QVERIFY(machine.computed <= 2 * 240ms + 2 * machine.cost);
    }

    void aStudyThatNobodyWantsIsGivenUp() {
        Machine machine;
        const auto view = machine.scheduler.add({.study = SharpnessStudy{}});
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        machine.scheduler.setQuery(view, {.study = SharpnessStudy{.images = 7}});
        QVERIFY(!machine.scheduler.isWanted(*look));
        QVERIFY(machine.scheduler.finish(*look, machine.now, 1ms, false).empty());
        const auto anew = machine.scheduler.next(machine.now);
        QVERIFY(anew && anew->isFirst);
        QCOMPARE(*anew->query.study, StudyWish(SharpnessStudy{.images = 7}));
        machine.scheduler.finish(*anew, machine.now, 1ms, true);
        machine.scheduler.setVisible(view, false);
        QVERIFY(!machine.scheduler.next(machine.now));
        QVERIFY(!machine.scheduler.isSurveying());
    }

    void anotherSubjectGivesUpTheOneUnderWay() {
        Machine machine;
        const auto view = machine.scheduler.add(about(1));
        const auto other = machine.scheduler.add(about(1, Quantity::Gates));
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        QVERIFY(machine.scheduler.isWanted(*look));
        machine.scheduler.setQuery(view, about(2));
        QVERIFY(machine.scheduler.isWanted(*look)); // by the other view
        machine.scheduler.setVisible(other, false);
        QVERIFY(!machine.scheduler.isWanted(*look));
        QCOMPARE(machine.scheduler.finish(*look, machine.now, 1ms, false), std::vector<LookScheduler::ViewId>());
        QCOMPARE(machine.scheduler.next(machine.now)->query, about(2));
    }

    void anAnswerGoesToThoseWhoStillWantIt() {
        Machine machine;
        const auto view = machine.scheduler.add(about(1));
        const auto other = machine.scheduler.add(about(1, Quantity::Gates));
        const auto gone = machine.scheduler.add(about(1));
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        machine.scheduler.setQuery(view, about(2));
        machine.scheduler.remove(gone);
        QCOMPARE(machine.scheduler.finish(*look, machine.now, 1ms, true), std::vector{other});
        QCOMPARE(machine.scheduler.next(machine.now)->views, std::vector{view});
    }

    void anotherRunGivesUpTheOneUnderWay() {
        Machine machine;
        machine.scheduler.add(about(1));
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        machine.scheduler.setMoment({2, 0, 0}, machine.now);
        QVERIFY(!machine.scheduler.isWanted(*look));
        machine.scheduler.setNothing();
        QVERIFY(!machine.scheduler.next(machine.now));
    }

    void anAnswerOfThePastIsShownAndAskedAnew() {
        Machine machine;
        const auto view = machine.scheduler.add(about(1));
        machine.takeMoment();
        const auto look = machine.scheduler.next(machine.now);
        machine.takeMoment();
        QCOMPARE(machine.scheduler.finish(*look, machine.now, 1ms, true), std::vector{view});
        QCOMPARE(machine.scheduler.next(machine.now)->moment.step, 2);
    }

    void atRestTheLastWeightsAreLookedAt() {
        Machine machine;
        const auto view = machine.scheduler.add(about(1));
        machine.scheduler.setTraining(true);
        machine.runFor(1s);
        machine.scheduler.setVisible(view, false);
        machine.runFor(1s);
        machine.scheduler.setTraining(false);
        machine.scheduler.setVisible(view, true);
        QVERIFY(!machine.scheduler.next(machine.now)); // of what is past
        const auto step = machine.step;
        machine.runFor(1ms);
        QCOMPARE(machine.step, step + 1);
        QCOMPARE(machine.looks.back().moment.step, step + 1);
        machine.runFor(1s);
        QCOMPARE(machine.step, step + 1);
    }
};

QTEST_APPLESS_MAIN(TestLookScheduler)
#include "tst_look_scheduler.moc"
