#include "app/table_row.h"

#include "engine/files/json_guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace unroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t mostNumber = 1000000000;

Json jsonOf(const RecordLabel& label) { return {{"name", label.name}, {"note", label.note}, {"pinned", label.pinned}}; }

RecordLabel labelOf(const Json& json) {
    return {json.at("name").get<std::string>(), json.at("note").get<std::string>(), json.at("pinned").get<bool>()};
}

std::int64_t countOf(const Json& json, const char* key) {
    const Json& value = json.at(key);
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > mostNumber)
        throw std::runtime_error(std::string("'") + key + "' is no count");
    return value.get<std::int64_t>();
}

StoredRun runOf(const Json& json, const std::string& key) {
    StoredRun run;
    run.row = {.key = key,
               .number = std::max<std::int64_t>(1, countOf(json, "number")),
               .slot = static_cast<int>(countOf(json, "slot")),
               .shown = json.at("shown").get<bool>(),
               .pinned = json.at("pinned").get<bool>(),
               .folder = json.at("folder").get<std::string>()};
    run.label = labelOf(json.at("label"));
    if (!json.contains("group"))
        return run;
    const Json& group = json.at("group");
    if (countOf(group, "id") == 0)
        throw std::runtime_error("its group has no number");
    run.row.group = countOf(group, "id");
    run.row.seeds = countOf(group, "seeds");
    run.row.groupLabel = labelOf(group.at("label"));
    return run;
}

} // namespace

StoredRun parseTableRow(const std::string& text, const std::string& key) {
    if (nestsDeeperThan(8, text))
        throw std::runtime_error("it is nested too deep");
    try {
        return runOf(Json::parse(text), key);
    } catch (const Json::exception& error) {
        throw std::runtime_error(error.what());
    }
}

std::string tableRowText(const StoredRun& run) {
    const StoredRow& row = run.row;
    Json json{{"number", row.number}, {"slot", row.slot},     {"shown", row.shown},
              {"pinned", row.pinned}, {"folder", row.folder}, {"label", jsonOf(run.label)}};
    if (row.group != 0)
        json["group"] = {{"id", row.group}, {"seeds", row.seeds}, {"label", jsonOf(row.groupLabel)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace unroll
