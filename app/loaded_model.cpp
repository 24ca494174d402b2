#include "app/loaded_model.h"

#include "engine/nn/weights.h"
#include "engine/session/training_session.h"

#include <stdexcept>

namespace unroll {
namespace {

// What the network takes for its weights. The file may hold another network's, or one for another kind of image.
Arena<float> parametersOf(const TrainedModel& model, const ModelDescription& description) {
    const Model network(description, 1);
    Arena<float> parameters(network.graph().parameterBlockSize());
    importWeights(network.graph(), model.weights, parameters.span());
    return parameters;
}

} // namespace

LoadedModel loadModel(const std::filesystem::path& file, const std::optional<std::string>& data, Catalog& catalog) {
    LoadedModel loaded;
    loaded.model = readModel(file);
    const Hyperparameters& hyperparameters = loaded.model.hyperparameters;
    loaded.data = catalog.load(data.value_or(hyperparameters.data));
    try {
        loaded.description = describeModel(hyperparameters, loaded.data->pixelsPerImage(), loaded.data->classes);
        loaded.parameters = parametersOf(loaded.model, loaded.description);
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(file.string() + " does not fit the data set " + loaded.data->name + ": " +
                                 error.what());
    }
    loaded.pixelPlaces = pixelPlaces(hyperparameters, *loaded.data);
    return loaded;
}

} // namespace unroll
