#include "app/table_store.h"

#include "app/table_row.h"
#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/run_reader.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mostRowBytes = 1 << 20;
constexpr std::size_t mostRuns = 10000;

// Past epochs of a large network would drive other runs out.
std::vector<PastEpoch> worthKeeping(std::vector<PastEpoch> past) {
    constexpr std::size_t mostBytes = std::size_t{16} << 20U;
    std::size_t bytes = 0;
    for (const PastEpoch& one : past)
        bytes += one.snapshot->parameters.size() * sizeof(float);
    return bytes <= mostBytes ? std::move(past) : std::vector<PastEpoch>();
}

bool isKey(const std::string& name) {
    constexpr std::size_t length = 36; // of a UUID
    return name.size() == length && std::ranges::all_of(name, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
           });
}

StoredRun readRow(const fs::path& folder) {
    const fs::path file = folder / "row.json";
    try {
        return parseTableRow(readFile(file, mostRowBytes), folder.filename().string());
    } catch (const std::exception& error) {
        throw std::runtime_error(file.string() + " is damaged: " + error.what() + ".");
    }
}

std::vector<fs::path> runFolders(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && folders.size() < mostRuns;
         entry.increment(error))
        if (isKey(entry->path().filename().string()) && fs::is_directory(entry->path(), error))
            folders.push_back(entry->path());
    return folders;
}

StoredTable readTable(const fs::path& folder) {
    StoredTable table;
    for (const fs::path& place : runFolders(folder)) {
        try {
            StoredRun run = readRow(place);
            RunRecord record = readRun(place);
            record.label = run.label;
            run.record = std::make_shared<const RunRecord>(std::move(record));
            table.runs.push_back(std::move(run));
        } catch (const std::exception& error) {
            table.troubles.push_back(std::string("A run of the table could not be read. ") + error.what());
        }
    }
    std::ranges::stable_sort(table.runs, {}, [](const StoredRun& run) {
        return std::pair(run.row.number, run.record->hyperparameters.seed);
    });
    return table;
}

std::uintmax_t bytesIn(const fs::path& folder) {
    std::uintmax_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code unknown;
        const std::uintmax_t size = entry->file_size(unknown);
        bytes += unknown ? 0 : size;
    }
    return bytes;
}

// Files alone, and then the folder: nothing that was put there by somebody else goes.
void removeRun(const fs::path& place) {
    std::error_code ignored;
    fs::remove(place / "summary.json", ignored); // first: a run without it is not complete
    for (const char* name : {"row.json", "config.json", "metrics.csv", "model.safetensors", "checkpoint.safetensors"})
        fs::remove(place / name, ignored);
    fs::remove(place, ignored);
}

bool isPinned(const fs::path& place) {
    try {
        return readRow(place).row.pinned;
    } catch (const std::exception&) {
        return false;
    }
}

// Returns the keys of what went.
std::vector<std::string> keepWithin(const fs::path& folder, const std::string& latest, std::uintmax_t mostBytes) {
    struct Place {
        fs::path path;
        std::uintmax_t bytes;
        fs::file_time_type written;
    };
    std::vector<Place> places;
    std::uintmax_t total = 0;
    for (const fs::path& path : runFolders(folder)) {
        std::error_code unknown;
        places.push_back({path, bytesIn(path), fs::last_write_time(path / "config.json", unknown)});
        total += places.back().bytes;
    }
    std::ranges::sort(places, {}, &Place::written);
    std::vector<std::string> gone;
    for (const Place& place : places) {
        if (total <= mostBytes)
            break;
        if (place.path.filename() == latest || isPinned(place.path))
            continue;
        removeRun(place.path);
        total -= place.bytes;
        gone.push_back(place.path.filename().string());
    }
    return gone;
}

} // namespace

TableStore tableStore(const fs::path& folder, std::uintmax_t mostBytes) {
    if (folder.empty())
        return {};
    TableStore store;
    store.read = [folder] { return readTable(folder); };
    store.write = [folder, mostBytes](const StoredRun& run) {
        RunRecord record = *run.record;
        record.label = run.label;
        record.past = worthKeeping(std::move(record.past));
        const fs::path place = folder / run.row.key;
        try {
            writeRunDirectory(place, record, {}, Overwrite::Yes);
            writeFileAtomically(place / "row.json", tableRowText(run));
        } catch (const std::exception& error) {
            throw std::runtime_error(std::string("The table of runs could not be kept for the next start. ") +
                                     error.what());
        }
        return keepWithin(folder, run.row.key, mostBytes);
    };
    store.remove = [folder](const std::string& key) {
        if (isKey(key))
            removeRun(folder / key);
    };
    return store;
}

} // namespace unroll
