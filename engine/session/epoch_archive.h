// The weights of a run's past epochs, as many as fit: to look back, and to go on from there.
#pragma once

#include "engine/session/session.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace unroll {

// Of epochs in their order the latest up to one; nothing where there is none.
PastEpoch pastEpoch(std::span<const PastEpoch> past, std::int64_t epoch);

// When its bytes are used up it keeps the epochs that are multiples of 2, then of 4, 8, ..., and besides them those
// that are powers of two, the first, and the latest of all: the beginning, where most happens, stays dense in
// proportion. Where even these are too many, the earliest but the first go.
//
// One thread trains and fills it; any thread may look.
class EpochArchive {
public:
    static constexpr std::size_t mostBytes = std::size_t{256} << 20U; // of a run, but for the latest epoch's alone

    explicit EpochArchive(std::size_t bytes = mostBytes)
        : bytes_(bytes) {}

    // Begins another run, which has these already. Takes the memory for so many further epochs, or for as many as fit,
    // that keep() does not have to; it is touched only when it is used.
    void begin(const Session& session, std::uint64_t run, std::int64_t epochs, std::span<const PastEpoch> past = {});

    // The run has more epochs than it began with.
    void reserve(std::int64_t epochs);

    // The weights at the end of an epoch, later than those before; 0 is the initial ones. Allocates nothing. Where
    // others still hold more former epochs than there are buffers to spare, it leaves this one out.
    void keep(const Session& session, std::int64_t epoch, const Moment& moment);

    void clear();

    // Of the run; see pastEpoch().
    PastEpoch at(std::uint64_t run, std::int64_t epoch) const;

    // Of the run; oldest first.
    std::vector<PastEpoch> epochs(std::uint64_t run) const;

private:
    void makeBuffers(std::int64_t epochs);
    void thinOut();

    const std::size_t bytes_;
    std::uint64_t run_ = 0;
    std::size_t parameters_ = 0;
    std::size_t most_ = 0; // epochs kept at once

    mutable std::mutex mutex_; // of what follows
    std::vector<PastEpoch> kept_;
    std::vector<std::shared_ptr<Snapshot>> buffers_; // all of them; those that nobody else has are free
};

} // namespace unroll
