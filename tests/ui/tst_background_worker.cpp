// Jobs that the window does not wait for.
#include "tests/support/gate.h"
#include "tests/support/thread_limit.h"
#include "ui/training/background_worker.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace unroll;

class TestBackgroundWorker : public QObject {
    Q_OBJECT

private slots:
    void worksElsewhereAndDeliversHere() {
        BackgroundWorker worker;
        const auto here = std::this_thread::get_id();
        std::thread::id workedOn;
        std::thread::id deliveredOn;
        worker.post([&]() -> BackgroundWorker::Delivery {
            workedOn = std::this_thread::get_id();
            return [&] { deliveredOn = std::this_thread::get_id(); };
        });
        QTRY_COMPARE(deliveredOn, here);
        QVERIFY(workedOn != here);
    }

    void onlyTheLastOfSeveralIsDelivered() {
        BackgroundWorker worker;
        Gate gate;
        std::atomic<int> begun = 0;
        std::vector<int> delivered;
        const auto job = [&](int number) -> BackgroundWorker::Job {
            return [&, number]() -> BackgroundWorker::Delivery {
                ++begun;
                if (number == 1)
                    gate.pass();
                return [&, number] { delivered.push_back(number); };
            };
        };
        worker.post(job(1));
        gate.awaitArrival();
        worker.post(job(2));
        worker.post(job(3));
        gate.open();
        QTRY_VERIFY(!delivered.empty());
        QCOMPARE(delivered, std::vector<int>{3});
        QCOMPARE(begun.load(), 2);
    }

    void withoutAThreadItIsRefusedWithASentence() {
        if (!ThreadLimit::works())
            QSKIP("This C library's pthread_create() can't be replaced.");
        const ThreadLimit limit(0);
        try {
            const BackgroundWorker worker;
            QFAIL("There is nobody to work.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(error.what(), "The system starts no thread to work in the background: close other programs, or "
                                   "raise its limit on processes (ulimit -u, or the container's).");
        }
    }

    // Whoever posted it may be gone by then. The end waits for the job, which refers to what it was given.
    void endsAfterTheJobUnderWayAndDeliversNothing() {
        bool delivered = false;
        std::atomic<bool> worked = false;
        Gate gate;
        auto worker = std::make_unique<BackgroundWorker>();
        worker->post([&]() -> BackgroundWorker::Delivery {
            gate.pass();
            worked = true;
            return [&] { delivered = true; };
        });
        gate.awaitArrival();
        std::thread opener([&gate] { gate.open(); });
        worker.reset();
        QVERIFY(worked);
        opener.join();
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void aJobMayHaveNothingToDeliver() {
        BackgroundWorker worker;
        std::atomic<bool> worked = false;
        worker.post([&]() -> BackgroundWorker::Delivery {
            worked = true;
            return {};
        });
        QTRY_VERIFY(worked);
        bool delivered = false; // by the next one, which the empty delivery does not keep from it
        worker.post([&]() -> BackgroundWorker::Delivery { return [&] { delivered = true; }; });
        QTRY_VERIFY(delivered);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundWorker)
#include "tst_background_worker.moc"
