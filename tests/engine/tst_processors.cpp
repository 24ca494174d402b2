#include "engine/session/session_setup.h"
#include "engine/tensor/processors.h"
#include "tests/support/small_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

using namespace unroll;

class TestProcessors : public QObject {
    Q_OBJECT

private slots:
    void aShareOfTheirTimeIsALimit_data() {
        QTest::addColumn<QByteArray>("own");
        QTest::addColumn<QStringList>("files"); // name, contents, name, contents ... below sys/fs/cgroup
        QTest::addColumn<int>("most");          // 0: all there are
        const QByteArray two = "0::/a/b\n";
        const QByteArray one = "4:cpu,cpuacct:/a\n";
        QTest::newRow("version 2") << two << QStringList{"a/b/cpu.max", "100000 100000\n"} << 1;
        QTest::newRow("version 2, a part") << two << QStringList{"a/b/cpu.max", "1000 100000\n"} << 1;
        QTest::newRow("version 2, around it") << two << QStringList{"a/cpu.max", "50000 50000\n"} << 1;
        QTest::newRow("version 2, outermost") << two << QStringList{"cpu.max", "50000 100000\n"} << 1;
        QTest::newRow("version 2, the least")
            << two << QStringList{"a/b/cpu.max", "900000 100000\n", "a/cpu.max", "60000 100000\n"} << 1;
        QTest::newRow("version 2, none") << two << QStringList{"a/b/cpu.max", "max 100000\n"} << 0;
        QTest::newRow("version 2, more than there are") << two << QStringList{"a/b/cpu.max", "99900000 100000\n"} << 0;
        QTest::newRow("version 1") << one
                                   << QStringList{"cpu/a/cpu.cfs_quota_us", "70000\n", "cpu/a/cpu.cfs_period_us",
                                                  "100000\n"}
                                   << 1;
        QTest::newRow("version 1 in a container")
            << one << QStringList{"cpu/cpu.cfs_quota_us", "70000\n", "cpu/cpu.cfs_period_us", "100000\n"} << 1;
        QTest::newRow("version 1, none") << one
                                         << QStringList{"cpu/a/cpu.cfs_quota_us", "-1\n", "cpu/a/cpu.cfs_period_us",
                                                        "100000\n"}
                                         << 0;
        QTest::newRow("nonsense") << two << QStringList{"a/b/cpu.max", "0 0\n", "cpu.max", "much\n"} << 0;
        QTest::newRow("nothing") << QByteArray() << QStringList{} << 0;
    }
    void aShareOfTheirTimeIsALimit() {
        QFETCH(QByteArray, own);
        QFETCH(QStringList, files);
        QFETCH(int, most);
        const QTemporaryDir root;
        writeSmallFile(root.filePath("proc/self/cgroup"), own);
        for (qsizetype i = 0; i < files.size(); i += 2)
            writeSmallFile(root.filePath("sys/fs/cgroup/" + files[i]), files[i + 1].toUtf8());
        const QTemporaryDir without;
        const int all = usableProcessors(without.path().toStdString());
        QVERIFY(all >= 1);
        QCOMPARE(usableProcessors(root.path().toStdString()), most > 0 ? most : all);
    }

    void aPartOfAProcessorIsAThread() {
        // Of 1.5 processors both halves are used, where there are two.
        const QTemporaryDir root;
        writeSmallFile(root.filePath("proc/self/cgroup"), "0::/\n");
        writeSmallFile(root.filePath("sys/fs/cgroup/cpu.max"), "150000 100000\n");
        const QTemporaryDir without;
        QCOMPARE(usableProcessors(root.path().toStdString()),
                 std::min(2, usableProcessors(without.path().toStdString())));
    }

    void processorsThatMayNotBeUsedDoNotCount() {
#ifndef __linux__
        QSKIP("Threads are bound to processors in another way.");
#else
        int usable = 0;
        int threads = 0;
        std::thread([&] { // which alone is bound
            cpu_set_t all;
            sched_getaffinity(0, sizeof all, &all);
            cpu_set_t one;
            CPU_ZERO(&one);
            for (int i = 0; CPU_COUNT(&one) == 0; ++i)
                if (CPU_ISSET(i, &all))
                    CPU_SET(i, &one);
            sched_setaffinity(0, sizeof one, &one);
            usable = usableProcessors();
            threads = threadCount(0);
        })
            .join();
        QCOMPARE(usable, 1);
        QCOMPARE(threads, 1);
#endif
    }

    void asManyThreadsAsProcessorsUnlessToldOtherwise() {
        QCOMPARE(threadCount(0), usableProcessors());
        QCOMPARE(threadCount(7), 7);
    }
};

QTEST_APPLESS_MAIN(TestProcessors)
#include "tst_processors.moc"
