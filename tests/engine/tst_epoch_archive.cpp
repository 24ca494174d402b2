#include "engine/session/epoch_archive.h"

#include <QTest>

using namespace unroll;

namespace {

constexpr std::size_t parameters = 1000;
constexpr std::size_t oneSnapshot = sizeof(Snapshot) + parameters * sizeof(float);

std::shared_ptr<const Snapshot> weightsAt(std::int64_t epoch, std::uint64_t run = 1) {
    Snapshot snapshot{{run, epoch * 10, static_cast<double>(epoch)}, std::vector<float>(parameters)};
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

void fill(EpochArchive& archive, std::int64_t epochs) {
    for (std::int64_t epoch = 1; epoch <= epochs; ++epoch)
        archive.add(epoch, weightsAt(epoch));
}

} // namespace

class TestEpochArchive : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryEpochThatFits() {
        EpochArchive archive(10 * oneSnapshot);
        fill(archive, 10);
        QCOMPARE(archive.epochs(), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        QCOMPARE(archive.bytes(), 10 * oneSnapshot);
        QCOMPARE(archive.at(7)->moment.step, 70);
        QVERIFY(!archive.at(11));
    }

    void thinsOutWhatIsMore_data() {
        QTest::addColumn<int>("epochs");
        QTest::addColumn<std::vector<std::int64_t>>("kept");
        using Epochs = std::vector<std::int64_t>;
        QTest::newRow("one more") << 11 << Epochs{1, 2, 4, 6, 8, 10, 11};
        QTest::newRow("some more") << 19 << Epochs{1, 2, 4, 8, 12, 16, 19};
        QTest::newRow("many") << 400 << Epochs{1, 2, 4, 8, 16, 32, 64, 128, 256, 400};
        QTest::newRow("too many even so") << 1025 << Epochs{4, 8, 16, 32, 64, 128, 256, 512, 1024, 1025};
    }
    void thinsOutWhatIsMore() {
        QFETCH(int, epochs);
        EpochArchive archive(10 * oneSnapshot);
        for (std::int64_t epoch = 1; epoch <= epochs; ++epoch) {
            archive.add(epoch, weightsAt(epoch));
            QVERIFY(archive.bytes() <= 10 * oneSnapshot);
            QVERIFY(archive.at(epoch)); // the latest
        }
        QTEST(archive.epochs(), "kept");
    }

    void theLatestIsKeptHoweverLarge() {
        EpochArchive archive(oneSnapshot / 2);
        fill(archive, 3);
        QCOMPARE(archive.epochs(), std::vector<std::int64_t>{3});
    }

    void anotherRunBeginsAnew() {
        EpochArchive archive(10 * oneSnapshot);
        fill(archive, 3);
        archive.add(1, weightsAt(1, 2));
        QCOMPARE(archive.epochs(), std::vector<std::int64_t>{1});
        archive.clear();
        QVERIFY(archive.epochs().empty());
    }
};

QTEST_APPLESS_MAIN(TestEpochArchive)
#include "tst_epoch_archive.moc"
