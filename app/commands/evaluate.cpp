#include "app/commands/evaluate.h"

#include "app/loaded_model.h"
#include "app/number_text.h"
#include "engine/files/atomic_file.h"
#include "engine/files/npy.h"
#include "engine/files/safetensors.h"
#include "engine/session/training_session.h"

#include <nlohmann/json.hpp>
#include <numeric>

namespace unroll {
namespace {

struct Outcome {
    std::int64_t images = 0;
    double accuracy = 0;
    double loss = 0;           // mean over the images, in nats
    std::vector<float> logits; // [images x classes], image after image
};

Outcome measure(const LoadedModel& loaded, const ImageSet& set) {
    WorkerPool pool(threadCount(0));
    const ImageReader reader = ImageReader::fastest(set, set.count, loaded.description, loaded.pixelPlaces);
    Evaluator evaluator(loaded.description, loaded.parameters.span(), pool, reader.pixels());
    const auto images = static_cast<std::size_t>(set.count);
    std::vector<std::uint32_t> indices(images);
    std::iota(indices.begin(), indices.end(), 0U);
    std::vector<ImageOutcome> outcomes(images);
    Outcome result;
    result.images = set.count;
    result.logits.resize(images * static_cast<std::size_t>(loaded.description.classes));
    evaluator.evaluate(reader, indices, outcomes, result.logits);
    for (std::size_t i = 0; i < images; ++i) {
        result.accuracy += outcomes[i].prediction == set.labels[i] ? 1 : 0;
        result.loss += static_cast<double>(outcomes[i].loss);
    }
    result.accuracy /= static_cast<double>(images);
    result.loss /= static_cast<double>(images);
    return result;
}

std::string jsonText(const EvaluateOptions& options, const LoadedModel& loaded, const Outcome& outcome) {
    nlohmann::ordered_json result;
    result["model"] = options.model.string();
    result["weights_sha256"] = weightsSha256(loaded.model.weights);
    result["data"] = loaded.data->name;
    result["split"] = options.split == Split::Test ? "test" : "train";
    result["images"] = outcome.images;
    if (!loaded.data->classNames.empty())
        result["classes"] = loaded.data->classNames; // the columns of the logits
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
    const LoadedModel loaded = loadModel(options.model, options.data, catalog);
    const Outcome outcome = measure(loaded, options.split == Split::Test ? loaded.data->test : loaded.data->train);
    if (options.logits)
        writeFileAtomically(*options.logits, npyBytes(outcome.images, loaded.description.classes, outcome.logits));
    printResult(console, options.json ? jsonText(options, loaded, outcome) : plainText(options, *loaded.data, outcome));
    return exitDone;
}

} // namespace unroll
