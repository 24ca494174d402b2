#include "engine/tensor/shared_memory.h"

#include "engine/tensor/arena.h"
#include "engine/tensor/random.h"

#include <QTest>

using namespace unroll;

class TestSharedMemory : public QObject {
    Q_OBJECT

private slots:
    void whatNeverMeetsSharesMemory() {
        const std::vector<BufferLife> lives{{100, 0, 1}, {100, 2, 3}, {100, 4, 5}};
        const SharedMemoryPlan plan = shareMemory(lives);
        QCOMPARE(plan.offsets, (std::vector<Index>{0, 0, 0}));
        QCOMPARE(plan.size, Index{112}); // whole cache lines
    }

    void theLastMomentOfUseIsStillUse() {
        const SharedMemoryPlan plan = shareMemory(std::vector<BufferLife>{{16, 0, 1}, {16, 1, 2}});
        QVERIFY(plan.offsets[0] != plan.offsets[1]);
        QCOMPARE(plan.size, Index{32});
    }

    void whatLivesAllTheTimeLiesInItsOrder() {
        const SharedMemoryPlan plan = shareMemory(std::vector<BufferLife>{{5, 0, 9}, {17, 0, 9}, {1, 0, 9}});
        QCOMPARE(plan.offsets, (std::vector<Index>{0, 16, 48}));
        QCOMPARE(plan.size, Index{64});
    }

    void neighbouringGapsAreOne() {
        // Two small buffers end, and one as large as both takes their place.
        const SharedMemoryPlan plan =
            shareMemory(std::vector<BufferLife>{{16, 0, 1}, {16, 0, 2}, {16, 0, 9}, {32, 3, 4}});
        QCOMPARE(plan.offsets[3], Index{0});
        QCOMPARE(plan.size, Index{48});
    }

    void aGapAtTheEndGrows() {
        const SharedMemoryPlan plan = shareMemory(std::vector<BufferLife>{{16, 0, 9}, {16, 0, 1}, {64, 2, 3}});
        QCOMPARE(plan.offsets[2], Index{16});
        QCOMPARE(plan.size, Index{80});
    }

    void nothingNeedsNothing() { QCOMPARE(shareMemory({}).size, Index{0}); }

    void noTwoLivingBuffersOverlap() {
        Random random(3);
        std::vector<BufferLife> lives;
        for (int i = 0; i < 400; ++i) {
            const auto begin = static_cast<Index>(random.below(1000));
            lives.push_back({1 + static_cast<Index>(random.below(300)), begin,
                             begin + static_cast<Index>(random.below(i % 10 == 0 ? 900 : 40))});
        }
        const SharedMemoryPlan plan = shareMemory(lives);
        Index sum = 0;
        for (std::size_t a = 0; a < lives.size(); ++a) {
            sum += lives[a].elements;
            QCOMPARE(plan.offsets[a] % ArenaPlan::lineElements, Index{0});
            QVERIFY(plan.offsets[a] + lives[a].elements <= plan.size);
            for (std::size_t b = 0; b < a; ++b) {
                const bool meet = lives[a].begin <= lives[b].end && lives[b].begin <= lives[a].end;
                const bool overlap = plan.offsets[a] < plan.offsets[b] + lives[b].elements &&
                                     plan.offsets[b] < plan.offsets[a] + lives[a].elements;
                QVERIFY(!(meet && overlap));
            }
        }
        QVERIFY(plan.size < sum / 3);
    }
};

QTEST_APPLESS_MAIN(TestSharedMemory)
#include "tst_shared_memory.moc"
