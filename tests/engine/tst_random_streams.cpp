// No stream of random numbers is drawn from by two: each owner's are ranges, and no two ranges meet.
#include "engine/tensor/random_streams.h"

#include <QTest>

#include <vector>

using namespace unroll;

namespace {

struct Range {
    const char* owner;
    std::uint64_t first;
    std::uint64_t last;

    bool meets(const Range& other) const { return first <= other.last && other.first <= last; }
};

std::vector<Range> ranges() {
    constexpr std::uint64_t images = streams::mostImages - 1;
    std::vector<Range> found{
        {"weights", streams::weights, streams::weights},
        {"pixel order", streams::pixelOrder, streams::pixelOrder},
        {"held-out images", streams::heldOut, streams::heldOut},
        {"order of an import", streams::importOrder, streams::importOrder},
        {"test digits", streams::testDigits, streams::testDigits + images},
        {"labels of the test digits", streams::digitLabels(streams::testDigits),
         streams::digitLabels(streams::testDigits)},
        {"orders of batches", streams::batchOrder(0), streams::batchOrder(streams::mostEpochs - 1)},
        {"motions", streams::motion(0, 0), streams::motion(streams::mostEpochs - 1, images)},
    };
    // Of the epochs' digits the first, the last, and all between which the others could lie.
    for (std::uint64_t epoch = 0; epoch < streams::mostEpochs; epoch += epoch < 2 ? 1 : streams::mostEpochs / 4 - 1) {
        const std::uint64_t digits = streams::trainDigits(epoch);
        found.push_back({"training digits", digits, digits + images});
        found.push_back({"labels of training digits", streams::digitLabels(digits), streams::digitLabels(digits)});
    }
    return found;
}

// What is older than the list, and stays: see the header.
bool isKnown(const Range& a, const Range& b) {
    return a.last <= streams::importOrder && b.first == streams::trainDigits(0);
}

} // namespace

class TestRandomStreams : public QObject {
    Q_OBJECT

private slots:
    void noTwoOwnersMeet() {
        const std::vector<Range> all = ranges();
        int known = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                known += all[i].meets(all[j]) && isKnown(all[i], all[j]);
                QVERIFY2(!all[i].meets(all[j]) || isKnown(all[i], all[j]),
                         qPrintable(QStringLiteral("%1 and %2").arg(all[i].owner, all[j].owner)));
            }
        QCOMPARE(known, 4);
    }

    void theEpochsOfDigitsStayBelowTheOthers() {
        constexpr std::uint64_t last = streams::trainDigits(streams::mostEpochs) - 1;
        QVERIFY(last / streams::digitEpoch == streams::mostEpochs - 1); // it has not gone round
        QVERIFY(last < streams::batchOrder(0) && last < streams::motion(0, 0));
        // ... and one epoch's hold its images and labels.
        QVERIFY(streams::digitLabels(streams::testDigits) < streams::digitEpoch);
    }

    void theStreamsStayWhatTheyAre() {
        // Digits, weights, orders and motions are promised to be the same for a seed in every version.
        QVERIFY(streams::weights == 1 && streams::pixelOrder == 2 && streams::heldOut == 3 &&
                streams::importOrder == 4);
        QVERIFY(streams::trainDigits(0) == 0 && streams::trainDigits(3) == std::uint64_t{3} << 42);
        QVERIFY(streams::testDigits == std::uint64_t{1} << 40);
        QVERIFY(streams::digitLabels(5) == (std::uint64_t{1} << 41) + 5);
        QVERIFY(streams::batchOrder(7) == 0x6261746368657307);
        QVERIFY(streams::motion(2, 9) == 0x6175676f656e7409);
    }
};

QTEST_APPLESS_MAIN(TestRandomStreams)
#include "tst_random_streams.moc"
