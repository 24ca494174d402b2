#include "engine/files/run_config.h"

#include "engine/files/file_error.h"
#include "engine/files/json_guard.h"
#include "engine/files/limits.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace unroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema = 1;

const HyperparameterRow& rowOf(const std::string& key, const std::string& fileName) {
    const HyperparameterRow* row = findHyperparameter(key);
    if (!row)
        refuseFile(fileName, "this version knows no hyperparameter '" + key + "'");
    return *row;
}

// HyperparameterError's sentence, with the file's name before it.
template <typename Function>
auto withFileName(const std::string& fileName, Function function) {
    try {
        return function();
    } catch (const HyperparameterError& error) {
        throw std::runtime_error(fileName + ": " + error.what());
    }
}

using Keys = std::initializer_list<std::string_view>;

bool isAmong(Keys keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

void checkKeys(const Json& object, const std::string& where, Keys keys, const std::string& fileName,
               Keys optionalKeys = {}) {
    if (!object.is_object())
        refuseFile(fileName, where + " is expected to be a JSON object");
    for (const auto& [key, value] : object.items())
        if (!isAmong(keys, key) && !isAmong(optionalKeys, key))
            refuseFile(fileName, "unknown key '" + key + "' in " + where);
    for (const std::string_view key : keys)
        if (!object.contains(key))
            refuseFile(fileName, where + " has no '" + std::string(key) + "'");
}

std::string textAt(const Json& object, const char* key, const std::string& fileName) {
    if (!object[key].is_string())
        refuseFile(fileName,
                   "'" + std::string(key) + "' is expected to be a text, not " + quotable(object[key].dump()));
    return object[key].get<std::string>();
}

std::int64_t countAt(const Json& object, const char* key, const std::string& fileName) {
    const Json& value = object[key];
    const bool fits = value.is_number_integer() &&
                      !(value.is_number_unsigned() &&
                        value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    if (!fits)
        refuseFile(fileName,
                   "'" + std::string(key) + "' is expected to be a whole number, not " + quotable(value.dump()));
    return value.get<std::int64_t>();
}

HyperparameterValue valueFrom(const Json& json, const HyperparameterRow& row, const std::string& fileName) {
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        return json.get<double>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number_float())
        return json.get<double>();
    refuseFile(fileName, "the hyperparameter '" + std::string(row.key) + "' can't be " + quotable(json.dump()));
}

Hyperparameters parseHyperparameters(const Json& object, const std::string& fileName) {
    if (!object.is_object())
        refuseFile(fileName, "'hyperparameters' is expected to be a JSON object");
    Hyperparameters hyperparameters;
    for (const auto& [key, value] : object.items()) {
        const HyperparameterRow& row = rowOf(key, fileName);
        setValue(hyperparameters, row, valueFrom(value, row, fileName));
    }
    return hyperparameters;
}

Json parseJson(std::string_view text, const std::string& fileName) {
    if (nestsDeeperThan(deepestJson, text))
        refuseFile(fileName, "its lists and objects lie in each other deeper than " + std::to_string(deepestJson));
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        refuseFile(fileName, "it is not valid JSON at byte " + std::to_string(error.byte));
    } catch (const Json::out_of_range&) {
        refuseFile(fileName, "it has a number that is too large");
    }
}

void checkSchema(const Json& root, const std::string& fileName) {
    if (root["schema"] != schema)
        refuseFile(fileName, "its schema is " + quotable(root["schema"].dump()) + ", and this version reads schema " +
                                 std::to_string(schema));
}

ModelOrigin parseOrigin(const Json& object, const std::string& fileName) {
    checkKeys(object, "'from'", {"model", "weights_sha256"}, fileName);
    return {textAt(object, "model", fileName), textAt(object, "weights_sha256", fileName)};
}

HyperparameterChange parseChange(const Json& object, const std::string& fileName) {
    checkKeys(object, "'changes'", {"step", "epochs", "key", "from", "to"}, fileName);
    if (!object["epochs"].is_number())
        refuseFile(fileName, "'epochs' is expected to be a number, not " + quotable(object["epochs"].dump()));
    const HyperparameterRow& row = rowOf(textAt(object, "key", fileName), fileName);
    const auto checked = [&](const char* key) {
        Hyperparameters holder;
        setValue(holder, row, valueFrom(object[key], row, fileName));
        return valueOf(holder, row);
    };
    return {countAt(object, "step", fileName), object["epochs"].get<double>(), std::string(row.key), checked("from"),
            checked("to")};
}

std::vector<HyperparameterChange> parseChanges(const Json& list, const std::string& fileName) {
    if (!list.is_array())
        refuseFile(fileName, "'changes' is expected to be a list");
    std::vector<HyperparameterChange> changes;
    for (const Json& change : list)
        changes.push_back(withFileName(fileName, [&] { return parseChange(change, fileName); }));
    return changes;
}

void checkClassNames(const ImageFormat& images, const std::string& fileName) {
    const std::vector<std::string>& names = images.classNames;
    if (!names.empty() && std::ssize(names) != images.classes)
        refuseFile(fileName, "'class_names' names " + std::to_string(names.size()) + " classes where there are " +
                                 std::to_string(images.classes));
    std::set<std::string> known;
    for (const std::string& name : names)
        if (name.empty() || !known.insert(name).second)
            refuseFile(fileName, "'class_names' holds '" + quotable(name) + "' where a name of its own is expected");
}

RecordLabel parseLabel(const Json& object, const std::string& fileName) {
    checkKeys(object, "'label'", {"name", "note", "pinned"}, fileName);
    if (!object["pinned"].is_boolean())
        refuseFile(fileName, "'pinned' is expected to be true or false, not " + quotable(object["pinned"].dump()));
    return {textAt(object, "name", fileName), textAt(object, "note", fileName), object["pinned"].get<bool>()};
}

