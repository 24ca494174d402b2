#include "engine/session/epoch_archive.h"

#include "engine/session/snapshot_buffers.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace unroll {
namespace {

// Beyond those that are kept: one that is being written, and former ones that others are looking at.
constexpr std::size_t spareBuffers = 4;

bool isPowerOfTwo(std::int64_t epoch) { return std::has_single_bit(static_cast<std::uint64_t>(epoch)); }

} // namespace

PastEpoch pastEpoch(std::span<const PastEpoch> past, std::int64_t epoch) {
    const auto later = std::ranges::upper_bound(past, epoch, {}, &PastEpoch::epoch);
    return later == past.begin() ? PastEpoch{} : *(later - 1);
}

void EpochArchive::begin(const Session& session, std::uint64_t run, std::int64_t epochs,
                         std::span<const PastEpoch> past) {
    const std::lock_guard lock(mutex_);
    run_ = run;
    const std::size_t parameters = session.blueprint()->parameters();
    if (std::exchange(parameters_, parameters) != parameters)
        buffers_.clear();
    most_ = std::max<std::size_t>(1, bytes_ / (sizeof(Snapshot) + parameters * sizeof(float)));
    kept_.assign(past.begin(), past.end());
    thinOut();
    // Those of the run before belong to who took them.
    std::erase_if(buffers_, [](const auto& buffer) { return buffer.use_count() > 1; });
    makeBuffers(epochs);
}

void EpochArchive::reserve(std::int64_t epochs) {
    const std::lock_guard lock(mutex_);
    makeBuffers(epochs - std::ssize(kept_));
}

void EpochArchive::makeBuffers(std::int64_t epochs) {
    const std::size_t wanted = std::min(most_, static_cast<std::size_t>(std::max<std::int64_t>(epochs, 0)) + 1);
    kept_.reserve(kept_.size() + wanted + 1);
    const auto isFree = [](const auto& buffer) { return buffer.use_count() == 1; };
    auto free = static_cast<std::size_t>(std::ranges::count_if(buffers_, isFree));
    for (; free < wanted + spareBuffers; ++free) {
        buffers_.push_back(std::make_shared<Snapshot>());
        buffers_.back()->parameters.reserve(parameters_);
    }
}

void EpochArchive::keep(const Session& session, std::int64_t epoch, const Moment& moment) {
    std::shared_ptr<Snapshot> buffer;
    {
        const std::lock_guard lock(mutex_);
        buffer = freeBuffer(buffers_);
    }
    if (!buffer)
        return;
    buffer->moment = moment;
    buffer->parameters.resize(parameters_);
    session.copyParameters(buffer->parameters);
    const std::lock_guard lock(mutex_);
    kept_.push_back({epoch, std::move(buffer)});
    thinOut();
}

void EpochArchive::thinOut() {
    if (kept_.empty())
        return;
    const std::int64_t latest = kept_.back().epoch;
    for (std::int64_t step = 2; kept_.size() > most_ && step <= latest; step *= 2)
        std::erase_if(kept_, [&](const PastEpoch& past) {
            return past.epoch != latest && past.epoch % step != 0 && !isPowerOfTwo(past.epoch);
        });
    if (kept_.size() > most_) {
        const auto tooMany = static_cast<std::ptrdiff_t>(kept_.size() - most_);
        const auto first = kept_.begin() + (most_ > 1 ? 1 : 0);
        kept_.erase(first, first + tooMany);
    }
}

void EpochArchive::clear() {
    const std::lock_guard lock(mutex_);
    run_ = 0;
    kept_.clear();
}

PastEpoch EpochArchive::at(std::uint64_t run, std::int64_t epoch) const {
    const std::lock_guard lock(mutex_);
    return run == run_ ? pastEpoch(kept_, epoch) : PastEpoch{};
}

std::vector<PastEpoch> EpochArchive::epochs(std::uint64_t run) const {
    const std::lock_guard lock(mutex_);
    return run == run_ ? kept_ : std::vector<PastEpoch>{};
}

} // namespace unroll
