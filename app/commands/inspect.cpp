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

std::string jsonText(const Inspection& inspection) {
    nlohmann::ordered_json result;
    result["index"] = inspection.index;
    result["label"] = inspection.label;
    result["prediction"] = inspection.prediction;
    result["probabilities_per_cell"] = inspection.probabilitiesPerCell;
    result["hidden"] = inspection.hidden;
    if (!inspection.gates.empty())
        result["gates"] = inspection.gates;
    result["gradient_norm_per_cell"] = inspection.gradientNormPerCell;
    result["saliency"] = inspection.saliency;
    return result.dump() + '\n';
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

std::string plainText(const Inspection& inspection) {
    std::string text = "label       " + std::to_string(inspection.label) + "\nprediction  " +
                       std::to_string(inspection.prediction) + "\n\n cell  answer (prob.)   gradient norm" +
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
    printResult(console, options.json ? jsonText(inspection) : plainText(inspection));
    return exitDone;
}

} // namespace unroll
