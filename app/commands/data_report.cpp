#include "app/commands/data_report.h"

#include "app/fetch/download_source.h"
#include "app/number_text.h"
#include "engine/data/data_notes.h"
#include "engine/data/dataset_files.h"
#include "engine/data/set_statistics.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace unroll {
namespace {

using Json = nlohmann::ordered_json;

struct Listed {
    std::string name;
    std::string folder; // empty: built in, or not there
    bool isHere = false;
    std::vector<std::string> sets{}; // of a folder that holds several: the file that stands for each
};

std::vector<Listed> listed(const Catalog& catalog) {
    std::vector<Listed> list;
    for (const std::string& name : catalog.names()) {
        const auto folder = catalog.find(name);
        const bool builtIn = list.empty(); // the first of the names
        list.push_back({name, folder && !builtIn ? folder->string() : "", true});
    }
    for (const std::filesystem::path& folder : catalog.foldersOfSeveral()) {
        Listed several{folder.filename().string(), folder.string(), true, {}};
        for (const std::filesystem::path& images : datasetsIn(folder))
            several.sets.push_back(images.string());
        list.push_back(std::move(several));
    }
    for (const QString& name : downloadNames())
        if (!catalog.find(name.toStdString()))
            list.push_back({name.toStdString(), "", false});
    return list;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string jsonText(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json setJson(const ImageSet& set, int classes) {
    const SetStatistics statistics(set, classes);
    return {{"images", set.count},
            {"images_of_class", statistics.imagesOfClass()},
            {"pixel_mean", statistics.mean()},
            {"pixel_standard_deviation", statistics.standardDeviation()},
            {"pixels_not_zero", statistics.inked()}};
}

std::string line(const std::string& label, const std::string& value) { return padded(label, 10) + value + '\n'; }

std::string setLine(const std::string& label, const ImageSet& set, const SetStatistics& statistics) {
    return line(label, groupedText(static_cast<double>(set.count)) + " images, mean " +
                           fixedText(statistics.mean(), 4) + ", standard deviation " +
                           fixedText(statistics.standardDeviation(), 4) + ", " +
                           fixedText(100 * statistics.inked(), 1) + " % of the pixels not zero");
}

// From the first class's label in the files to the last one's.
std::string labelRange(const Dataset& dataset) {
    return std::to_string(dataset.firstLabel) + " to " + std::to_string(dataset.firstLabel + dataset.classes - 1);
}

// What the files hold, where there are any.
std::string filesLines(const Dataset& dataset) {
    std::string text;
    if (!dataset.trainStored.empty())
        text += line("files", dataset.trainStored);
    if (!dataset.testStored.empty() && dataset.testStored != dataset.trainStored)
        text += line("", dataset.testStored);
    return text;
}

std::string classTable(const Dataset& dataset, const SetStatistics& train, const SetStatistics& test) {
    const std::string title = "class";
    std::size_t width = title.size();
    for (int label = 0; label < dataset.classes; ++label)
        width = std::max(width, dataset.className(label).size());
    std::string text = padded(title, width) + "     train      test\n";
    for (int label = 0; label < dataset.classes; ++label) {
        text += padded(dataset.className(label), width);
        for (const SetStatistics* set : {&train, &test}) {
            const std::string count = std::to_string(set->imagesOfClass()[static_cast<std::size_t>(label)]);
            text += std::string(10 - std::min<std::size_t>(10, count.size()), ' ') + count;
        }
        text += '\n';
    }
    return text;
}

} // namespace

std::string listText(const Catalog& catalog) {
    const std::vector<Listed> list = listed(catalog);
    std::size_t width = 0;
    for (const Listed& entry : list)
        width = std::max(width, entry.name.size() + 2);
    std::string text;
    for (const Listed& entry : list) {
        text += padded(entry.name, width) +
                (!entry.isHere          ? "not here; unroll data fetch " + entry.name
                 : entry.folder.empty() ? "built in"
                                        : entry.folder) +
                (entry.sets.empty() ? "" : "; several sets, of which each goes by its file:") + '\n';
        for (const std::string& set : entry.sets)
            text += std::string(width, ' ') + set + '\n';
    }
    return text;
}

std::string listJson(const Catalog& catalog) {
    Json sets = Json::array();
    for (const Listed& entry : listed(catalog)) {
        Json set{{"name", entry.name}, {"here", entry.isHere}};
        if (!entry.folder.empty())
            set["folder"] = entry.folder;
        if (!entry.sets.empty())
            set["sets"] = entry.sets;
        sets.push_back(set);
    }
    return jsonText({{"data", sets}});
}

std::string reportText(const Dataset& dataset) {
    const SetStatistics train(dataset.train, dataset.classes);
    const SetStatistics test(dataset.test, dataset.classes);
    std::string text =
        line("data", dataset.name) +
        line("size", std::to_string(dataset.width) + " x " + std::to_string(dataset.height) + " pixels") +
        setLine("train", dataset.train, train) + setLine("test", dataset.test, test);
    if (dataset.testHeldOut)
        text += line("", "(a share of each class is held out to test on)");
    text += line("labels", labelRange(dataset)) + filesLines(dataset) + line("sha256", dataset.sha256());
    for (const std::string& note : dataNotes(dataset))
        text += line("note", note);
    return text + '\n' + classTable(dataset, train, test);
}

std::string reportJson(const Dataset& dataset) {
    Json json{{"data", dataset.name},
              {"width", dataset.width},
              {"height", dataset.height},
              {"classes", dataset.classes},
              {"sha256", dataset.sha256()},
              {"test_held_out", dataset.testHeldOut},
              {"train", setJson(dataset.train, dataset.classes)},
              {"test", setJson(dataset.test, dataset.classes)},
              {"first_label", dataset.firstLabel},
              {"notes", dataNotes(dataset)}};
    if (!dataset.trainStored.empty())
        json["train"]["files_hold"] = dataset.trainStored;
    if (!dataset.testStored.empty())
        json["test"]["files_hold"] = dataset.testStored;
    if (!dataset.classNames.empty())
        json["class_names"] = dataset.classNames;
    return jsonText(json);
}

} // namespace unroll
