#include "app/commands/inspect.h"

#include "app/loaded_model.h"
#include "app/number_text.h"
#include "engine/training/inspector.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace unroll {
namespace {

// "7", or "2 (sneaker)" where a class has a name.
std::string classText(int label, const std::vector<std::string>& names) {
    const std::string number = std::to_string(label);
    const std::string& name = names[static_cast<std::size_t>(label)];
    return name == number ? number : number + " (" + name + ")";
}

std::string jsonText(const Inspection& inspection, const std::vector<std::string>& names) {
    nlohmann::ordered_json result;
    result["index"] = inspection.index;
    result["label"] = inspection.label;
    result["prediction"] = inspection.prediction;
    result["label_name"] = names[static_cast<std::size_t>(inspection.label)];
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

std::string plainText(const Inspection& inspection, const std::vector<std::string>& names) {
    std::string text = "label       " + classText(inspection.label, names) + "\nprediction  " +
                       classText(inspection.prediction, names) + "\n\n cell  answer (prob.)   gradient norm" +
                       (inspection.gradientNormPerCell.size() > 1 ? ", layer by layer" : "") + '\n';
    for (std::size_t cell = 0; cell < inspection.probabilitiesPerCell.size(); ++cell)
        text += cellLine(inspection, cell);
    return text;
}

// An image alone, with the network's number of its class: without one there is no loss, and no gradient of it.
ImageSet imageAt(const LoadedModel& loaded, const ImageSet& set, const InspectOptions& options) {
    if (options.index >= set.count)
        throw std::runtime_error("There is no image " + std::to_string(options.index) + " in " + loaded.data->name +
                                 ": it has " + std::to_string(set.count) + ", counted from 0.");
    const std::uint8_t label = set.labels[static_cast<std::size_t>(options.index)];
    if (!loaded.knows(label))
        throw std::runtime_error("Image " + std::to_string(options.index) + " of " + loaded.data->name +
                                 " is of the class " + loaded.data->className(label) + ", and " +
                                 options.model.string() + " knows " + classesText(loaded.classNames) +
                                 " alone: choose another --index.");
    return loaded.asKnown({1, loaded.data->image(set, options.index), {label}});
}

} // namespace

ExitStatus runInspect(const InspectOptions& options, Catalog& catalog, const Console& console) {
    const LoadedModel loaded = loadModel({options.model, options.data, options.network}, catalog, console);
    const ImageSet& set = options.split == Split::Test ? loaded.data->test : loaded.data->train;
    const ImageSet image = imageAt(loaded, set, options);
    const auto parameters = loaded.parameters.span();
    Inspection inspection =
        inspectionOf(Inspector(loaded.description, loaded.pixelPlaces)
                         .look({.parameters = {parameters.begin(), parameters.end()}},
                               {{bitmapOf(image, 0)}, inspectionQuantities}, std::atomic<bool>(false))
                         .value());
    inspection.index = options.index;
    printResult(console,
                options.json ? jsonText(inspection, loaded.classNames) : plainText(inspection, loaded.classNames));
    return exitDone;
}

} // namespace unroll
