#include "engine/tensor/shared_memory.h"

#include "engine/tensor/arena.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>

namespace unroll {
namespace {

// The gaps in a block that grows at its end.
class Gaps {
public:
    Index take(Index size) {
        auto best = gaps_.end();
        for (auto gap = gaps_.begin(); gap != gaps_.end(); ++gap)
            if (gap->second >= size && (best == gaps_.end() || gap->second < best->second))
                best = gap;
        if (best == gaps_.end())
            return grow(size);
        const auto [offset, room] = *best;
        gaps_.erase(best);
        if (room > size)
            gaps_.emplace(offset + size, room - size);
        return offset;
    }

    void give(Index offset, Index size) {
        auto gap = gaps_.emplace(offset, size).first;
        if (const auto next = std::next(gap); next != gaps_.end() && offset + size == next->first) {
            gap->second += next->second;
            gaps_.erase(next);
        }
        if (gap == gaps_.begin())
            return;
        if (const auto before = std::prev(gap); before->first + before->second == offset) {
            before->second += gap->second;
            gaps_.erase(gap);
        }
    }

    Index size() const { return size_; }

private:
    // With the last gap, where it reaches the end.
    Index grow(Index size) {
        Index offset = size_;
        if (!gaps_.empty() && gaps_.rbegin()->first + gaps_.rbegin()->second == size_) {
            offset = gaps_.rbegin()->first;
            gaps_.erase(std::prev(gaps_.end()));
        }
        size_ = offset + size;
        return offset;
    }

    std::map<Index, Index> gaps_; // offset -> elements
    Index size_ = 0;
};

Index wholeLines(Index elements) {
    ArenaPlan plan;
    plan.add(elements);
    return plan.size();
}

} // namespace

SharedMemoryPlan shareMemory(std::span<const BufferLife> lives) {
    std::vector<std::size_t> order(lives.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return lives[i].begin; });

    SharedMemoryPlan plan{.offsets = std::vector<Index>(lives.size())};
    Gaps gaps;
    const auto later = [&](std::size_t a, std::size_t b) { return lives[a].end > lives[b].end; };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> living(later);
    for (const std::size_t i : order) {
        for (; !living.empty() && lives[living.top()].end < lives[i].begin; living.pop())
            gaps.give(plan.offsets[living.top()], wholeLines(lives[living.top()].elements));
        plan.offsets[i] = gaps.take(wholeLines(lives[i].elements));
        living.push(i);
    }
    plan.size = gaps.size();
    return plan;
}

} // namespace unroll
