#include "engine/tensor/huge_pages.h"

#include "engine/tensor/arena.h"

#include <QFile>
#include <QTest>

using namespace unroll;

class TestHugePages : public QObject {
    Q_OBJECT

private slots:
    void largeArenasWantThem_data() {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<bool>("wanted");
        QTest::newRow("64 MiB") << (qint64{64} << 20U) << true;
        QTest::newRow("1 MiB") << (qint64{1} << 20U) << false;
    }
    void largeArenasWantThem() {
        if (!QFile::exists("/sys/kernel/mm/transparent_hugepage/enabled"))
            QSKIP("This system has no huge pages.");
        QFETCH(qint64, bytes);
        const Arena<float> arena(bytes / qint64{sizeof(float)});
        QTEST(isWantedAt(reinterpret_cast<quintptr>(arena.data()) + static_cast<quintptr>(bytes / 2)), "wanted");
        for (const float element : arena.span().first(1000))
            QCOMPARE(element, 0.0F);
    }

    void blockNeedNotBeAligned() {
        std::vector<char> bytes(20000000, 'x');
        wantHugePages(bytes.data() + 1, bytes.size() - 2);
        wantHugePages(bytes.data(), 0);
        wantHugePages(nullptr, 0);
        QCOMPARE(std::count(bytes.begin(), bytes.end(), 'x'), 20000000);
    }

private:
    // By the kernel's own list of mappings: "hg" among the flags of the one that holds the address.
    static bool isWantedAt(quintptr address) {
        QFile list("/proc/self/smaps");
        if (!list.open(QIODevice::ReadOnly))
            return false;
        bool here = false;
        for (QByteArray line = list.readLine(); !line.isEmpty(); line = list.readLine()) {
            const QByteArray range = line.left(line.indexOf(' '));
            bool isBegin = false;
            bool isEnd = false;
            const quintptr begin = range.left(range.indexOf('-')).toULongLong(&isBegin, 16);
            const quintptr end = range.mid(range.indexOf('-') + 1).toULongLong(&isEnd, 16);
            if (isBegin && isEnd)
                here = begin <= address && address < end;
            else if (here && line.startsWith("VmFlags:"))
                return line.contains(" hg");
        }
        return false;
    }
};

QTEST_APPLESS_MAIN(TestHugePages)
#include "tst_huge_pages.moc"
