#include "engine/files/model_file.h"

#include "engine/files/read_file.h"
#include "engine/files/run_config.h"
#include "engine/files/safetensors.h"

#include <stdexcept>

namespace unroll {

std::string modelBytes(const TrainedModel& model) {
    return safetensorsBytes({model.weights, hyperparameterTexts(model.hyperparameters)});
}

TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory) {
    std::error_code error;
    const bool isDirectory = std::filesystem::is_directory(fileOrRunDirectory, error);
    const std::filesystem::path path = isDirectory ? fileOrRunDirectory / "model.safetensors" : fileOrRunDirectory;
    const Safetensors content = parseSafetensors(readFile(path), path.string());
    if (content.metadata.empty())
        throw std::runtime_error(path.string() +
                                 ": it has no __metadata__ with the hyperparameters its weights were trained with.");
    return {parseHyperparameterTexts(content.metadata, path.string()), content.tensors};
}

} // namespace unroll
