#include "app/commands/predict.h"

#include "app/command_options.h"
#include "app/loaded_model.h"
#include "app/number_text.h"
#include "app/picture_input.h"
#include "engine/session/training_session.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

namespace unroll {
namespace {

std::vector<Option> optionsOf(PredictOptions& options) {
    std::vector<Option> list{
        {"--data", "NAME",
         "The data set whose images the model's are like. Default: the one it was trained with, or where that is not "
         "there, square images.",
         [&options](const std::string& text) { options.data = text; }},
        asIsOption(options.asIs),
        flag("--json", "Prints the answers as a JSON array, with all probabilities.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

void takeFurther(PredictOptions& options, std::vector<std::string>& others) {
    if (others.empty() || std::ranges::find(others, "") != others.end())
        throw UsageError(
            "predict needs a MODEL and an IMAGE or several: unroll predict RUN/model.safetensors three.png.");
    options.images.assign(others.begin(), others.end());
    others.clear();
}

// Pictures that the network can be asked about, and a sentence about those it can't.
struct Pictures {
    std::vector<std::filesystem::path> files;
    Dataset data; // the pictures are its test images; their labels mean nothing
    std::string failures{};

    Pictures(const PredictOptions& options, Dataset format)
        : data(std::move(format)) {
        std::size_t failed = 0;
        for (const std::filesystem::path& file : options.images) {
            try {
                const std::vector<std::uint8_t> pixels = pixelsFor(data, file, options.asIs);
                data.test.pixels.insert(data.test.pixels.end(), pixels.begin(), pixels.end());
                data.test.labels.push_back(0);
                ++data.test.count;
                files.push_back(file);
            } catch (const UnreadablePicture& error) {
                failures += (failed++ > 0 ? ", '" : "'") + file.string() + "' " + error.what();
            }
        }
        if (failed > 0)
            failures = "No answer for " +
                       (failed == 1 ? std::string("a picture") : std::to_string(failed) + " pictures") + ": " +
                       failures + ".";
    }
};

// [images][classes]
using Probabilities = std::vector<std::vector<double>>;

std::vector<double> softmax(std::span<const float> logits) {
    const auto largest = static_cast<double>(*std::ranges::max_element(logits));
    std::vector<double> probabilities;
    for (const float logit : logits)
        probabilities.push_back(std::exp(static_cast<double>(logit) - largest));
    const double sum = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
    for (double& probability : probabilities)
        probability /= sum;
    return probabilities;
}

Probabilities ask(const LoadedModel& loaded) {
    const ImageSet& set = loaded.data->test;
    WorkerPool pool(threadCount(0));
    const ImageReader reader = ImageReader::fastest(set, set.count, loaded.description, loaded.pixelPlaces);
    Evaluator evaluator(loaded.description, loaded.parameters.span(), pool, reader.pixels());
    const auto images = static_cast<std::size_t>(set.count);
    const auto classes = static_cast<std::size_t>(loaded.description.classes);
    std::vector<std::uint32_t> indices(images);
    std::iota(indices.begin(), indices.end(), 0U);
    std::vector<ImageOutcome> outcomes(images);
    std::vector<float> logits(images * classes);
    evaluator.evaluate(reader, indices, outcomes, logits);
    Probabilities probabilities;
    for (std::size_t i = 0; i < images; ++i)
        probabilities.push_back(softmax(std::span(logits).subspan(i * classes, classes)));
    return probabilities;
}

int likeliest(const std::vector<double>& probabilities) {
    return static_cast<int>(std::ranges::max_element(probabilities) - probabilities.begin());
}

std::string jsonText(const Pictures& pictures, const std::vector<std::string>& classNames,
                     const Probabilities& probabilities) {
    auto answers = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const int label = likeliest(probabilities[i]);
        answers.push_back({{"image", pictures.files[i].string()},
                           {"label", label},
                           {"class_name", classNames[static_cast<std::size_t>(label)]},
                           {"probabilities", probabilities[i]}});
    }
    return answers.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// "three.png: 3 (0.9912), then 5 (0.0051)"
std::string plainText(const Pictures& pictures, const std::vector<std::string>& classNames,
                      const Probabilities& probabilities) {
    std::string text;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        std::vector<double> left = probabilities[i];
        text += pictures.files[i].string() + ": ";
        for (const char* before : {"", ", then "}) {
            const int label = likeliest(left);
            double& probability = left[static_cast<std::size_t>(label)];
            text += before + classNames[static_cast<std::size_t>(label)] + " (" + fixedText(probability, 4) + ")";
            probability = -1;
        }
        text += '\n';
    }
    return text;
}

} // namespace

ExitStatus runPredict(const PredictOptions& options, Catalog& catalog, const Console& console) {
    TrainedModel model = readModel(options.model);
    Pictures pictures(options, inputFormat(model, {options.model, options.data, options.network}, catalog));
    const auto data = std::make_shared<const Dataset>(std::move(pictures.data));
    const LoadedModel loaded =
        fitModel(std::move(model), data, {options.model, options.data, options.network}, console);
    if (!pictures.files.empty()) {
        const Probabilities probabilities = ask(loaded);
        printResult(console, options.json ? jsonText(pictures, loaded.classNames, probabilities)
                                          : plainText(pictures, loaded.classNames, probabilities));
    }
    if (!pictures.failures.empty())
        throw std::runtime_error(pictures.failures);
    return exitDone;
}

Command predictCommand() {
    return {"predict", "predict MODEL IMAGE...", "says which digits pictures show",
            [](Arguments arguments, const std::string&) -> std::variant<Invocation, ShowText> {
                PredictOptions options;
                if (const auto help = readAbout(
                        options.model, optionsOf(options), "predict MODEL IMAGE...",
                        "Says which digit each IMAGE shows: the answer and its probability, and the second "
                        "guess. An IMAGE is a PNG, JPEG or other picture of one digit.",
                        arguments, [&options](std::vector<std::string>& others) { takeFurther(options, others); }))
                    return *help;
                return invocation(options, [](const PredictOptions& asked, const CommandContext& context) {
                    return runPredict(asked, *context.catalog, context.console);
                });
            }};
}

} // namespace unroll
