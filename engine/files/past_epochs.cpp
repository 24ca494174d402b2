#include "engine/files/past_epochs.h"

#include "engine/files/atomic_file.h"
#include "engine/files/file_error.h"
#include "engine/files/read_file.h"
#include "engine/files/safetensors.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;

constexpr const char* epochFormat = "unroll epoch 1";
constexpr std::int64_t mostEpochs = 1'000'000'000;

std::optional<std::int64_t> countOfText(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return {};
    return value;
}

// Of "12.safetensors"; nothing for any other file.
std::optional<std::int64_t> epochOfFile(const fs::path& file) {
    if (file.extension() != ".safetensors")
        return {};
    const auto epoch = countOfText(file.stem().string());
    return epoch && *epoch <= mostEpochs ? epoch : std::nullopt;
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (epochOfFile(entry->path().filename()))
            files.push_back(entry->path());
    std::ranges::sort(files, {}, [](const fs::path& file) { return *epochOfFile(file.filename()); });
    return files;
}

std::int64_t countIn(const Safetensors& content, const char* key, const std::string& file) {
    const auto found = content.metadata.find(key);
    const auto value = found == content.metadata.end() ? std::nullopt : countOfText(found->second);
    if (!value)
        refuseFile(file, std::string("its metadata have no whole number '") + key + "'");
    return *value;
}

PastEpoch parsePastEpoch(const fs::path& path) {
    const std::string file = path.string();
    Safetensors content = parseSafetensors(readFile(path), file);
    const auto format = content.metadata.find("format");
    if (format == content.metadata.end() || format->second != epochFormat)
        refuseFile(file, std::string("its format is not '") + epochFormat + "'");
    if (content.tensors.size() != 1 || content.tensors.front().name != "parameters")
        refuseFile(file, "it is expected to have one tensor, 'parameters'");
    auto snapshot = std::make_shared<Snapshot>();
    const std::int64_t epoch = countIn(content, "epoch", file);
    snapshot->moment = {.step = countIn(content, "step", file), .epochs = static_cast<double>(epoch)};
    snapshot->parameters = std::move(content.tensors.front().values);
    return {epoch, snapshot};
}

} // namespace

void writePastEpochs(const fs::path& run, std::span<const PastEpoch> past) {
    const fs::path folder = run / "epochs";
    std::error_code error;
    for (const fs::path& file : filesIn(folder))
        if (std::ranges::find(past, epochOfFile(file.filename()), &PastEpoch::epoch) == past.end())
            fs::remove(file, error); // an older run's
    if (past.empty())
        return;
    fs::create_directories(folder, error);
    if (error)
        throw std::runtime_error("Cannot write to " + folder.string() + ": " + error.message() +
                                 "; choose a folder you may write to.");
    for (const PastEpoch& one : past) {
        const std::vector<float>& values = one.snapshot->parameters;
        writeFileAtomically(folder / (std::to_string(one.epoch) + ".safetensors"),
                            safetensorsBytes({{{"parameters", {std::ssize(values)}, values}},
                                              {{"format", epochFormat},
                                               {"epoch", std::to_string(one.epoch)},
                                               {"step", std::to_string(one.snapshot->moment.step)}}}));
    }
}

std::vector<PastEpoch> readPastEpochs(const fs::path& run) {
    std::vector<PastEpoch> past;
    std::uint64_t bytes = 0;
    for (const fs::path& file : filesIn(run / "epochs")) {
        past.push_back(parsePastEpoch(file));
        if (past.back().epoch != *epochOfFile(file.filename()))
            refuseFile(file.string(), "it is of epoch " + std::to_string(past.back().epoch) + ", not of its name's");
        if (past.back().snapshot->parameters.size() != past.front().snapshot->parameters.size())
            refuseFile(file.string(), "it is of a network of another size than the files beside it");
        bytes += past.back().snapshot->parameters.size() * sizeof(float);
        if (bytes > mostPastBytes)
            refuseFile(file.string(), "with it the past epochs have more than " + std::to_string(mostPastBytes >> 20U) +
                                          " MB; take some of them away");
    }
    return past;
}

} // namespace unroll
