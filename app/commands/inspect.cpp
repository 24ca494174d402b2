#include "app/commands/inspect.h"

#include "app/commands/inspect_check.h"
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
    if (options.sharpness)
        return printSharpness(loadModel({options.model, options.data, options.network}, catalog, console), options,
                              console);
    Look look = options.image ? lookAtPicture(options, catalog, console) : lookAtImage(options, catalog, console);
    const Inspection inspection = inspect(look, options.index.value_or(0));
    if (options.check) {
        look.image.labels[0] = static_cast<std::uint8_t>(inspection.label);
        return printCheck(look.loaded, look.image, options.json, console);
    }
    printResult(console, options.json ? jsonText(inspection, look) : plainText(inspection, look));
    return exitDone;
}

} // namespace unroll
