#include "app/run_keeper.h"

#include "engine/files/atomic_file.h"
#include "engine/files/run_directory.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr int smallestWait = 10; // times what the last writing took

} // namespace

RunKeeper::RunKeeper(std::optional<std::filesystem::path> directory, const Console& console,
                     std::chrono::milliseconds withinEpoch)
    : directory_(std::move(directory))
    , console_(console)
    , withinEpoch_(withinEpoch) {}

void RunKeeper::begin(const Session& session, const RunRecord& record) {
    if (!directory_)
        return;
    removeHalfFiles(*directory_);
    write(session, record);
}

void RunKeeper::keep(const Session& session, const RunRecord& record, bool epochFinished) {
    if (!directory_ || !isDue(epochFinished))
        return;
    try {
        write(session, record);
    } catch (const std::runtime_error& error) {
        written_ = Clock::now();
        if (!complained_)
            console_.err << "unroll: " << error.what() << " The training goes on." << std::endl;
        complained_ = true;
    }
}

bool RunKeeper::isDue(bool epochFinished) const {
    const Clock::duration least = smallestWait * cost_;
    return Clock::now() - written_ >= (epochFinished ? least : std::max<Clock::duration>(least, withinEpoch_));
}

void RunKeeper::write(const Session& session, const RunRecord& record) {
    const Clock::time_point start = Clock::now();
    RunRecord state = record;
    state.hyperparameters = session.hyperparameters();
    state.checkpoint = session.checkpoint();
    writeRunState(*directory_, state);
    written_ = Clock::now();
    cost_ = written_ - start;
}

} // namespace unroll
