#include "engine/files/checkpoint_file.h"

#include "engine/files/file_error.h"
#include "engine/files/foreign_weights.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/safetensors.h"
#include "engine/files/sha256.h"
#include "engine/session/version.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <variant>

namespace unroll {
namespace {

constexpr std::string_view checkpointFormat = "unroll checkpoint 1";

// Where a training stands, one number.
using NumberIn = std::variant<std::int64_t*, double*, bool*>;

// Every number of a checkpoint with its key in the file.
std::vector<std::pair<std::string, NumberIn>> numbersOf(Checkpoint& checkpoint) {
    TrainingProgress& progress = checkpoint.progress;
    EpochSums& sums = progress.sums;
    return {{"epoch", &progress.epoch},       {"batch", &progress.batch},
            {"step", &progress.step},         {"seconds", &progress.seconds},
            {"diverged", &progress.diverged}, {"updates", &checkpoint.updates},
            {"epoch_images", &sums.images},   {"epoch_right", &sums.right},
            {"epoch_loss", &sums.loss},       {"epoch_gradient_norm", &sums.gradientNorm},
            {"epoch_seconds", &sums.seconds}, {"epoch_allocated_bytes", &sums.allocatedBytes},
            {"test_images", &sums.evaluated}, {"test_right", &sums.testRight},
            {"test_loss", &sums.testLoss},    {"batch_images", &progress.images}};
}

// Every array of a checkpoint with its tensor's name.
std::vector<std::pair<std::string, std::vector<float>*>> arraysOf(Checkpoint& checkpoint) {
    return {{"parameters", &checkpoint.parameters}, {"optimizer", &checkpoint.optimizer}, {"start", &checkpoint.start}};
}

std::string textOf(bool truth) { return truth ? "true" : "false"; }

template <typename Number>
std::string textOf(Number number) {
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

bool readText(std::string_view text, bool& truth) {
    truth = text == "true";
    return truth || text == "false";
}

template <typename Number>
bool readText(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

const std::string& metadataAt(const Safetensors& content, const std::string& key, const std::string& fileName) {
    const auto found = content.metadata.find(key);
    if (found == content.metadata.end())
        refuseFile(fileName, "it is no checkpoint of unroll, for its __metadata__ has no '" + key + "'");
    return found->second;
}

// "AVX-512,AVX2"
std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ",") + name;
    return text;
}

std::vector<std::string> namesIn(const std::string& text, const std::string& fileName) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    std::vector<std::string> names;
    std::istringstream stream(text);
    for (std::string name; std::getline(stream, name, ',');) {
        if (name.empty() || name.find_first_not_of(letters) != std::string::npos)
            refuseFile(fileName, "'simd' is expected to name vector instructions");
        names.push_back(name);
    }
    return names;
}

void checkFormat(const Safetensors& content, const std::string& fileName) {
    const std::string& found = metadataAt(content, "format", fileName);
    if (found != checkpointFormat)
        refuseFile(fileName,
                   "its format is '" + found + "', and this version reads '" + std::string(checkpointFormat) + "'");
    if (metadataAt(content, "sha256", fileName) != checkpointDigest(content))
        refuseFile(fileName, "it is damaged: its contents do not have the SHA-256 that it names");
}

Checkpoint checkpointIn(const Safetensors& content, const std::string& fileName) {
    Checkpoint checkpoint;
    for (const auto& [key, number] : numbersOf(checkpoint)) {
        const std::string& text = metadataAt(content, key, fileName);
        if (!std::visit([&](auto* target) { return readText(text, *target); }, number))
            refuseFile(fileName, "'" + key + "' is expected to be a number, not '" + text + "'");
    }
    for (const auto& [name, values] : arraysOf(checkpoint)) {
        const auto found = std::ranges::find(content.tensors, name, &NamedTensor::name);
        if (found != content.tensors.end())
            *values = found->values;
    }
    if (const auto simd = content.metadata.find("simd"); simd != content.metadata.end())
        checkpoint.simd = namesIn(simd->second, fileName);
    return checkpoint;
}

// Another version may lay the weights out or add them up in another order.
void checkVersion(const SavedRun& run, const std::string& fileName) {
    if (run.config.version != version())
        refuseFile(fileName, "unroll " + run.config.version + " wrote it, and " + std::string(version()) +
                                 " can't promise the same bits; begin a new training from the run's weights");
}

void checkEpochs(const SavedRun& run, const std::string& fileName) {
    const std::int64_t present = run.checkpoint.progress.epoch;
    bool fits = present == std::ssize(run.epochs) + 1;
    for (std::size_t i = 0; fits && i < run.epochs.size(); ++i)
        fits = run.epochs[i].epoch == static_cast<std::int64_t>(i) + 1;
    if (!fits)
        refuseFile(fileName, "its metrics are not those of all epochs before epoch " + std::to_string(present));
}

// A training that diverged ends there, with whatever weights it has. What an optimizer remembers may be infinite: a
// square of a large gradient only makes its steps small.
void checkFinite(const Safetensors& content, const SavedRun& run, const std::string& fileName) {
    if (run.checkpoint.progress.diverged)
        return;
    for (const NamedTensor& tensor : content.tensors)
        if (tensor.name != "optimizer")
            requireFinite({&tensor, 1}, fileName);
}

} // namespace

std::string checkpointDigest(const Safetensors& content) {
    Sha256 hash;
    const auto add = [&](std::string_view text) {
        hash.add(std::as_bytes(std::span(text)));
        hash.add(std::as_bytes(std::span("\0", 1)));
    };
    for (const auto& [key, text] : content.metadata)
        if (key != "sha256") {
            add(key);
            add(text);
        }
    for (const NamedTensor& tensor : content.tensors) {
        add(tensor.name);
        hash.add(std::as_bytes(std::span(tensor.values)));
    }
    return hash.hexadecimal();
}

std::string checkpointBytes(const SavedRun& run) {
    Safetensors content;
    content.metadata = {{"format", std::string(checkpointFormat)},
                        {"config", configJson(run.config)},
                        {"metrics", metricsCsv(run.epochs)}};
    Checkpoint checkpoint = run.checkpoint;
    for (const auto& [key, number] : numbersOf(checkpoint))
        content.metadata[key] = std::visit([](const auto* value) { return textOf(*value); }, number);
    if (!checkpoint.simd.empty())
        content.metadata["simd"] = joined(checkpoint.simd);
    for (const auto& [name, values] : arraysOf(checkpoint))
        if (!values->empty())
            content.tensors.push_back({name, {std::ssize(*values)}, std::move(*values)});
    content.metadata["sha256"] = checkpointDigest(content);
    return safetensorsBytes(content);
}

SavedRun parseCheckpoint(std::string_view bytes, const std::string& fileName) {
    const Safetensors content = parseSafetensors(bytes, fileName);
    checkFormat(content, fileName);
    SavedRun run{.config = parseConfig(metadataAt(content, "config", fileName), fileName),
                 .epochs = parseMetricsCsv(metadataAt(content, "metrics", fileName), fileName),
                 .checkpoint = checkpointIn(content, fileName)};
    run.checkpoint.changes = run.config.changes;
    checkVersion(run, fileName);
    checkEpochs(run, fileName);
    checkFinite(content, run, fileName);
    return run;
}

} // namespace unroll
