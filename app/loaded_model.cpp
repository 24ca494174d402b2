#include "app/loaded_model.h"

#include "app/network_setting.h"
#include "engine/files/foreign_weights.h"
#include "engine/nn/weights.h"
#include "engine/session/training_session.h"

#include <algorithm>
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

void fit(LoadedModel& loaded) {
    const TrainedModel& model = loaded.model;
    const std::vector<std::string> dataNames = loaded.data->namesOfClasses();
    const auto told = model.images ? model.images->classNames : std::vector<std::string>();
    const auto classes = static_cast<int>(readOutRows(model.weights).value_or(loaded.data->classes));
    if (model.images && model.images->classes != classes)
        throw std::invalid_argument("Its read-out is one of " + std::to_string(classes) + " classes, and it names " +
                                    std::to_string(model.images->classes) + ".");
    loaded.classes = matchClasses(classes, told, dataNames);
    loaded.classNames = told.empty() ? dataNames : told;
    loaded.description = describeModel(model.hyperparameters, loaded.data->pixelsPerImage(), classes);
    loaded.parameters = parametersOf(model, loaded.description);
}

} // namespace

std::vector<std::uint32_t> LoadedModel::firstKnown(const ImageSet& set, std::int64_t count) const {
    std::vector<std::uint32_t> indices;
    for (std::size_t i = 0; i < set.labels.size() && std::ssize(indices) < count; ++i)
        if (knows(set.labels[i]))
            indices.push_back(static_cast<std::uint32_t>(i));
    return indices;
}

ImageSet LoadedModel::asKnown(const ImageSet& set) const {
    ImageSet known = set;
    for (std::uint8_t& label : known.labels)
        label = static_cast<std::uint8_t>(std::max(0, classes.modelClass[label]));
    return known;
}

std::string dataNameOf(const TrainedModel& model, const std::optional<std::string>& chosen, const Catalog& catalog) {
    return chosen.value_or(isOpen(model, "data") ? catalog.defaultName() : model.hyperparameters.data);
}

LoadedModel fitModel(TrainedModel model, std::shared_ptr<const Dataset> data, const ModelChoice& choice,
                     const Console& console) {
    LoadedModel loaded;
    const std::string file = choice.file.string();
    settleNetwork(model, choice.network, data->pixelsPerImage(), file);
    refuseContradictions(model, choice.network, file);
    loaded.model = std::move(model);
    loaded.data = std::move(data);
    try {
        fit(loaded);
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(file + " does not fit the data set " + loaded.data->name + ": " + error.what());
    }
    loaded.pixelPlaces = pixelPlaces(loaded.model.hyperparameters, *loaded.data);
    if (const std::string assumed = assumptionsOf(loaded.model, choice.network, file); !assumed.empty())
        console.err << assumed << std::endl;
    return loaded;
}

LoadedModel loadModel(const ModelChoice& choice, Catalog& catalog, const Console& console) {
    TrainedModel model = readModel(choice.file);
    auto data = catalog.load(dataNameOf(model, choice.data, catalog));
    return fitModel(std::move(model), std::move(data), choice, console);
}

} // namespace unroll
