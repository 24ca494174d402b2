#include "app/commands/inspect.h"

#include "app/command_options.h"
#include "app/commands/inspect_check.h"
#include "app/commands/inspect_landscape.h"
#include "app/commands/inspect_map.h"
#include "app/commands/inspect_sharpness.h"
#include "app/number_text.h"
#include "app/picture_input.h"
#include "engine/training/inspector.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

namespace unroll {
namespace {

PlaneDirections directionsNamed(const std::string& name) {
    for (const PlaneDirections directions : {PlaneDirections::Random, PlaneDirections::Trajectory})
        if (name == nameOf(directions))
            return directions;
    throw UsageError("--directions is random or trajectory, not '" + name + "'.");
}

// Those that are asked in place of how it reads an image.
std::vector<const char*> questionsOf(const InspectOptions& options) {
    std::vector<const char*> asked;
    for (const auto& [is, name] : {std::pair(options.check, "--check"), std::pair(options.sharpness, "--sharpness"),
                                   std::pair(options.map, "--map"), std::pair(options.landscape, "--landscape")})
        if (is)
            asked.push_back(name);
    return asked;
}

std::vector<Option> optionsOf(InspectOptions& options) {
    std::vector<Option> list{
        dataOption(options.data),
        splitOption(options.split),
        {"--index", "N", "Which image, counted from 0. Default 0.",
         [&options](const std::string& text) { options.index = parseIndex(text, "--index"); }},
        pathOption("--image", "FILE", "A picture of one digit in place of an image of the data set.", options.image),
        asIsOption(options.asIs),
        flag("--check",
             "Checks the gradient of the network on the image against differences of its loss in double precision, "
             "for every parameter in every cell, or in 28 of more.",
             options.check),
        flag("--sharpness",
             "The largest eigenvalue of the Hessian of the mean cross-entropy over the first images, beside 2 / eta: "
             "above it plain descent with this eta is unstable.",
             options.sharpness),
        flag("--map",
             "Where the last hidden states of the first images lie in two dimensions, their principal components.",
             options.map),
        flag("--landscape", "The loss on a plane through its weights, with the way that the training took over it.",
             options.landscape),
        {"--images", "N", "How many images --sharpness, --map (default 1000) and --landscape (500) look at.",
         [&options](const std::string& text) { options.images = parseIndex(text, "--images"); }},
        {"--directions", "WHICH",
         "The plane of --landscape: random (default), two directions that are drawn, scaled to the weights row by row; "
         "or trajectory, those in which the weights moved most while they were trained.",
         [&options](const std::string& text) { options.directions = directionsNamed(text); }},
        {"--seed", "N", "Draws the random directions of --landscape. Default 1.",
         [&options](const std::string& text) {
             options.planeSeed = static_cast<std::uint64_t>(parseIndex(text, "--seed"));
         }},
        {"--grid", "N", "Points of --landscape in each direction, an odd number. Default 31.",
         [&options](const std::string& text) {
             options.planeSide = static_cast<std::size_t>(parseIndex(text, "--grid"));
         }},
        flag("--json", "Prints everything as one JSON object.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

void takeFurther(InspectOptions& options, std::vector<std::string>&) {
    if (options.image && (options.index || options.data))
        throw UsageError("--image is a picture of its own: leave out " +
                         std::string(options.index ? "--index" : "--data") + ", or leave out --image.");
    if (options.asIs && !options.image)
        throw UsageError("--as-is is about a picture, and there is no --image.");
    const std::vector<const char*> questions = questionsOf(options);
    if (questions.size() > 1)
        throw UsageError(std::string(questions[0]) + " and " + questions[1] +
                         " are two questions: leave out one of them.");
    const bool many = !questions.empty() && !options.check;
    if (many && (options.image || options.index))
        throw UsageError(std::string(questions[0]) + " is about many images: leave out " +
                         (options.image ? "--image." : "--index."));
    if (options.images && !many)
        throw UsageError("--images says how many images --sharpness, --map or --landscape looks at: add one of them.");
    if (options.images == 0)
        throw UsageError("--images must be at least 1.");
    if (!options.landscape && (options.directions || options.planeSeed || options.planeSide))
        throw UsageError(std::string(options.directions  ? "--directions"
                                     : options.planeSeed ? "--seed"
                                                         : "--grid") +
                         " is about the plane of --landscape: add it.");
    constexpr std::size_t mostPoints = 1001;
    if (options.planeSide && (*options.planeSide < 3 || *options.planeSide > mostPoints || *options.planeSide % 2 == 0))
        throw UsageError("--grid must be an odd number from 3 to 1001, so that the network itself is in the middle.");
    if (options.planeSeed && options.directions == PlaneDirections::Trajectory)
        throw UsageError("--seed draws random directions: leave it out with --directions trajectory.");
}

// A network, and the one image that it is given.
struct Look {
    LoadedModel loaded;
    ImageSet image; // with the network's number of its class, or what the network says of a picture
    std::optional<std::filesystem::path> picture{};
};

// "7", or "2 (sneaker)" where a class has a name.
std::string classText(int label, const std::vector<std::string>& names) {
    const std::string number = std::to_string(label);
    const std::string& name = names[static_cast<std::size_t>(label)];
    return name == number ? number : number + " (" + name + ")";
}

std::string jsonText(const Inspection& inspection, const Look& look) {
    const std::vector<std::string>& names = look.loaded.classNames;
    nlohmann::ordered_json result;
    if (!look.picture) {
        result["index"] = inspection.index;
        result["label"] = inspection.label;
        result["label_name"] = names[static_cast<std::size_t>(inspection.label)];
    } else {
        result["image"] = look.picture->string();
    }
    result["prediction"] = inspection.prediction;
    result["prediction_name"] = names[static_cast<std::size_t>(inspection.prediction)];
    result["classes"] = names; // the columns of the probabilities
    result["probabilities_per_cell"] = inspection.probabilitiesPerCell;
    result["hidden"] = inspection.hidden;
    if (!inspection.gates.empty())
        result["gates"] = inspection.gates;
    result["gradient_norm_per_cell"] = inspection.gradientNormPerCell;
    result["saliency"] = inspection.saliency;
    return result.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// "   3      7 (0.912)        0.0315": what the network would say after a cell, and the gradients there.
std::string cellLine(const Inspection& inspection, std::size_t cell) {
    const std::vector<float>& answers = inspection.probabilitiesPerCell[cell];
    const auto best = std::max_element(answers.begin(), answers.end());
    char line[64];
    std::snprintf(line, sizeof line, "%5zu  %6td (%s)", cell + 1, best - answers.begin(),
                  fixedText(static_cast<double>(*best), 3).c_str());
    std::string text = line;
    for (const std::vector<float>& layer : inspection.gradientNormPerCell) {
        std::snprintf(line, sizeof line, "  %14.3e", static_cast<double>(layer[cell]));
        text += line;
    }
    return text + '\n';
}

std::string plainText(const Inspection& inspection, const Look& look) {
    const std::vector<std::string>& names = look.loaded.classNames;
    std::string text =
        look.picture ? "picture     " + look.picture->string() : "label       " + classText(inspection.label, names);
    text += "\nprediction  " + classText(inspection.prediction, names) + "\n\n cell  answer (prob.)   gradient norm" +
            (inspection.gradientNormPerCell.size() > 1 ? ", layer by layer" : "") + '\n';
    for (std::size_t cell = 0; cell < inspection.probabilitiesPerCell.size(); ++cell)
        text += cellLine(inspection, cell);
    return text;
}

// An image alone, with the network's number of its class: without one there is no loss, and no gradient of it.
ImageSet imageAt(const LoadedModel& loaded, const ImageSet& set, std::int64_t index, const InspectOptions& options) {
    if (index >= set.count)
        throw std::runtime_error("There is no image " + std::to_string(index) + " in " + loaded.data->name +
                                 ": it has " + std::to_string(set.count) + ", counted from 0.");
    const std::uint8_t label = set.labels[static_cast<std::size_t>(index)];
    if (!loaded.knows(label))
        throw std::runtime_error("Image " + std::to_string(index) + " of " + loaded.data->name + " is of the class " +
                                 loaded.data->className(label) + ", and " + options.model.string() + " knows " +
                                 classesText(loaded.classNames) + " alone: choose another --index.");
    return loaded.asKnown({1, loaded.data->image(set, index), {label}});
}

Look lookAtImage(const InspectOptions& options, Catalog& catalog, const Console& console) {
    Look look{loadModel({options.model, options.data, options.network}, catalog, console), {}};
    const ImageSet& set = options.split == Split::Test ? look.loaded.data->test : look.loaded.data->train;
    look.image = imageAt(look.loaded, set, options.index.value_or(0), options);
    return look;
}

Look lookAtPicture(const InspectOptions& options, Catalog& catalog, const Console& console) {
    TrainedModel model = readModel(options.model);
    const ModelChoice choice{options.model, options.data, options.network};
    const auto format = std::make_shared<const Dataset>(inputFormat(model, choice, catalog));
    Look look{fitModel(std::move(model), format, choice, console), {}, options.image};
    try {
        look.image = {1, pixelsFor(*format, *options.image, options.asIs), {0}};
    } catch (const UnreadablePicture& error) {
        throw std::runtime_error(sentenceAbout(*options.image, error));
    }
    return look;
}

Inspection inspect(const Look& look, std::int64_t index) {
    const auto parameters = look.loaded.parameters.span();
    Bitmap bitmap = bitmapOf(look.image, 0);
    if (look.picture)
        bitmap.label.reset(); // the loss is then that of the network's own answer
    Inspection inspection =
        inspectionOf(Inspector(look.loaded.description, look.loaded.pixelPlaces)
                         .look({.parameters = {parameters.begin(), parameters.end()}},
                               {{std::move(bitmap)}, inspectionQuantities}, std::atomic<bool>(false))
                         .value());
    inspection.index = index;
    return inspection;
}

} // namespace

ExitStatus runInspect(const InspectOptions& options, Catalog& catalog, const Console& console) {
    if (options.sharpness || options.map || options.landscape) {
        const LoadedModel loaded = loadModel({options.model, options.data, options.network}, catalog, console);
        const auto print = options.map ? printMap : options.sharpness ? printSharpness : printLandscape;
        return print(loaded, options, console);
    }
    Look look = options.image ? lookAtPicture(options, catalog, console) : lookAtImage(options, catalog, console);
    const Inspection inspection = inspect(look, options.index.value_or(0));
    if (options.check) {
        look.image.labels[0] = static_cast<std::uint8_t>(inspection.label);
        return printCheck(look.loaded, look.image, options.json, console);
    }
    printResult(console, options.json ? jsonText(inspection, look) : plainText(inspection, look));
    return exitDone;
}

Command inspectCommand() {
    return {"inspect", "inspect MODEL [options]", "shows how it reads one image",
            [](Arguments arguments, const std::string&) -> std::variant<Invocation, ShowText> {
                InspectOptions options;
                if (const auto help = readAbout(
                        options.model, optionsOf(options), "inspect MODEL",
                        "Shows how a trained network comes to its answer for one image: what it would say "
                        "after each cell, and how much of the gradient arrives there.",
                        arguments, [&options](std::vector<std::string>& others) { takeFurther(options, others); }))
                    return *help;
                return invocation(options, [](const InspectOptions& asked, const CommandContext& context) {
                    return runInspect(asked, *context.catalog, context.console);
                });
            }};
}

} // namespace unroll
