#include "app/table_store.h"

#include "engine/files/atomic_file.h"
#include "engine/files/json_guard.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/run_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t mostRowBytes = 1 << 20;
constexpr std::int64_t mostNumber = 1000000000;
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

Json jsonOf(const RecordLabel& label) { return {{"name", label.name}, {"note", label.note}, {"pinned", label.pinned}}; }

std::string textOf(const StoredRun& run) {
    const StoredRow& row = run.row;
    Json json{{"number", row.number}, {"slot", row.slot},     {"shown", row.shown},
              {"pinned", row.pinned}, {"folder", row.folder}, {"label", jsonOf(run.label)}};
    if (row.group != 0)
        json["group"] = {{"id", row.group}, {"seeds", row.seeds}, {"label", jsonOf(row.groupLabel)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

RecordLabel labelOf(const Json& json) {
    return {json.at("name").get<std::string>(), json.at("note").get<std::string>(), json.at("pinned").get<bool>()};
}

std::int64_t countOf(const Json& json, const char* key) {
    const Json& value = json.at(key);
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > mostNumber)
        throw std::runtime_error(std::string("'") + key + "' is no count");
    return value.get<std::int64_t>();
}

StoredRun parsedRow(const std::string& text, const std::string& key) {
    if (nestsDeeperThan(8, text))
        throw std::runtime_error("it is nested too deep");
    const Json json = Json::parse(text);
    StoredRun run;
    run.row = {.key = key,
               .number = std::max<std::int64_t>(1, countOf(json, "number")),
               .slot = static_cast<int>(countOf(json, "slot")),
               .shown = json.at("shown").get<bool>(),
               .pinned = json.at("pinned").get<bool>(),
               .folder = json.at("folder").get<std::string>()};
    run.label = labelOf(json.at("label"));
    if (json.contains("group")) {
        const Json& group = json.at("group");
        run.row.group = countOf(group, "id");
        run.row.seeds = countOf(group, "seeds");
        run.row.groupLabel = labelOf(group.at("label"));
    }
    return run;
}

StoredRun readRow(const fs::path& folder) {
    const fs::path file = folder / "row.json";
    try {
        return parsedRow(readFile(file, mostRowBytes), folder.filename().string());
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
            writeFileAtomically(place / "row.json", textOf(run));
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
