// Keeps a run that still trains, so that one that is killed can go on from its last checkpoint.
#pragma once

#include "app/console.h"
#include "engine/session/session.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace unroll {

class RunKeeper {
public:
    // Without a directory nothing is kept. `withinEpoch` is how long a checkpoint lasts within an epoch.
    RunKeeper(std::optional<std::filesystem::path> directory, const Console& console,
              std::chrono::milliseconds withinEpoch = std::chrono::seconds(30));

    // Before the first batch: a checkpoint is in the directory from here on. Removes what killed writers left there.
    // Throws std::runtime_error with one sentence when it can't be written.
    void begin(const Session& session, const RunRecord& record);

    // After a batch, or an epoch with its evaluation: writes a checkpoint when one is due, which is after every epoch
    // and now and then within one, but never so often that writing takes more than a tenth of the time. When it
    // can't be written that is said once, and training goes on.
    void keep(const Session& session, const RunRecord& record, bool epochFinished);

private:
    using Clock = std::chrono::steady_clock;

    bool isDue(bool epochFinished) const;
    void write(const Session& session, const RunRecord& record);

    std::optional<std::filesystem::path> directory_;
    const Console& console_;
    std::chrono::milliseconds withinEpoch_;
    Clock::time_point written_;
    Clock::duration cost_{}; // of the last writing
    bool complained_ = false;
};

} // namespace unroll
