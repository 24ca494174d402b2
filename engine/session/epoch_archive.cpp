#include "engine/session/epoch_archive.h"

#include <bit>

namespace unroll {
namespace {

bool isPowerOfTwo(std::int64_t epoch) { return std::has_single_bit(static_cast<std::uint64_t>(epoch)); }

} // namespace

void EpochArchive::add(std::int64_t epoch, std::shared_ptr<const Snapshot> snapshot) {
    if (!kept_.empty() && kept_.begin()->second->moment.run != snapshot->moment.run)
        clear();
    kept_[epoch] = std::move(snapshot);
    thinOut();
}

void EpochArchive::thinOut() {
    const std::int64_t latest = kept_.rbegin()->first;
    for (std::int64_t step = 2; bytes() > bytes_ && step <= latest; step *= 2)
        std::erase_if(kept_, [&](const auto& entry) {
            return entry.first != latest && entry.first % step != 0 && !isPowerOfTwo(entry.first);
        });
    while (bytes() > bytes_ && kept_.size() > 1)
        kept_.erase(kept_.begin());
}

std::shared_ptr<const Snapshot> EpochArchive::at(std::int64_t epoch) const {
    const auto found = kept_.find(epoch);
    return found == kept_.end() ? nullptr : found->second;
}

std::vector<std::int64_t> EpochArchive::epochs() const {
    std::vector<std::int64_t> epochs;
    for (const auto& [epoch, snapshot] : kept_)
        epochs.push_back(epoch);
    return epochs;
}

std::size_t EpochArchive::bytes() const {
    std::size_t bytes = 0;
    for (const auto& [epoch, snapshot] : kept_)
        bytes += sizeof(Snapshot) + snapshot->parameters.capacity() * sizeof(float);
    return bytes;
}

} // namespace unroll