Json jsonOf(const HyperparameterValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

Json changesJson(const std::vector<HyperparameterChange>& changes) {
    Json list = Json::array();
    for (const HyperparameterChange& change : changes)
        list.push_back({{"step", change.step},
                        {"epochs", change.epochs},
                        {"key", change.key},
                        {"from", jsonOf(change.from)},
                        {"to", jsonOf(change.to)}});
    return list;
}

Json dataJson(const RunConfig& config) {
    Json data{{"name", config.dataName}, {"sha256", config.dataSha256}};
    if (config.images) {
        data["pixels"] = config.images->pixels;
        data["classes"] = config.images->classes;
        if (const auto& names = config.images->classNames; !names.empty() && classNamesText(names))
            data["class_names"] = names;
    }
    return data;
}

std::vector<std::string> textsIn(const Json& list, const std::string& fileName) {
    std::vector<std::string> texts;
    if (!list.is_array())
        refuseFile(fileName, "'class_names' is expected to be a list, not " + quotable(list.dump()));
    for (const Json& text : list) {
        if (!text.is_string())
            refuseFile(fileName, "'class_names' is expected to hold texts, not " + quotable(text.dump()));
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

void parseData(const Json& object, RunConfig& config, const std::string& fileName) {
    checkKeys(object, "'data'", {"name", "sha256"}, fileName, {"pixels", "classes", "class_names"});
    config.dataName = textAt(object, "name", fileName);
    config.dataSha256 = textAt(object, "sha256", fileName);
    if (!object.contains("pixels") && !object.contains("classes") && !object.contains("class_names"))
        return;
    checkKeys(object, "'data'", {"name", "sha256", "pixels", "classes"}, fileName, {"class_names"});
    config.images = ImageFormat{countAt(object, "pixels", fileName), countAt(object, "classes", fileName)};
    if (object.contains("class_names"))
        config.images->classNames = textsIn(object["class_names"], fileName);
    checkImages(*config.images, config.hyperparameters, fileName);
}

} // namespace

std::string configJson(const RunConfig& config) {
    Json hyperparameters = Json::object();
    for (const HyperparameterRow& row : hyperparameterTable())
        hyperparameters[std::string(row.key)] = jsonOf(valueOf(config.hyperparameters, row));
    Json root{{"unroll", config.version},
              {"schema", schema},
              {"hyperparameters", hyperparameters},
              {"data", dataJson(config)}};
    if (config.from)
        root["from"] = {{"model", config.from->model}, {"weights_sha256", config.from->weightsSha256}};
    if (config.label != RecordLabel())
        root["label"] = {{"name", config.label.name}, {"note", config.label.note}, {"pinned", config.label.pinned}};
    if (!config.changes.empty())
        root["changes"] = changesJson(config.changes);
    // A folder's name may be no valid UTF-8; that must not cost a person the run.
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

RunConfig parseConfig(std::string_view text, const std::string& fileName) {
    const Json root = parseJson(text, fileName);
    if (root.is_object() && root.contains("schema"))
        checkSchema(root, fileName); // first: another schema's keys are rightly others
    checkKeys(root, "the file", {"unroll", "schema", "hyperparameters", "data"}, fileName,
              {"from", "label", "changes"});
    RunConfig config;
    config.version = textAt(root, "unroll", fileName);
    if (root.contains("from"))
        config.from = parseOrigin(root["from"], fileName);
    if (root.contains("label"))
        config.label = parseLabel(root["label"], fileName);
    config.hyperparameters =
        withFileName(fileName, [&] { return parseHyperparameters(root["hyperparameters"], fileName); });
    if (root.contains("changes"))
        config.changes = parseChanges(root["changes"], fileName);
    parseData(root["data"], config, fileName); // last: the cells must divide its pixels
    return config;
}

std::map<std::string, std::string> hyperparameterTexts(const Hyperparameters& hyperparameters) {
    std::map<std::string, std::string> texts;
    for (const HyperparameterRow& row : hyperparameterTable())
        texts[std::string(row.key)] = formatValue(valueOf(hyperparameters, row));
    return texts;
}

Hyperparameters parseHyperparameterTexts(const std::map<std::string, std::string>& texts, const std::string& fileName) {
    return withFileName(fileName, [&] {
        Hyperparameters hyperparameters;
        for (const auto& [key, text] : texts) {
            const HyperparameterRow& row = rowOf(key, fileName);
            setValue(hyperparameters, row, parseValue(row, text));
        }
        return hyperparameters;
    });
}

std::optional<std::string> classNamesText(const std::vector<std::string>& names) {
    try {
        return Json(names).dump();
    } catch (const Json::type_error&) {
        return std::nullopt;
    }
}

std::vector<std::string> parseClassNamesText(std::string_view text, const std::string& fileName) {
    return textsIn(parseJson(text, fileName), fileName);
}

void checkImages(const ImageFormat& images, const Hyperparameters& hyperparameters, const std::string& fileName) {
    if (images.pixels < 1)
        refuseFile(fileName, "'pixels' is at least 1, not " + std::to_string(images.pixels));
    if (images.classes < fewestClasses || images.classes > mostClasses)
        refuseFile(fileName, "'classes' is a number from " + std::to_string(fewestClasses) + " to " +
                                 std::to_string(mostClasses) + ", not " + std::to_string(images.classes));
    checkClassNames(images, fileName);
    withFileName(fileName, [&] { checkCells(hyperparameters, images.pixels); });
}

} // namespace unroll
