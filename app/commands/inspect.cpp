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

std::string jsonText(const Inspection& inspection, const Dataset& data) {
    nlohmann::ordered_json result;
    result["index"] = inspection.index;
    result["label"] = inspection.label;
    result["prediction"] = inspection.prediction;
    if (!data.classNames.empty()) {
        result["label_name"] = data.className(inspection.label);
        result["prediction_name"] = data.className(inspection.prediction);
    }
    result["probabilities_per_cell"] = inspection.probabilitiesPerCell;
    result["hidden"] = inspection.hidden;
    if (!inspection.gates.empty())
        result["gates"] = inspection.gates;
    result["gradient_norm_per_cell"] = inspection.gradientNormPerCell;
    result["saliency"] = inspection.saliency;
    return result.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// "7", or "7 (sneaker)" when the classes have names.
std::string classText(int label, const Dataset& data) {
    return std::to_string(label) + (data.classNames.empty() ? "" : " (" + data.className(label) + ")");
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

std::string plainText(const Inspection& inspection, const Dataset& data) {
    std::string text = "label       " + classText(inspection.label, data) + "\nprediction  " +
                       classText(inspection.prediction, data) + "\n\n cell  answer (prob.)   gradient norm" +
                       (inspection.gradientNormPerCell.size() > 1 ? ", layer by layer" : "") + '\n';
    for (std::size_t cell = 0; cell < inspection.probabilitiesPerCell.size(); ++cell)
        text += cellLine(inspection, cell);
    return text;
}

} // namespace

ExitStatus runInspect(const InspectOptions& options, Catalog& catalog, const Console& console) {
    const LoadedModel loaded = loadModel(options.model, options.data, catalog);
    const ImageSet& set = options.split == Split::Test ? loaded.data->test : loaded.data->train;
    if (options.index >= set.count)
        throw std::runtime_error("There is no image " + std::to_string(options.index) + " in " + loaded.data->name +
                                 ": it has " + std::to_string(set.count) + ", counted from 0.");
    Inspector inspector(loaded.description, loaded.parameters.span(), loaded.pixelPlaces);
    const Inspection inspection = inspector.inspect(set, options.index);
    printResult(console, options.json ? jsonText(inspection, *loaded.data) : plainText(inspection, *loaded.data));
    return exitDone;
}

} // namespace unroll
