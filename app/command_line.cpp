#include "app/command_line.h"

#include "app/command_options.h"
#include "app/commands/commands.h"
#include "app/help_text.h"
#include "engine/session/setting_line.h"
#include "engine/session/version.h"

#include <algorithm>

namespace unroll {
namespace {

std::vector<Option> optionsOf(WindowOptions& options) {
    std::vector<Option> list = hyperparameterOptions(options.hyperparameters, options.given);
    list.push_back(flag("--start", "Begins training at once.", options.start));
    return list;
}

// The whole setting but for the number of threads, and the data where the link names none.
void takeLink(WindowOptions& options, const std::string& link) {
    const Hyperparameters linked = settingOfLine(link);
    for (const HyperparameterRow& row : hyperparameterTable())
        if (row.key != "threads" && (row.key != "data" || !linked.data.empty())) {
            setValue(options.hyperparameters, row, valueOf(linked, row));
            options.given.push_back(&row);
        }
}

CommandLine parseWindow(Arguments arguments, const std::string& defaultData) {
    WindowOptions options;
    options.hyperparameters.data = defaultData;
    const std::vector<Option> list = optionsOf(options);
    if (asksForHelp(arguments))
        return ShowText{programHelp(list, allCommands())};
    if (asksFor("--version", arguments))
        return ShowText{"unroll " + std::string(version()) + '\n'};
    std::vector<std::string> others = applyOptions(arguments, list);
    if (!others.empty() && isSettingLink(others.front())) {
        takeLink(options, others.front());
        others.erase(others.begin());
    }
    refuseOthers(others);
    return options;
}

} // namespace

CommandLine parseCommandLine(Arguments arguments, const std::string& defaultData) {
    if (arguments.empty() || arguments.front().starts_with('-') || isSettingLink(arguments.front()))
        return parseWindow(arguments, defaultData);
    const std::string& name = arguments.front();
    std::vector<std::string> names;
    for (const Command& command : allCommands()) {
        names.push_back(command.name);
        if (command.name == name)
            return std::visit([](auto parsed) { return CommandLine(std::move(parsed)); },
                              command.parse(arguments.subspan(1), defaultData));
    }
    const std::string suggestion = nearest(name, names);
    throw UsageError("There is no command '" + name + "'; " +
                     (suggestion.empty() ? "unroll --help lists them." : "did you mean '" + suggestion + "'?"));
}

} // namespace unroll
