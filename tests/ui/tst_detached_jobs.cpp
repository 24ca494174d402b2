// Jobs that nobody waits for, not even at the end.
#include "tests/support/gate.h"
#include "tests/support/thread_limit.h"
#include "ui/training/detached_jobs.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace unroll;

class TestDetachedJobs : public QObject {
    Q_OBJECT

private slots:
    void worksElsewhereAndDeliversHere() {
        DetachedJobs jobs;
        const auto here = std::this_thread::get_id();
        std::thread::id workedOn;
        std::thread::id deliveredOn;
        jobs.post([&]() -> DetachedJobs::Delivery {
            workedOn = std::this_thread::get_id();
            return [&] { deliveredOn = std::this_thread::get_id(); };
        });
        QTRY_COMPARE(deliveredOn, here);
        QVERIFY(workedOn != here);
    }

    void oneThatHangsHoldsUpNoOther() {
        DetachedJobs jobs;
        Gate gate;
        std::vector<int> delivered;
        jobs.post([&]() -> DetachedJobs::Delivery {
            gate.pass();
            return [&] { delivered.push_back(1); };
        });
        gate.awaitArrival();
        jobs.post([&]() -> DetachedJobs::Delivery { return [&] { delivered.push_back(2); }; });
        QTRY_COMPARE(delivered, std::vector<int>{2});
        gate.open();
        QTRY_COMPARE(delivered, (std::vector<int>{2, 1}));
    }

    void withoutAThreadItIsRefusedWithASentence() {
        if (!ThreadLimit::works())
            QSKIP("This C library's pthread_create() can't be replaced.");
        DetachedJobs jobs;
        const ThreadLimit limit(0);
        try {
            jobs.post([]() -> DetachedJobs::Delivery { return {}; });
            QFAIL("There is nobody to work.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(error.what(), "The system starts no thread to work in the background: close other programs, or "
                                   "raise its limit on processes (ulimit -u, or the container's).");
        }
    }

    // A destructor that waited would hang here for ever.
    void theEndWaitsForNoneAndDeliversNothing() {
        const auto gate = std::make_shared<Gate>();
        const auto finished = std::make_shared<std::atomic<bool>>(false);
        bool delivered = false;
        {
            DetachedJobs jobs;
            jobs.post([gate, finished, &delivered]() -> DetachedJobs::Delivery {
                gate->pass();
                *finished = true;
                return [&delivered] { delivered = true; };
            });
            gate->awaitArrival();
        }
        QVERIFY(!*finished);
        gate->open();
        QTRY_VERIFY(*finished);
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }
};

QTEST_GUILESS_MAIN(TestDetachedJobs)
#include "tst_detached_jobs.moc"
