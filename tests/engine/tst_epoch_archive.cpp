#include "engine/session/epoch_archive.h"

#include "engine/training/allocation_counter.h"
#include "tests/support/fake_session.h"

#include <QTest>

using namespace unroll;

namespace {

constexpr std::size_t oneSnapshot = sizeof(Snapshot) + sizeof(float); // a fake session has one parameter

using Epochs = std::vector<std::int64_t>;

// Trains an epoch a step, as far as its archive is concerned.
struct Training {
    explicit Training(std::size_t snapshots, std::int64_t epochs = 100)
        : archive(snapshots * oneSnapshot) {
        archive.begin(session, 1, epochs);
    }
    void train(std::int64_t epochs) {
        for (std::int64_t i = 0; i < epochs; ++i) {
            if (++epoch % 10 == 1 && epoch > 1)
                while (!session.evaluate()) {
                }
            session.step();
            archive.keep(session, epoch, {1, epoch, static_cast<double>(epoch)});
        }
    }
    Epochs kept(std::uint64_t run = 1) const {
        Epochs epochs;
        for (const PastEpoch& past : archive.epochs(run))
            epochs.push_back(past.epoch);
        return epochs;
    }

    FakeSession session{{}, [] {
                            Hyperparameters setting;
                            setting.epochs = 1000;
                            return setting;
                        }()};
    EpochArchive archive;
    std::int64_t epoch = 0;
};

} // namespace

class TestEpochArchive : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryEpochThatFits() {
        Training training(10);
        training.train(10);
        QCOMPARE(training.kept(), (Epochs{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        const PastEpoch past = training.archive.at(1, 7);
        QCOMPARE(past.epoch, 7);
        QCOMPARE(past.snapshot->moment, (Moment{1, 7, 7}));
        QCOMPARE(past.snapshot->parameters, std::vector<float>{7});
        QCOMPARE(training.archive.at(1, 12).epoch, 10); // the latest up to it
        QVERIFY(!training.archive.at(1, 0).snapshot);
        QVERIFY(!training.archive.at(2, 7).snapshot); // of another run
        QVERIFY(training.kept(2).empty());
    }

    void thinsOutWhatIsMore_data() {
        QTest::addColumn<int>("epochs");
        QTest::addColumn<Epochs>("kept");
        QTest::newRow("one more") << 11 << Epochs{1, 2, 4, 6, 8, 10, 11};
        QTest::newRow("some more") << 19 << Epochs{1, 2, 4, 8, 12, 16, 19};
        QTest::newRow("many") << 400 << Epochs{1, 2, 4, 8, 16, 32, 64, 128, 256, 400};
        QTest::newRow("too many even so") << 1025 << Epochs{1, 8, 16, 32, 64, 128, 256, 512, 1024, 1025};
    }
    void thinsOutWhatIsMore() {
        QFETCH(int, epochs);
        Training training(10);
        for (int i = 0; i < epochs; ++i) {
            training.train(1);
            QVERIFY(training.kept().size() <= 10);
            QCOMPARE(training.kept().back(), training.epoch);
        }
        QTEST(training.kept(), "kept");
        for (const PastEpoch& past : training.archive.epochs(1))
            QCOMPARE(past.snapshot->parameters, std::vector<float>{static_cast<float>(past.epoch)});
    }

    void theLatestIsKeptHoweverLarge() {
        Training training(0);
        training.train(3);
        QCOMPARE(training.kept(), Epochs{3});
    }

    void whatSomebodyHasStaysAsItIs() {
        Training training(4);
        training.train(3);
        const PastEpoch held = training.archive.at(1, 3);
        training.train(50);
        QCOMPARE(held.snapshot->parameters, std::vector<float>{3});
    }

    // Who takes all of them, as a record does, costs a run's archive epochs, but not the training its pace.
    void withoutABufferAnEpochIsLeftOut() {
        Training training(4, 4);
        std::vector<std::vector<PastEpoch>> taken;
        for (int i = 0; i < 20; ++i) {
            training.train(1);
            taken.push_back(training.archive.epochs(1));
        }
        QVERIFY(training.kept().back() < 20);
        for (const PastEpoch& past : training.archive.epochs(1))
            QCOMPARE(past.snapshot->parameters, std::vector<float>{static_cast<float>(past.epoch)});
        taken.clear();
        training.train(1);
        QCOMPARE(training.kept().back(), 21);
    }

    void anotherRunBeginsAnew() {
        Training training(10);
        training.train(3);
        const std::vector<PastEpoch> former = training.archive.epochs(1);
        training.archive.begin(training.session, 2, 100);
        QVERIFY(training.kept(1).empty() && training.kept(2).empty());
        training.archive.keep(training.session, 0, {2, 0, 0});
        QCOMPARE(training.kept(2), Epochs{0});
        QCOMPARE(former[0].snapshot->parameters, std::vector<float>{1});
        training.archive.clear();
        QVERIFY(training.kept(2).empty());
    }

    void aRunThatGoesOnHasItsPast() {
        Training training(10);
        training.train(3);
        const std::vector<PastEpoch> former = training.archive.epochs(1);
        training.archive.begin(training.session, 2, 100, former);
        training.archive.keep(training.session, 4, {2, 4, 4});
        QCOMPARE(training.kept(2), (Epochs{1, 2, 3, 4}));
    }

    void keepingAllocatesNothing() {
        if (!countsAllocations())
            QSKIP("This program counts no allocations.");
        Training training(10, 5);
        training.archive.reserve(1000);
        const std::int64_t before = allocatedBytesOnThisThread();
        training.train(200);
        QCOMPARE(allocatedBytesOnThisThread() - before, 0);
    }
};

QTEST_APPLESS_MAIN(TestEpochArchive)
#include "tst_epoch_archive.moc"
