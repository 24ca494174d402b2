// The weights of a run's past epochs, as many as fit: to look back.
#pragma once

#include "engine/values/snapshot.h"

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace unroll {

// When its bytes are used up it keeps the epochs that are multiples of 2, then of 4, 8, ..., and besides them those
// that are powers of two, the first, and the latest of all: the beginning, where most happens, stays dense in
// proportion. Where even these are too many, the earliest go. Belongs to one thread.
class EpochArchive {
public:
    static constexpr std::size_t mostBytes = std::size_t{256} << 20U; // of a run, but for the latest epoch's alone

    explicit EpochArchive(std::size_t bytes = mostBytes)
        : bytes_(bytes) {}

    // Weights at the end of an epoch, later than those before. Of another run than those before: forgets them.
    void add(std::int64_t epoch, std::shared_ptr<const Snapshot> snapshot);
    void clear() { kept_.clear(); }

    // A null pointer where it was not kept.
    std::shared_ptr<const Snapshot> at(std::int64_t epoch) const;

    // Oldest first.
    std::vector<std::int64_t> epochs() const;
    std::size_t bytes() const;

private:
    void thinOut();

    std::size_t bytes_;
    std::map<std::int64_t, std::shared_ptr<const Snapshot>> kept_;
};

} // namespace unroll
