#include "engine/files/run_directory.h"

#include "engine/files/atomic_file.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/model_file.h"
#include "engine/files/past_epochs.h"
#include "engine/files/read_file.h"
#include "engine/files/summary_json.h"
#include "engine/session/version.h"

#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;

constexpr const char* configName = "config.json";
constexpr const char* metricsName = "metrics.csv";
constexpr const char* checkpointName = "checkpoint.safetensors";
constexpr const char* modelName = "model.safetensors";
constexpr const char* summaryName = "summary.json";

[[noreturn]] void refuseRun(const fs::path& directory, const std::string& why) {
    throw std::runtime_error("Cannot write the run to " + directory.string() + ": " + why + ".");
}

void createDirectory(const fs::path& directory) {
    std::error_code error;
    if (fs::exists(directory, error) && !fs::is_directory(directory, error))
        refuseRun(directory, "it is a file; choose another folder");
    fs::create_directories(directory, error);
    if (error)
        refuseRun(directory, error.message() + "; choose a folder you may write to");
}

void checkEmpty(const fs::path& directory) {
    std::error_code error;
    const bool empty = fs::is_empty(directory, error);
    if (error)
        refuseRun(directory, error.message() + "; choose another folder");
    if (!empty)
        throw DirectoryNotEmpty("Cannot write the run to " + directory.string() +
                                ": the folder is not empty; choose another one.");
}

// Asks the file system itself, which knows of permissions, read-only mounts and full disks alike.
void checkWritable(const fs::path& directory) {
    const fs::path probe = directory / ".probe";
    writeFileAtomically(probe, "unroll");
    std::error_code ignored;
    fs::remove(probe, ignored);
}

ImageFormat imagesOf(const SessionInfo& info) {
    return {std::int64_t{info.width} * info.height, info.classes, info.classNames};
}

RunConfig configOf(const RunRecord& record) {
    return {.version = std::string(version()),
            .hyperparameters = record.hyperparameters,
            .dataName = record.info.dataName,
            .dataSha256 = record.info.dataSha256,
            .from = record.from,
            .images = imagesOf(record.info),
            .changes = record.checkpoint ? record.checkpoint->changes : std::vector<HyperparameterChange>(),
            .label = record.label};
}

} // namespace

void prepareRunDirectory(const fs::path& directory, Overwrite overwrite) {
    createDirectory(directory);
    if (overwrite == Overwrite::No)
        checkEmpty(directory);
    checkWritable(directory);
}

void writeRunDirectory(const fs::path& directory, const RunRecord& record, std::span<const Artefact> artefacts,
                       Overwrite overwrite) {
    prepareRunDirectory(directory, overwrite);
    writeRunState(directory, record);
    writeFileAtomically(directory / modelName,
                        modelBytes({record.hyperparameters, record.weights, imagesOf(record.info)}));
    writePastEpochs(directory, record.past);
    for (const Artefact& artefact : artefacts)
        writeFileAtomically(directory / artefact.name, artefact.bytes);
    writeFileAtomically(directory / summaryName, summaryJson(record));
}

void writeRunState(const fs::path& directory, const RunRecord& record) {
    std::error_code ignored;
    const RunConfig config = configOf(record);
    if (record.checkpoint)
        writeFileAtomically(directory / checkpointName, checkpointBytes({config, record.epochs, *record.checkpoint}));
    else
        fs::remove(directory / checkpointName, ignored); // an older run's
    fs::remove(directory / summaryName, ignored);        // and that must not vouch for a mixture
    writeFileAtomically(directory / configName, configJson(config));
    writeFileAtomically(directory / metricsName, metricsCsv(record.epochs));
}

bool isComplete(const fs::path& directory) {
    std::error_code ignored;
    return fs::exists(directory / summaryName, ignored);
}

SavedRun readCheckpoint(const fs::path& directory) {
    const fs::path path = directory / checkpointName;
    std::error_code ignored;
    if (fs::is_directory(directory, ignored) && !fs::exists(path, ignored))
        throw std::runtime_error("There is no " + std::string(checkpointName) + " in " + directory.string() +
                                 ", and so nothing to go on from: name a folder that a training wrote.");
    return parseCheckpoint(readFile(path), path.string());
}

RunConfig readRunConfig(const fs::path& directory) {
    const fs::path path = directory / configName;
    return parseConfig(readFile(path, mostTextBytes), path.string());
}

} // namespace unroll
