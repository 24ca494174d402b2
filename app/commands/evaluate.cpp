#include "app/commands/evaluate.h"

#include "app/number_text.h"
#include "engine/files/atomic_file.h"
#include "engine/files/model_file.h"
#include "engine/files/npy.h"
#include "engine/files/safetensors.h"
#include "engine/nn/weights.h"
#include "engine/session/training_session.h"

#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

namespace unroll {
namespace {

struct Outcome {
    std::int64_t images = 0;
    double accuracy = 0;
    double loss = 0;           // mean over the images, in nats
    std::vector<float> logits; // [images x classes], image after image
};

// What the network takes for its weights. The file may hold another network's, or one for another kind of image.
Arena<float> parametersOf(const TrainedModel& model, const ModelDescription& description) {
    const Model network(description, 1);
    Arena<float> parameters(network.graph().parameterBlockSize());
    importWeights(network.graph(), model.weights, parameters.span());
    return parameters;
}

// Calls a function that refuses, by std::invalid_argument, a model that does not fit the data.
template <typename Function>
auto fitting(const EvaluateOptions& options, const Dataset& data, Function function) {
    try {
        return function();
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(options.model.string() + " does not fit the data set " + data.name + ": " +
                                 error.what());
    }
}

Outcome measure(const ModelDescription& description, std::span<const float> parameters, const ImageSet& set,
                std::vector<std::uint32_t> places) {
    WorkerPool pool(threadCount(0));
    Evaluator evaluator(description, parameters, pool);
    evaluator.setPixelPlaces(std::move(places));
    const auto images = static_cast<std::size_t>(set.count);
    std::vector<std::uint32_t> indices(images);
    std::iota(indices.begin(), indices.end(), 0U);
    std::vector<ImageOutcome> outcomes(images);
    Outcome result;
    result.images = set.count;
    result.logits.resize(images * static_cast<std::size_t>(description.classes));
    evaluator.evaluate(set, indices, outcomes, result.logits);
    for (std::size_t i = 0; i < images; ++i) {
        result.accuracy += outcomes[i].prediction == set.labels[i] ? 1 : 0;
        result.loss += static_cast<double>(outcomes[i].loss);
    }
    result.accuracy /= static_cast<double>(images);
    result.loss /= static_cast<double>(images);
    return result;
}

std::string jsonText(const EvaluateOptions& options, const TrainedModel& model, const Dataset& data,
                     const Outcome& outcome) {
    nlohmann::ordered_json result;
    result["model"] = options.model.string();
    result["weights_sha256"] = weightsSha256(model.weights);
    result["data"] = data.name;
    result["split"] = options.split == Split::Test ? "test" : "train";
    result["images"] = outcome.images;
    result["accuracy"] = outcome.accuracy;
    result["loss"] = outcome.loss; // null when it is not finite
    return result.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string plainText(const EvaluateOptions& options, const Dataset& data, const Outcome& outcome) {
    const std::string split = options.split == Split::Test ? "test" : "train";
    return "images    " + std::to_string(outcome.images) + " (" + data.name + ", " + split + ")\n" + "accuracy  " +
           fixedText(outcome.accuracy, 4) + '\n' + "loss      " + fixedText(outcome.loss, 4) + '\n';
}

} // namespace

ExitStatus runEvaluate(const EvaluateOptions& options, Catalog& catalog, const Console& console) {
    const TrainedModel model = readModel(options.model);
    const auto data = catalog.load(options.data.value_or(model.hyperparameters.data));
    const auto [description, parameters] = fitting(options, *data, [&] {
        const auto network = describeModel(model.hyperparameters, data->pixelsPerImage(), data->classes);
        return std::pair(network, parametersOf(model, network));
    });
    const Outcome outcome =
        measure(description, parameters.span(), options.split == Split::Test ? data->test : data->train,
                pixelPlaces(model.hyperparameters, *data));
    if (options.logits)
        writeFileAtomically(*options.logits, npyBytes(outcome.images, description.classes, outcome.logits));
    printResult(console, options.json ? jsonText(options, model, *data, outcome) : plainText(options, *data, outcome));
    return exitDone;
}

} // namespace unroll
