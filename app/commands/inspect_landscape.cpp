#include "app/commands/inspect_landscape.h"

#include "app/number_text.h"
#include "engine/files/past_epochs.h"
#include "engine/tensor/processors.h"
#include "engine/training/landscape_survey.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace unroll {
namespace {

nlohmann::ordered_json numbersOrNull(const Landscape& landscape) {
    auto rows = nlohmann::ordered_json::array();
    for (std::size_t row = 0; row < landscape.beta.size(); ++row) {
        auto losses = nlohmann::ordered_json::array();
        for (std::size_t column = 0; column < landscape.alpha.size(); ++column) {
            const double loss = landscape.at(row, column);
            losses.push_back(std::isfinite(loss) ? nlohmann::ordered_json(loss) : nlohmann::ordered_json());
        }
        rows.push_back(std::move(losses));
    }
    return rows;
}

std::string jsonOf(const Landscape& landscape) {
    auto trajectory = nlohmann::ordered_json::array();
    for (const TrajectoryPoint& point : landscape.trajectory)
        trajectory.push_back(
            {{"epoch", point.epoch}, {"alpha", point.alpha}, {"beta", point.beta}, {"away", point.away}});
    nlohmann::ordered_json json{{"directions", nameOf(landscape.directions)},
                                {"seed", landscape.seed},
                                {"images", landscape.images},
                                {"alpha", landscape.alpha},
                                {"beta", landscape.beta},
                                {"loss", numbersOrNull(landscape)},
                                {"trajectory", std::move(trajectory)}};
    if (landscape.directions == PlaneDirections::Trajectory)
        json["seed"] = nullptr; // nothing was drawn
    return json.dump() + '\n';
}

// Seven rows and columns of it at most.
std::string wordsOf(const Landscape& landscape) {
    constexpr std::size_t most = 7;
    const std::size_t side = landscape.alpha.size();
    const std::size_t stride = std::max<std::size_t>((side - 1) / (most - 1), 1);
    char cell[40];
    std::string text = "directions  " + std::string(nameOf(landscape.directions)) + "\nimages      " +
                       std::to_string(landscape.images) + "\n\nloss, alpha to the right, beta down\n\n        ";
    const auto add = [&](const char* format, double value) {
        std::snprintf(cell, sizeof cell, format, value);
        text += cell;
    };
    for (std::size_t column = 0; column < side; column += stride)
        add(" %9.3g", landscape.alpha[column]);
    for (std::size_t row = 0; row < side; row += stride) {
        add("\n%8.3g", landscape.beta[row]);
        for (std::size_t column = 0; column < side; column += stride)
            add(" %9.4g", landscape.at(row, column));
    }
    return text + '\n';
}

std::vector<PastEpoch> pastOf(const InspectOptions& options) {
    if (!std::filesystem::is_directory(options.model))
        return {};
    return readPastEpochs(options.model);
}

} // namespace

ExitStatus printLandscape(const LoadedModel& loaded, const InspectOptions& options, const Console& console) {
    const ImageSet& set = options.split == Split::Test ? loaded.data->test : loaded.data->train;
    const std::vector<std::uint32_t> indices = loaded.firstKnown(set, options.images.value_or(usualLandscapeImages));
    if (indices.empty())
        throw std::runtime_error("There is no image in " + loaded.data->name + " of a class that " +
                                 options.model.string() + " knows.");
    const std::vector<PastEpoch> past = pastOf(options);
    const bool moved = std::ranges::any_of(past, [&](const PastEpoch& epoch) {
        return !std::ranges::equal(epoch.snapshot->parameters, loaded.parameters.span());
    });
    LandscapeOptions plane;
    plane.directions = options.directions.value_or(plane.directions);
    plane.seed = options.planeSeed.value_or(plane.seed);
    plane.side = options.planeSide.value_or(plane.side);
    if (plane.directions == PlaneDirections::Trajectory && !moved)
        throw std::runtime_error(
            options.model.string() +
            " keeps the weights of no other epoch, so that there is no trajectory: name the directory "
            "of a run with epochs/ in it, or leave out --directions trajectory.");
    const ImageSet known = loaded.asKnown(set);
    const ImageReader reader(known, loaded.pixelPlaces);
    WorkerPool pool(usableProcessors());
    LandscapeSurvey survey(loaded.description, loaded.parameters.span(), reader, indices, pool, plane, past);
    while (!survey.done())
        survey.advance(plane.side);
    printResult(console, options.json ? jsonOf(survey.landscape()) : wordsOf(survey.landscape()));
    return exitDone;
}

} // namespace unroll
