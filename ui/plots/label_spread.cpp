#include "ui/plots/label_spread.h"

#include <algorithm>
#include <numeric>

namespace unroll {
namespace {

// Labels that touch, treated as one: they sit centred on the mean of what each wanted.
struct Block {
    double centre = 0;
    std::size_t count = 0;

    double half(double gap) const { return gap * static_cast<double>(count - 1) / 2; }
};

Block kept(Block block, double gap, double low, double high) {
    const double half = block.half(gap);
    block.centre = std::max(low + half, std::min(high - half, block.centre));
    return block;
}

Block merged(const Block& a, const Block& b) {
    const auto weight = static_cast<double>(a.count) / static_cast<double>(a.count + b.count);
    return {a.centre * weight + b.centre * (1 - weight), a.count + b.count};
}

} // namespace

std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap, double low, double high) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a] < wanted[b]; });

    std::vector<Block> blocks;
    for (const std::size_t index : order) {
        blocks.push_back(kept({wanted[index], 1}, gap, low, high));
        while (blocks.size() > 1) {
            const Block& last = blocks.back();
            const Block& before = blocks[blocks.size() - 2];
            if (last.centre - last.half(gap) - before.centre - before.half(gap) >= gap)
                break;
            const Block together = kept(merged(before, last), gap, low, high);
            blocks.pop_back();
            blocks.back() = together;
        }
    }

    std::vector<double> spread(wanted.size());
    std::size_t next = 0;
    for (const Block& block : blocks)
        for (std::size_t i = 0; i < block.count; ++i)
            spread[order[next++]] = block.centre - block.half(gap) + gap * static_cast<double>(i);
    return spread;
}

} // namespace unroll
