#include "engine/files/run_directory.h"

#include "engine/files/atomic_file.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "engine/files/summary_json.h"
#include "engine/session/version.h"

#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;

constexpr const char* configName = "config.json";
constexpr const char* summaryName = "summary.json";

[[noreturn]] void refuse(const fs::path& directory, const std::string& why) {
    throw std::runtime_error("Cannot write the run to " + directory.string() + ": " + why + ".");
}

void createDirectory(const fs::path& directory) {
    std::error_code error;
    if (fs::exists(directory, error) && !fs::is_directory(directory, error))
        refuse(directory, "it is a file; choose another folder");
    fs::create_directories(directory, error);
    if (error)
        refuse(directory, error.message() + "; choose a folder you may write to");
}

void checkEmpty(const fs::path& directory) {
    std::error_code error;
    const bool empty = fs::is_empty(directory, error);
    if (error)
        refuse(directory, error.message() + "; choose another folder");
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
    std::error_code error;
    fs::remove(directory / summaryName, error); // an older run's must not vouch for a mixture
    const RunConfig config{std::string(version()), record.hyperparameters, record.info.dataName,
                           record.info.dataSha256};
    writeFileAtomically(directory / configName, configJson(config));
    writeFileAtomically(directory / "metrics.csv", metricsCsv(record.epochs));
    writeFileAtomically(directory / "model.safetensors", modelBytes({record.hyperparameters, record.weights}));
    for (const Artefact& artefact : artefacts)
        writeFileAtomically(directory / artefact.name, artefact.bytes);
    writeFileAtomically(directory / summaryName, summaryJson(record));
}

RunConfig readRunConfig(const fs::path& directory) {
    const fs::path path = directory / configName;
    return parseConfig(readFile(path), path.string());
}

} // namespace unroll
