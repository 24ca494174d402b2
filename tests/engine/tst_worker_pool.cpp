#include "engine/training/worker_pool.h"

#include "engine/training/allocation_counter.h"

#include <QDeadlineTimer>
#include <QTest>

#include <array>
#include <csignal>
#include <stdexcept>

#ifdef Q_OS_UNIX
#include <pthread.h>
#endif

using namespace unroll;

namespace {

// What the operating system does to a thread that gives way to another program: here it lasts until `released`.
std::atomic<bool> heldUp = false;
std::atomic<bool> released = false;

[[maybe_unused]] void holdUp(int) {
    heldUp = true;
    for (const QDeadlineTimer patience(10000); !released && !patience.hasExpired();) {
    }
    heldUp = false;
}

} // namespace

class TestWorkerPool : public QObject {
    Q_OBJECT

private slots:
    void everyTaskIsDoneOnce_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("tasks");
        for (const int threads : {1, 2, 5, 8, 33})
            for (const int tasks : {0, 1, 2, 7, 100})
                QTest::addRow("%d threads, %d tasks", threads, tasks) << threads << tasks;
    }
    void everyTaskIsDoneOnce() {
        QFETCH(int, threads);
        QFETCH(int, tasks);
        WorkerPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        std::array<std::atomic<int>, 100> done{};
        for (int round = 0; round < 50; ++round)
            pool.run(tasks, [&](int i) { ++done[static_cast<std::size_t>(i)]; });
        for (int i = 0; i < 100; ++i)
            QCOMPARE(done[static_cast<std::size_t>(i)].load(), i < tasks ? 50 : 0);
    }

    void tasksOfASlowThreadAreTakenOver_data() {
        QTest::addColumn<int>("slow");
        for (const int slow : {0, 1, 2, 11})
            QTest::addRow("task %d", slow) << slow;
    }
    void tasksOfASlowThreadAreTakenOver() {
        // One task ends only when all others are done: those of its own thread as well.
        QFETCH(int, slow);
        constexpr int tasks = 12;
        WorkerPool pool(3);
        for (int round = 0; round < 20; ++round) {
            std::array<std::atomic<int>, tasks> done{};
            std::atomic<int> others = 0;
            std::atomic<bool> tookOver = false;
            pool.run(tasks, [&](int i) {
                ++done[static_cast<std::size_t>(i)];
                if (i != slow) {
                    ++others;
                    return;
                }
                for (const QDeadlineTimer patience(30000); others < tasks - 1 && !patience.hasExpired();)
                    std::this_thread::yield();
                tookOver = others == tasks - 1;
            });
            QVERIFY(tookOver);
            for (const std::atomic<int>& count : done)
                QCOMPARE(count.load(), 1);
        }
    }

    void aThreadWithoutAProcessorHoldsUpNobody() {
#ifdef Q_OS_UNIX
        WorkerPool pool(2);
        pthread_t worker{};
        std::atomic<int> arrived = 0;
        pool.run(2, [&](int i) {
            if (i == 1)
                worker = pthread_self();
            for (++arrived; arrived < 2;)
                std::this_thread::yield();
        });
        QVERIFY(!pthread_equal(worker, pthread_self()));

        std::signal(SIGUSR1, holdUp);
        pthread_kill(worker, SIGUSR1);
        while (!heldUp)
            std::this_thread::yield();
        std::array<int, 5> done{};
        for (int round = 0; round < 20; ++round)
            pool.run(5, [&](int i) { ++done[static_cast<std::size_t>(i)]; });
        QVERIFY2(heldUp, "The runs waited for a thread that had taken no task.");
        released = true;
        for (const int count : done)
            QCOMPARE(count, 20);
#else
        QSKIP("A thread can be held up by a signal where there is POSIX.");
#endif
    }

    void everyThreadKeepsItsTasks() {
        // Tasks that wait for each other take all threads.
        constexpr int threads = 3;
        WorkerPool pool(threads);
        std::array<std::thread::id, threads> first{};
        for (int round = 0; round < 2000; ++round) {
            std::array<std::thread::id, threads> now{};
            std::atomic<int> arrived = 0;
            pool.run(threads, [&](int i) {
                now[static_cast<std::size_t>(i)] = std::this_thread::get_id();
                ++arrived;
                while (arrived < threads)
                    std::this_thread::yield();
            });
            QCOMPARE(now[0], std::this_thread::get_id());
            if (round == 0)
                first = now;
            QVERIFY(now == first);
        }
    }

    void whatTasksWroteIsSeenAfterwards() {
        WorkerPool pool(3);
        std::vector<int> values(1000);
        for (int round = 1; round <= 200; ++round) {
            pool.run(1000, [&](int i) { values[static_cast<std::size_t>(i)] += i; });
            QCOMPARE(values[999], 999 * round);
        }
    }

    void anExceptionReachesTheCaller_data() {
        QTest::addColumn<int>("threads");
        QTest::newRow("alone") << 1;
        QTest::newRow("with others") << 3;
    }
    void anExceptionReachesTheCaller() {
        QFETCH(int, threads);
        WorkerPool pool(threads);
        const auto failing = [](int i) {
            if (i % 2 == 1)
                throw std::runtime_error("odd");
        };
        QVERIFY_EXCEPTION_THROWN(pool.run(8, failing), std::runtime_error);
        int sum = 0;
        pool.run(1, [&](int) { ++sum; });
        pool.run(4, [](int) {}); // the failure is forgotten
        QCOMPARE(sum, 1);
    }

    void runningAllocatesNothing() {
        WorkerPool pool(2);
        std::atomic<int> sum = 0;
        const std::int64_t before = allocatedBytesOnThisThread();
        for (int round = 0; round < 20; ++round)
            pool.run(4, [&](int i) { sum += i; });
        QCOMPARE(allocatedBytesOnThisThread() - before, 0);
        QCOMPARE(pool.allocatedBytes(), 0);
        QCOMPARE(sum.load(), 20 * 6);
    }

    void allocationsOfTasksAreCounted() {
        if (!countsAllocations())
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
        WorkerPool pool(2);
        const std::int64_t before = allocatedBytesOnThisThread();
        std::atomic<int> arrived = 0;
        pool.run(2, [&](int) {
            ++arrived;
            while (arrived < 2) // both threads take one
                std::this_thread::yield();
            std::vector<char> block(1000);
            block[0] = 1;
        });
        QVERIFY(allocatedBytesOnThisThread() - before >= 1000);
        QVERIFY(pool.allocatedBytes() >= 1000);
    }
};

QTEST_APPLESS_MAIN(TestWorkerPool)
#include "tst_worker_pool.moc"
