#include "engine/files/model_file.h"

#include "engine/files/read_file.h"
#include "engine/files/safetensors.h"

#include <charconv>
#include <map>
#include <stdexcept>

namespace unroll {
namespace {

using Texts = std::map<std::string, std::string>;

// Takes a count out of the metadata; what stays are hyperparameters.
std::int64_t takeCount(Texts& texts, const char* key, const std::string& fileName) {
    const auto found = texts.extract(key);
    if (found.empty())
        throw std::runtime_error(fileName + ": its __metadata__ has no '" + key + "'.");
    const std::string& text = found.mapped();
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error(fileName + ": '" + key + "' is expected to be a whole number, not '" + text + "'.");
    return count;
}

TrainedModel modelIn(const Safetensors& content, const std::string& fileName) {
    Texts texts = content.metadata;
    std::optional<ImageFormat> images;
    if (texts.contains("pixels") || texts.contains("classes"))
        images = {takeCount(texts, "pixels", fileName), takeCount(texts, "classes", fileName)};
    const TrainedModel model{parseHyperparameterTexts(texts, fileName), content.tensors, images};
    if (images)
        checkImages(*images, model.hyperparameters, fileName);
    return model;
}

} // namespace

std::string modelBytes(const TrainedModel& model) {
    Texts texts = hyperparameterTexts(model.hyperparameters);
    if (model.images) {
        texts["pixels"] = std::to_string(model.images->pixels);
        texts["classes"] = std::to_string(model.images->classes);
    }
    return safetensorsBytes({model.weights, std::move(texts)});
}

TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory) {
    std::error_code error;
    const bool isDirectory = std::filesystem::is_directory(fileOrRunDirectory, error);
    const std::filesystem::path path = isDirectory ? fileOrRunDirectory / "model.safetensors" : fileOrRunDirectory;
    const Safetensors content = parseSafetensors(readFile(path), path.string());
    if (content.metadata.empty())
        throw std::runtime_error(path.string() +
                                 ": it has no __metadata__ with the hyperparameters its weights were trained with.");
    return modelIn(content, path.string());
}

} // namespace unroll
