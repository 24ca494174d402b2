#include "engine/training/allocation_counter.h"

#include <QTest>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <memory>
#include <thread>
#include <vector>

using namespace unroll;

namespace {

#ifdef UNROLL_COUNTS_ALLOCATIONS
constexpr bool expected = true;
#else
constexpr bool expected = false;
#endif

// Keeps the optimiser from leaving out an allocation nobody looks at.
void use(void* block) { asm volatile("" : : "g"(block) : "memory"); }

std::int64_t bytesOf(const std::function<void()>& work) {
    const std::int64_t before = allocatedBytesOnThisThread();
    work();
    return allocatedBytesOnThisThread() - before;
}

void allocateByMalloc(std::size_t bytes) {
    void* block = std::malloc(bytes);
    use(block);
    std::free(block);
}

void growByRealloc() {
    void* block = std::malloc(100);
    use(block);
    void* larger = std::realloc(block, 5000);
    use(larger);
    std::free(larger);
}

void allocateByPosixMemalign() {
    void* block = nullptr;
    QCOMPARE(posix_memalign(&block, 64, 640), 0);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(block) % 64, std::uintptr_t{0});
    std::free(block);
}

} // namespace

class TestAllocationCounter : public QObject {
    Q_OBJECT

private slots:
    void knowsWhetherItCounts() { QCOMPARE(countsAllocations(), expected); }

    void countsWhatIsAskedFor_data() {
        QTest::addColumn<std::function<void()>>("work");
        QTest::addColumn<qint64>("bytes");
        const auto add = [](const char* name, std::function<void()> work, qint64 bytes) {
            QTest::newRow(name) << std::move(work) << bytes;
        };
        add(
            "nothing", [] {}, 0);
        add(
            "malloc", [] { allocateByMalloc(1234); }, 1234);
        add(
            "calloc",
            [] {
                std::unique_ptr<void, void (*)(void*)> block(std::calloc(10, 30), std::free);
                use(block.get());
            },
            300);
        add("realloc", growByRealloc, 5100);
        add(
            "operator new", [] { use(std::make_unique<char[]>(777).get()); }, 777);
        add(
            "over-aligned new",
            [] {
                struct alignas(128) Wide {
                    char bytes[256];
                };
                use(std::make_unique<Wide>().get());
            },
            256);
        add(
            "vector", [] { use(std::vector<float>(1000).data()); }, 4000);
        add(
            "aligned_alloc",
            [] {
                void* block = std::aligned_alloc(64, 128);
                use(block);
                std::free(block);
            },
            128);
        add(
            "memalign",
            [] {
                void* block = memalign(256, 512);
                use(block);
                std::free(block);
            },
            512);
        add("posix_memalign", allocateByPosixMemalign, 640);
    }
    void countsWhatIsAskedFor() {
        QFETCH(std::function<void()>, work);
        QFETCH(qint64, bytes);
        QCOMPARE(bytesOf(work), expected ? bytes : 0);
    }

    void countsBlocksOfEverySize() {
        for (std::size_t bytes = 1; bytes <= (std::size_t{1} << 26); bytes *= 4)
            QCOMPARE(bytesOf([bytes] { allocateByMalloc(bytes); }), expected ? static_cast<std::int64_t>(bytes) : 0);
    }

    void doesNotCountWhatFailed() {
        if (!expected)
            QSKIP("A sanitizer's malloc ends the program here.");
        volatile std::size_t tooMuch = PTRDIFF_MAX;
        QCOMPARE(bytesOf([&] { QVERIFY(std::malloc(tooMuch) == nullptr); }), 0);
        QCOMPARE(bytesOf([&] { QVERIFY(std::calloc(tooMuch, 16) == nullptr); }), 0);
        int marker = 0;
        void* block = &marker;
        QCOMPARE(posix_memalign(&block, 64, tooMuch), ENOMEM);
        QCOMPARE(block, static_cast<void*>(&marker));
    }

    void posixMemalignRefusesAnOddAlignment() {
        void* block = nullptr;
        volatile std::size_t odd = 24;
        QCOMPARE(posix_memalign(&block, odd, 100), EINVAL);
    }

    void threadsCountForThemselves() {
        std::int64_t inside = -1;
        std::thread worker([&] { inside = bytesOf([] { allocateByMalloc(5000000); }); });
        const std::int64_t outside = bytesOf([&] { worker.join(); });
        QCOMPARE(inside, expected ? 5000000 : 0);
        QVERIFY(outside < 5000000);
    }
};

QTEST_APPLESS_MAIN(TestAllocationCounter)
#include "tst_allocation_counter.moc"
