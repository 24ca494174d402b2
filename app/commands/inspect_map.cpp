#include "app/commands/inspect_map.h"

#include "app/number_text.h"
#include "engine/training/state_map.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace unroll {
namespace {

std::string jsonOf(const StateMap& map) {
    auto points = nlohmann::ordered_json::array();
    for (const MappedImage& point : map.points)
        points.push_back({{"index", point.index},
                          {"label", point.label},
                          {"prediction", point.prediction},
                          {"x", point.x},
                          {"y", point.y}});
    return nlohmann::ordered_json{{"variance", map.variance}, {"points", std::move(points)}}.dump() + '\n';
}

// The mean place of each class that has images.
std::string wordsOf(const StateMap& map, const std::vector<std::string>& names) {
    std::string text = "variance  " + fixedText(100 * map.variance[0], 1) + " % along x, " +
                       fixedText(100 * map.variance[1], 1) + " % along y\n\nclass      images         x         y\n";
    for (std::size_t label = 0; label < names.size(); ++label) {
        int images = 0;
        double x = 0;
        double y = 0;
        for (const MappedImage& point : map.points)
            if (static_cast<std::size_t>(point.label) == label) {
                ++images;
                x += point.x;
                y += point.y;
            }
        if (images == 0)
            continue;
        char line[160];
        std::snprintf(line, sizeof line, "%-10s %6d  %8s  %8s\n", names[label].substr(0, 40).c_str(), images,
                      fixedText(x / images, 3).c_str(), fixedText(y / images, 3).c_str());
        text += line;
    }
    return text;
}

} // namespace

ExitStatus printMap(const LoadedModel& loaded, const InspectOptions& options, const Console& console) {
    const ImageSet& set = options.split == Split::Test ? loaded.data->test : loaded.data->train;
    const std::vector<std::uint32_t> indices = loaded.firstKnown(set, options.images.value_or(usualImages));
    if (indices.size() < 2)
        throw std::runtime_error("There are less than two images in " + loaded.data->name + " of classes that " +
                                 options.model.string() + " knows: a map needs two.");
    const ImageSet known = loaded.asKnown(set);
    const StateMap map =
        mapStates(loaded.description, loaded.parameters.span(), ImageReader(known, loaded.pixelPlaces), indices);
    printResult(console, options.json ? jsonOf(map) : wordsOf(map, loaded.classNames));
    return exitDone;
}

} // namespace unroll
