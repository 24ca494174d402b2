#include "engine/tensor/control_groups.h"
#include "tests/support/small_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

class TestControlGroups : public QObject {
    Q_OBJECT

private slots:
    void aGroupAndThoseAroundItAreListed_data() {
        QTest::addColumn<QByteArray>("own");
        QTest::addColumn<QStringList>("folders");
        QTest::newRow("version 2") << QByteArray("0::/user.slice/my.service\n")
                                   << QStringList{"/user.slice/my.service", "/user.slice", ""};
        QTest::newRow("version 2 in a container") << QByteArray("0::/\n") << QStringList{""};
        QTest::newRow("version 1") << QByteArray("5:memory:/a\n4:cpu,cpuacct:/docker/1\n1:name=systemd:/b\n")
                                   << QStringList{"/cpu/docker/1", "/cpu/docker", "/cpu"};
        QTest::newRow("both") << QByteArray("2:cpuset,cpu:/a\n0::/b\n") << QStringList{"/cpu/a", "/cpu", "/b", ""};
        QTest::newRow("another controller alone") << QByteArray("5:cpuset:/a\n") << QStringList{};
        QTest::newRow("a colon in a name") << QByteArray("0::/a:b\n") << QStringList{"/a:b", ""};
        QTest::newRow("nonsense") << QByteArray("\n::\n12\n:\n") << QStringList{};
        QTest::newRow("nothing") << QByteArray() << QStringList{};
    }
    void aGroupAndThoseAroundItAreListed() {
        QFETCH(QByteArray, own);
        QFETCH(QStringList, folders);
        const QTemporaryDir root;
        writeSmallFile(root.filePath("proc/self/cgroup"), own);
        QStringList found;
        for (const auto& folder : controlGroups("cpu", root.path().toStdString()))
            found << QString::fromStdString(folder.string()).remove(root.filePath("sys/fs/cgroup"));
        QCOMPARE(found, folders);
    }

    void withoutThemNoneAreListed() {
        const QTemporaryDir root;
        QVERIFY(controlGroups("cpu", root.path().toStdString()).empty());
    }
};

QTEST_APPLESS_MAIN(TestControlGroups)
#include "tst_control_groups.moc"
