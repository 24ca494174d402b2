// The table of runs as it is kept from one start to the next.
#pragma once

#include "engine/session/session.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace unroll {

// What a row knows beyond its run's record.
struct StoredRow {
    std::string key{};       // of the run, the same wherever it is kept
    std::int64_t number = 1; // as the row is called
    int slot = 0;            // of colours and dashes, see runStyle()
    bool shown = true;
    bool pinned = false;
    std::string folder{};   // where it was saved to or opened from
    std::int64_t group = 0; // equal for the seeds of a group; 0: on its own
    std::int64_t seeds = 0; // of the group, that were asked for
    RecordLabel groupLabel{};

    bool operator==(const StoredRow&) const = default;
};

struct StoredRun {
    StoredRow row{};
    std::shared_ptr<const RunRecord> record{};
    RecordLabel label{}; // which the record need not bear yet
};

struct StoredTable {
    std::vector<StoredRun> runs{};       // by number
    std::vector<std::string> troubles{}; // what could not be read, a sentence each
};

// Where it is kept. Called on a thread of its own, one call at a time; other windows may use the same place.
struct TableStore {
    std::function<StoredTable()> read{}; // throws nothing

    // New, or in place of what has its key; returns the keys of older runs that made room for it. Throws
    // std::runtime_error with one sentence.
    std::function<std::vector<std::string>(const StoredRun&)> write{};

    std::function<void(const std::string& key)> remove{}; // of a run that is not kept: nothing; throws nothing
};

} // namespace unroll
