// A system that starts no further thread.
#include "engine/data/digit_generator.h"
#include "engine/tensor/thread_start.h"
#include "tests/support/thread_limit.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <array>
#include <atomic>
#include <stdexcept>

using namespace unroll;

namespace {

const QString sentence = QStringLiteral("The system starts no further thread: close other programs, or raise its limit "
                                        "on processes (ulimit -u, or the container's).");

} // namespace

class TestThreadStart : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!ThreadLimit::works())
            QSKIP("This C library's pthread_create() can't be replaced.");
    }

    void asManyAreStartedAsCanBe_data() {
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("possible");
        QTest::addColumn<int>("started");
        QTest::newRow("all") << 3 << 5 << 3;
        QTest::newRow("some") << 5 << 2 << 2;
        QTest::newRow("none") << 5 << 0 << 0;
        QTest::newRow("none is wanted") << 0 << 5 << 0;
        QTest::newRow("less than none") << -1 << 5 << 0;
    }
    void asManyAreStartedAsCanBe() {
        QFETCH(int, wanted);
        QFETCH(int, possible);
        QFETCH(int, started);
        std::array<std::atomic<int>, 5> calls{};
        {
            const ThreadLimit limit(possible);
            const auto threads = startThreads(wanted, [&](int i) { ++calls[static_cast<std::size_t>(i)]; });
            QCOMPARE(std::ssize(threads), started);
        }
        for (int i = 0; i < 5; ++i)
            QCOMPARE(calls[static_cast<std::size_t>(i)].load(), i < started ? 1 : 0);
    }

    void whatNothingGoesWithoutIsRefusedWithASentence() {
        const ThreadLimit limit(0);
        try {
            startThread([](const std::stop_token&) {});
            QFAIL("started");
        } catch (const std::runtime_error& error) {
            QCOMPARE(error.what(), sentence);
        }
    }

    void aTrainingHasTheSameBitsOnTheThreadsThatStart() {
        Hyperparameters h = tinySetting();
        h.threads = 6;
        auto all = sessionOf(h);
        QCOMPARE(all.info().threads, 6);
        const Outcome expected = outcomeOf(all);
        for (const int starts : {0, 1, 3}) {
            const ThreadLimit limit(starts);
            auto session = sessionOf(h);
            QCOMPARE(session.info().threads, 1 + starts);
            QVERIFY(outcomeOf(session) == expected);
        }
    }

    void digitsAreDrawnByTheThreadsThatStart() {
        DigitSetOptions options{.trainImages = 320, .testImages = 7, .threads = 4};
        const Dataset expected = generateDigits(options);
        for (const int starts : {0, 2}) {
            const ThreadLimit limit(starts);
            QVERIFY(sameContents(generateDigits(options), expected));
        }
    }

    void imagesOfEveryEpochNeedAThread() {
        Hyperparameters h = tinySetting();
        h.shift = 1;
        const ThreadLimit limit(0);
        try {
            sessionOf(h);
            QFAIL("There is nobody to draw them.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(error.what(), sentence);
        }
    }
};

QTEST_GUILESS_MAIN(TestThreadStart)
#include "tst_thread_start.moc"
