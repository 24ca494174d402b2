#include "app/command_options.h"

#include "app/help_text.h"
#include "app/network_setting.h"
#include "app/presets.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace unroll {
namespace {

std::string joined(const std::vector<std::string_view>& choices) {
    std::string text;
    for (const std::string_view choice : choices)
        text.append(text.empty() ? "" : "|").append(choice);
    return text;
}

std::string argumentOf(const HyperparameterRow& row) {
    if (std::holds_alternative<bool>(row.defaultValue))
        return {};
    if (std::holds_alternative<std::string>(row.defaultValue))
        return row.choices.empty() ? "NAME" : joined(row.choices);
    return std::holds_alternative<double>(row.defaultValue) ? "X" : "N";
}

// "How many ... . From 1 to 4096, default 64."
std::string helpOf(const HyperparameterRow& row, const HyperparameterValue& defaultValue) {
    std::string help(row.help);
    if (const bool* on = std::get_if<bool>(&row.defaultValue)) {
        help[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(help[0])));
        return (*on ? "Without this option: " : "With this option: ") + help;
    }
    const auto number = [&](double value) {
        const bool whole = std::holds_alternative<std::int64_t>(row.defaultValue);
        return whole ? formatValue(static_cast<std::int64_t>(value)) : formatValue(value);
    };
    if (!std::holds_alternative<std::string>(row.defaultValue))
        return help + " From " + number(row.minimum) + " to " + number(row.maximum) + ", default " +
               formatValue(defaultValue) + ".";
    return help + " Default " + formatValue(defaultValue) + ".";
}

Option optionOf(const HyperparameterRow& row, Hyperparameters& target) {
    const auto apply = [&row, &target](const std::string& text) {
        const bool isSwitch = std::holds_alternative<bool>(row.defaultValue);
        setValue(target, row, isSwitch ? !std::get<bool>(row.defaultValue) : parseValue(row, text));
    };
    return {row.option(), argumentOf(row), helpOf(row, valueOf(target, row)), apply};
}

Option presetOption(Hyperparameters& target, std::vector<const HyperparameterRow*>& given) {
    std::string names;
    for (const std::string& name : presetNames())
        names += (names.empty() ? "" : "|") + name;
    const auto apply = [&target, &given](const std::string& name) {
        applyPreset(name, target);
        for (const HyperparameterRow* row : presetRows())
            given.push_back(row);
    };
    return {"--preset", names, "Network and training as they were found to work well; other options change them.",
            apply, true};
}

// `given` learns that the command line names the row.
Option notedOption(const HyperparameterRow& row, Hyperparameters& target,
                   std::vector<const HyperparameterRow*>& given) {
    Option option = optionOf(row, target);
    option.apply = [&row, &given, set = std::move(option.apply)](const std::string& text) {
        set(text);
        given.push_back(&row);
    };
    return option;
}

} // namespace

std::vector<Option> hyperparameterOptions(Hyperparameters& target, std::vector<const HyperparameterRow*>& given) {
    std::vector<Option> options;
    for (const HyperparameterRow& row : hyperparameterTable())
        options.push_back(notedOption(row, target, given));
    options.push_back(presetOption(target, given));
    return options;
}

Option flag(std::string name, std::string help, bool& target) {
    return {std::move(name), {}, std::move(help), [&target](const std::string&) { target = true; }};
}

Option pathOption(std::string name, std::string argument, std::string help,
                  std::optional<std::filesystem::path>& target) {
    const auto apply = [&target, name](const std::string& text) {
        if (text.empty())
            throw UsageError(name + " needs a path that is not empty.");
        target = text;
    };
    return {name, std::move(argument), std::move(help), apply};
}

std::int64_t parseIndex(const std::string& text, const std::string& option) {
    std::int64_t index = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc{} || end != text.data() + text.size() || index < 0)
        throw UsageError(option + " is a whole number from 0 on, not '" + text + "'.");
    return index;
}

Option splitOption(Split& target) {
    const auto apply = [&target](const std::string& text) {
        if (text != "test" && text != "train")
            throw UsageError("--split is test or train, not '" + text + "'.");
        target = text == "test" ? Split::Test : Split::Train;
    };
    return {"--split", "test|train", "Which of its images. Default test.", apply};
}

Option dataOption(std::optional<std::string>& target) {
    return {"--data", "NAME", "The data set to look at. Default: the one the model was trained with.",
            [&target](const std::string& text) { target = text; }};
}

Option asIsOption(bool& asIs) {
    return flag("--as-is",
                "Takes a picture as it is: of the model's size, black paper, white ink. Without this option: a digit "
                "is prepared as MNIST's were, dark or bright on its paper, scaled into 20 x 20 of 28 x 28 pixels and "
                "centred by its mass.",
                asIs);
}

std::vector<Option> withNetwork(std::vector<Option> options, NetworkOptions& network) {
    for (const std::string_view key : networkKeys) {
        options.push_back(notedOption(*findHyperparameter(key), network.hyperparameters, network.given));
        options.back().help += " Needed where the file does not tell.";
    }
    return options;
}

std::optional<ShowText> readAbout(std::filesystem::path& model, std::span<const Option> options,
                                  const std::string& usage, const std::string& purpose, Arguments arguments,
                                  const std::function<void(std::vector<std::string>& others)>& takeOthers) {
    if (asksForHelp(arguments))
        return ShowText{commandHelp(
            usage + " [options]", purpose + " MODEL is a model.safetensors or the run directory it lies in.", options)};
    const std::string command = usage.substr(0, usage.find(' '));
    std::vector<std::string> others = applyOptions(arguments, options);
    if (others.empty() || others.front().empty())
        throw UsageError(command + " needs a MODEL: unroll " + command + " RUN/model.safetensors.");
    model = others.front();
    others.erase(others.begin());
    takeOthers(others);
    refuseOthers(others);
    return {};
}

} // namespace unroll
