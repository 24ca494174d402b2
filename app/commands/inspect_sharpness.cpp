#include "app/commands/inspect_sharpness.h"

#include "app/network_setting.h"
#include "app/number_text.h"
#include "engine/tensor/processors.h"
#include "engine/training/hessian.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

namespace unroll {
namespace {

// Of the step that the network was trained with, where its file tells.
std::optional<double> stabilityLimit(const TrainedModel& model) {
    if (isOpen(model, "eta") || !(model.hyperparameters.eta > 0))
        return {};
    return 2 / model.hyperparameters.eta;
}

std::string wordsOf(const Sharpness& found, std::optional<double> limit) {
    std::string text = "largest eigenvalue  " + fixedText(found.largestEigenvalue, 4) + "\n";
    if (limit)
        text += "2 / eta             " + fixedText(*limit, 4) + "\n";
    text += "images              " + std::to_string(found.images) + "\nproducts            " +
            std::to_string(found.iterations) + "\nresidual            " + fixedText(found.residual, 4) + "\n";
    if (limit)
        text +=
            found.largestEigenvalue > *limit
                ? "Plain descent with this eta is unstable here: along the sharpest direction each step overshoots.\n"
                : "Plain descent with this eta is stable here.\n";
    return text;
}

} // namespace

ExitStatus printSharpness(const LoadedModel& loaded, const InspectOptions& options, const Console& console) {
    const ImageSet& set = options.split == Split::Test ? loaded.data->test : loaded.data->train;
    const std::vector<std::uint32_t> indices = loaded.firstKnown(set, options.images.value_or(usualImages));
    if (indices.empty())
        throw std::runtime_error("There is no image in " + loaded.data->name + " of a class that " +
                                 options.model.string() + " knows.");
    const ImageSet known = loaded.asKnown(set);
    const ImageReader reader(known, loaded.pixelPlaces);
    WorkerPool pool(usableProcessors());
    Hessian hessian(loaded.description, loaded.parameters.span(), reader, indices, pool);
    const Sharpness found = sharpnessOf(hessian);
    const auto limit = stabilityLimit(loaded.model);
    const nlohmann::ordered_json json{{"largest_eigenvalue", found.largestEigenvalue},
                                      {"images", found.images},
                                      {"iterations", found.iterations},
                                      {"residual", found.residual},
                                      {"two_over_eta", limit ? nlohmann::ordered_json(*limit) : nullptr},
                                      {"loss", found.loss}};
    printResult(console, options.json ? json.dump() + '\n' : wordsOf(found, limit));
    return exitDone;
}

} // namespace unroll
