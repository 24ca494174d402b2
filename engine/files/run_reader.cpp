#include "engine/files/run_reader.h"

#include "engine/files/file_error.h"
#include "engine/files/foreign_weights.h"
#include "engine/files/json_guard.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/model_file.h"
#include "engine/files/past_epochs.h"
#include "engine/files/read_file.h"
#include "engine/files/run_directory.h"
#include "engine/files/safetensors.h"
#include "engine/files/summary_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json readSummary(const fs::path& file) {
    const std::string text = readFile(file, mostTextBytes);
    Json summary = nestsDeeperThan(deepestJson, text) ? Json() : Json::parse(text, nullptr, false);
    if (!summary.is_object())
        refuseFile(file.string(), "it is not a JSON object");
    return summary;
}

const Json& member(const Json& object, const char* key, const fs::path& file) {
    const auto found = object.find(key);
    if (found == object.end())
        refuseFile(file.string(), std::string("'") + key + "' is missing");
    return *found;
}

std::int64_t count(const Json& object, const char* key, const fs::path& file) {
    const Json& value = member(object, key, file);
    if (!value.is_number_integer())
        refuseFile(file.string(), std::string("'") + key + "' is expected to be a whole number");
    return value.get<std::int64_t>();
}

std::int64_t countOrNull(const Json& object, const char* key, const fs::path& file) {
    return member(object, key, file).is_null() ? 0 : count(object, key, file);
}

std::string text(const Json& object, const char* key, const fs::path& file) {
    const Json& value = member(object, key, file);
    if (!value.is_string())
        refuseFile(file.string(), std::string("'") + key + "' is expected to be a text");
    return value.get<std::string>();
}

std::vector<std::string> texts(const Json& object, const char* key, const fs::path& file) {
    const Json& value = member(object, key, file);
    const bool fits = value.is_array() && std::ranges::all_of(value, [](const Json& each) { return each.is_string(); });
    if (!fits)
        refuseFile(file.string(), std::string("'") + key + "' is expected to be a list of texts");
    return value.get<std::vector<std::string>>();
}

RunStatus status(const Json& summary, const fs::path& file) {
    const std::string name = text(summary, "status", file);
    for (const RunStatus known : {RunStatus::Done, RunStatus::Interrupted, RunStatus::Diverged})
        if (statusName(known) == name)
            return known;
    refuseFile(file.string(), "'status' can't be '" + quotable(name) + "'");
}

Divergence divergence(const Json& object, const fs::path& file) {
    if (!object.is_object())
        refuseFile(file.string(), "'divergence' is expected to be a JSON object");
    Divergence found{.epoch = count(object, "epoch", file),
                     .batch = count(object, "batch", file),
                     .op = text(object, "op", file),
                     .node = text(object, "node", file),
                     .layer = countOrNull(object, "layer", file),
                     .cell = countOrNull(object, "cell", file)};
    if (!member(object, "gradient_of", file).is_null())
        found.gradientOf = text(object, "gradient_of", file);
    return found;
}

void takeSummary(RunRecord& record, const fs::path& file) {
    const Json summary = readSummary(file);
    record.status = status(summary, file);
    record.info.parameters = count(summary, "parameters", file);
    record.info.threads = static_cast<int>(std::clamp<std::int64_t>(count(summary, "threads", file), 0, 1 << 16));
    record.info.simd = text(summary, "simd", file);
    if (summary.contains("simd_before"))
        record.info.simdBefore = texts(summary, "simd_before", file);
    record.info.setupBytes = countOrNull(summary, "setup_bytes", file);
    record.info.countsAllocations = !member(summary, "allocated_bytes", file).is_null();
    if (summary.contains("divergence"))
        record.divergence = divergence(summary["divergence"], file);
    if (weightsSha256(record.weights) != text(summary, "weights_sha256", file))
        refuseFile(file.string(), "it names other weights than model.safetensors beside it has");
}

void takeConfig(RunRecord& record, const RunConfig& config) {
    record.hyperparameters = config.hyperparameters;
    record.from = config.from;
    record.label = config.label;
    record.info.dataName = config.dataName;
    record.info.dataSha256 = config.dataSha256;
    if (!config.images)
        return;
    const std::int64_t pixels = config.images->pixels;
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(pixels))));
    record.info.width = static_cast<int>(side * side == pixels ? side : pixels);
    record.info.height = static_cast<int>(pixels / std::max(record.info.width, 1));
    record.info.classes = static_cast<int>(config.images->classes);
    record.info.classNames = config.images->classNames;
}

// An epoch's images are its rate times its seconds.
void takeSizes(RunRecord& record) {
    if (record.epochs.empty())
        return;
    const EpochMetrics& first = record.epochs.front();
    const double images = std::round(first.samplesPerSecond * first.seconds);
    record.info.batchesPerEpoch = first.step;
    record.info.trainImages = images > 0 && images < 1e15 ? static_cast<std::int64_t>(images) : 0;
}

void takeCheckpoint(RunRecord& record, const fs::path& directory, bool complete) {
    std::error_code ignored;
    if (complete && !fs::exists(directory / "checkpoint.safetensors", ignored))
        return;
    try {
        SavedRun saved = readCheckpoint(directory);
        record.checkpoint = std::move(saved.checkpoint);
        if (!complete)
            record.epochs = std::move(saved.epochs); // the other files may be behind it
    } catch (const std::runtime_error&) {
        if (!complete)
            throw;
    }
}

} // namespace

RunRecord readRun(const fs::path& directory) {
    if (std::error_code error; fs::is_directory(directory, error) && !fs::exists(directory / "config.json", error))
        throw std::runtime_error("The folder '" + directory.string() +
                                 "' holds no run: choose one that a training was saved to, with a config.json in it.");
    RunRecord record;
    takeConfig(record, readRunConfig(directory));
    const bool complete = isComplete(directory);
    record.status = RunStatus::Interrupted;
    if (complete) {
        const fs::path metrics = directory / "metrics.csv";
        record.epochs = parseMetricsCsv(readFile(metrics, mostTextBytes), metrics.string());
        TrainedModel model = readStoredModel(directory);
        if (model.hyperparameters != record.hyperparameters)
            refuseFile(directory / "model.safetensors", "it belongs to another setting than config.json beside it");
        record.weights = std::move(model.weights);
        takeSummary(record, directory / "summary.json");
        if (record.status != RunStatus::Diverged) // whose curves are worth a look, whatever became of its weights
            requireFinite(record.weights, (directory / "model.safetensors").string());
    }
    takeCheckpoint(record, directory, complete);
    takeSizes(record);
    record.past = readPastEpochs(directory);
    return record;
}

} // namespace unroll
