#include "app/commands/evaluate.h"

#include "app/command_options.h"
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

std::vector<Option> optionsOf(EvaluateOptions& options) {
    std::vector<Option> list{
        dataOption(options.data),
        splitOption(options.split),
        pathOption("--logits", "FILE.npy", "Writes every image's logits as a NumPy array [images, classes].",
                   options.logits),
        flag("--json", "Prints the result as one JSON object.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

void takeFurther(EvaluateOptions&, std::vector<std::string>&) {}

struct Outcome {
    std::int64_t images = 0;
    std::int64_t unknown = 0;  // images of a class that the network does not know
    double accuracy = 0;       // none of those is right
    double loss = 0;           // mean over the others, in nats
    std::vector<float> logits; // [images x classes], image after image
};

// `set` holds the data's labels; what the network reads, its own.
Outcome count(const LoadedModel& loaded, const ImageSet& set, std::span<const std::uint8_t> known,
              std::span<const ImageOutcome> outcomes) {
    Outcome result;
    result.images = set.count;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!loaded.knows(set.labels[i])) {
            ++result.unknown;
            continue;
        }
        result.accuracy += outcomes[i].prediction == known[i] ? 1 : 0;
        result.loss += static_cast<double>(outcomes[i].loss);
    }
    result.accuracy /= static_cast<double>(result.images);
    result.loss /= static_cast<double>(result.images - result.unknown);
    return result;
}

Outcome measureAs(const LoadedModel& loaded, const ImageSet& set, const ImageSet& known) {
    WorkerPool pool(threadCount(0));
    const ImageReader reader = ImageReader::fastest(known, known.count, loaded.description, loaded.pixelPlaces);
    Evaluator evaluator(loaded.description, loaded.parameters.span(), pool, reader.pixels());
    const auto images = static_cast<std::size_t>(known.count);
    std::vector<std::uint32_t> indices(images);
    std::iota(indices.begin(), indices.end(), 0U);
    std::vector<ImageOutcome> outcomes(images);
    std::vector<float> logits(images * static_cast<std::size_t>(loaded.description.classes));
    evaluator.evaluate(reader, indices, outcomes, logits);
    Outcome result = count(loaded, set, known.labels, outcomes);
    result.logits = std::move(logits);
    return result;
}

Outcome measure(const LoadedModel& loaded, const ImageSet& set) {
    return loaded.classes.isSame ? measureAs(loaded, set, set) : measureAs(loaded, set, loaded.asKnown(set));
}

// What of the data the network can't know.
void explainUnknown(const EvaluateOptions& options, const LoadedModel& loaded, const Outcome& outcome,
                    const Console& console) {
    if (loaded.classes.unknown.empty())
        return;
    console.err << options.model.string() << " does not know " << classesText(loaded.classes.unknown) << " of "
                << loaded.data->name << ": their " << outcome.unknown << " of " << outcome.images
                << " images count as wrong, and the loss is that of the others." << std::endl;
}

std::string jsonText(const EvaluateOptions& options, const LoadedModel& loaded, const Outcome& outcome) {
    nlohmann::ordered_json result;
    result["model"] = options.model.string();
    result["weights_sha256"] = weightsSha256(loaded.model.weights);
    result["data"] = loaded.data->name;
    result["split"] = options.split == Split::Test ? "test" : "train";
    result["images"] = outcome.images;
    result["classes"] = loaded.classNames; // the columns of the logits
    if (!loaded.classes.unknown.empty())
        result["unknown_classes"] = loaded.classes.unknown;
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
    const LoadedModel loaded = loadModel({options.model, options.data, options.network}, catalog, console);
    const Outcome outcome = measure(loaded, options.split == Split::Test ? loaded.data->test : loaded.data->train);
    explainUnknown(options, loaded, outcome, console);
    if (options.logits)
        writeFileAtomically(*options.logits, npyBytes(outcome.images, loaded.description.classes, outcome.logits));
    printResult(console, options.json ? jsonText(options, loaded, outcome) : plainText(options, *loaded.data, outcome));
    return exitDone;
}

Command evaluateCommand() {
    return {"evaluate", "evaluate MODEL [options]", "measures a trained network",
            [](Arguments arguments, const std::string&) -> std::variant<Invocation, ShowText> {
                EvaluateOptions options;
                if (const auto help =
                        readAbout(options.model, optionsOf(options), "evaluate MODEL",
                                  "Measures the accuracy and the loss of a trained network.", arguments,
                                  [&options](std::vector<std::string>& others) { takeFurther(options, others); }))
                    return *help;
                return invocation(options, [](const EvaluateOptions& asked, const CommandContext& context) {
                    return runEvaluate(asked, *context.catalog, context.console);
                });
            }};
}

} // namespace unroll
