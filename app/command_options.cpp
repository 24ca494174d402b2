#include "app/command_options.h"

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

// One for every row of the table, and the presets.
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

// A count from 0 on.
std::int64_t parseIndex(const std::string& text, const std::string& option = "--index") {
    std::int64_t index = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc{} || end != text.data() + text.size() || index < 0)
        throw UsageError(option + " is a whole number from 0 on, not '" + text + "'.");
    return index;
}

void setSplit(Split& target, const std::string& text) {
    if (text != "test" && text != "train")
        throw UsageError("--split is test or train, not '" + text + "'.");
    target = text == "test" ? Split::Test : Split::Train;
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

Option splitOption(Split& target) {
    return {"--split", "test|train", "Which of its images. Default test.",
            [&target](const std::string& text) { setSplit(target, text); }};
}

// Appends the options for what a file of weights may leave open.
std::vector<Option> withNetwork(std::vector<Option> options, NetworkOptions& network) {
    for (const std::string_view key : networkKeys) {
        options.push_back(notedOption(*findHyperparameter(key), network.hyperparameters, network.given));
        options.back().help += " Needed where the file does not tell.";
    }
    return options;
}

} // namespace

std::vector<Option> optionsOf(WindowOptions& options) {
    std::vector<Option> list = hyperparameterOptions(options.hyperparameters, options.given);
    list.push_back(flag("--start", "Begins training at once.", options.start));
    return list;
}

std::vector<Option> optionsOf(TrainOptions& options) {
    std::vector<Option> list = hyperparameterOptions(options.hyperparameters, options.given);
    list.push_back(pathOption("--from", "MODEL",
                              "Starts from the weights of this model.safetensors or run directory. Network and order "
                              "are the model's; all else is as the other options say.",
                              options.from));
    list.push_back({"--epoch", "K",
                    "With --from RUN: its weights at the end of that epoch, as they lie in RUN/epochs; 0 are the "
                    "initial ones.",
                    [&epoch = options.epoch](const std::string& text) { epoch = parseIndex(text, "--epoch"); }});
    list.push_back(pathOption("--resume", "RUN",
                              "Goes on with the run in this folder where it was stopped or killed; the end has the "
                              "same bits. Of the other options only --epochs, --threads, --data, --json and --quiet "
                              "go with it.",
                              options.resume));
    list.push_back(pathOption("--out", "DIR",
                              "Writes the run to this folder: config, metrics, summary, weights, plots.", options.out));
    list.push_back(flag("--force", "Writes to --out even if the folder is not empty.", options.force));
    list.push_back(flag("--json", "Prints the result as one JSON object.", options.json));
    list.push_back(flag("--quiet", "Shows no progress.", options.quiet));
    return list;
}

std::vector<Option> optionsOf(EvaluateOptions& options) {
    std::vector<Option> list{
        dataOption(options.data),
        splitOption(options.split),
        pathOption("--logits", "FILE.npy", "Writes every image's logits as a NumPy array [images, classes].",
                   options.logits),
        flag("--json", "Prints the result as one JSON object.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

std::vector<Option> optionsOf(InspectOptions& options) {
    std::vector<Option> list{
        dataOption(options.data),
        splitOption(options.split),
        {"--index", "N", "Which image, counted from 0. Default 0.",
         [&options](const std::string& text) { options.index = parseIndex(text); }},
        pathOption("--image", "FILE", "A picture of one digit in place of an image of the data set.", options.image),
        asIsOption(options.asIs),
        flag("--check",
             "Checks the gradient of the network on the image against differences of its loss in double precision, "
             "for every parameter in every cell, or in 28 of more.",
             options.check),
        flag("--sharpness",
             "The largest eigenvalue of the Hessian of the mean cross-entropy over the first images, beside 2 / eta: "
             "above it plain descent with this eta is unstable.",
             options.sharpness),
        {"--images", "N", "How many images --sharpness looks at. Default 1000.",
         [&options](const std::string& text) { options.images = parseIndex(text, "--images"); }},
        flag("--json", "Prints everything as one JSON object.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

std::vector<Option> optionsOf(PredictOptions& options) {
    std::vector<Option> list{
        {"--data", "NAME",
         "The data set whose images the model's are like. Default: the one it was trained with, or where that is not "
         "there, square images.",
         [&options](const std::string& text) { options.data = text; }},
        asIsOption(options.asIs),
        flag("--json", "Prints the answers as a JSON array, with all probabilities.", options.json),
    };
    return withNetwork(std::move(list), options.network);
}

} // namespace unroll
