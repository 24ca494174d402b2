#include "app/own_presets.h"

#include "app/presets.h"
#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_config.h"
#include "engine/session/version.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace unroll {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestName = 60;

fs::path fileOf(const fs::path& folder, const std::string& name) { return folder / (name + ".json"); }

void checkName(const std::string& name) {
    const auto allowed = [](unsigned char c) {
        return std::isalnum(c) != 0 || c >= 0x80 || c == ' ' || c == '-' || c == '_';
    };
    if (name.empty() || name.size() > longestName || name.front() == ' ' || !std::ranges::all_of(name, allowed))
        throw std::runtime_error("A preset's name has letters, digits, spaces, - and _, and at most " +
                                 std::to_string(longestName) + " of them.");
    if (std::ranges::count(presetNames(), name) > 0)
        throw std::runtime_error("The preset '" + name + "' comes with the program: choose another name.");
}

Preset builtIn(const std::string& name) {
    Preset preset{.name = name};
    applyPreset(name, preset.setting);
    return preset;
}

Preset ownPreset(const fs::path& file) {
    Preset preset{.name = file.stem().string(), .own = true};
    try {
        preset.setting = parseConfig(readFile(file), file.string()).hyperparameters;
    } catch (const std::exception& error) {
        preset.failure = error.what();
    }
    return preset;
}

} // namespace

std::vector<Preset> allPresets(const fs::path& folder) {
    std::vector<Preset> presets;
    std::vector<std::string> names = presetNames();
    std::ranges::stable_partition(names,
                                  [](const std::string& name) { return name == "paper"; }); // what one begins with
    for (const std::string& name : names)
        presets.push_back(builtIn(name));
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".json")
            files.push_back(entry->path());
    std::ranges::sort(files);
    for (const fs::path& file : files)
        presets.push_back(ownPreset(file));
    return presets;
}

void savePreset(const fs::path& folder, const std::string& name, const Hyperparameters& setting) {
    checkName(name);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw std::runtime_error("Cannot save the preset to " + folder.string() + ": " + error.message() + ".");
    const RunConfig config{.version = std::string(version()),
                           .hyperparameters = setting,
                           .dataName = setting.data,
                           .dataSha256 = {},
                           .from = std::nullopt};
    writeFileAtomically(fileOf(folder, name), configJson(config));
}

void removePreset(const fs::path& folder, const std::string& name) {
    if (fs::path(name).filename() != name)
        throw std::runtime_error("A preset's name has no slash: '" + name + "'.");
    std::error_code error;
    fs::remove(fileOf(folder, name), error);
    if (error)
        throw std::runtime_error("Cannot remove " + fileOf(folder, name).string() + ": " + error.message() + ".");
}

} // namespace unroll
