#include "app/command_line.h"

#include "app/command_options.h"
#include "app/data_command_line.h"
#include "app/help_text.h"
#include "engine/session/setting_line.h"
#include "engine/session/version.h"

#include <algorithm>
#include <array>

namespace unroll {
namespace {

using Arguments = std::span<const std::string>;

const std::array<std::string, 5> commands{"train", "evaluate", "inspect", "predict", "data"};

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
        return ShowText{programHelp(list)};
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

// A run that goes on stays in its folder and keeps its weights.
void checkResume(const TrainOptions& options) {
    if (!options.resume)
        return;
    if (options.from)
        throw UsageError("--resume and --from exclude each other: go on with a run, or start a new one from weights.");
    if (options.out || options.force)
        throw UsageError("--resume writes to the folder of its run; leave out " +
                         std::string(options.out ? "--out." : "--force."));
}

CommandLine parseTrain(Arguments arguments, const std::string& defaultData) {
    TrainOptions options;
    options.hyperparameters.data = defaultData;
    const std::vector<Option> list = optionsOf(options);
    if (asksForHelp(arguments))
        return ShowText{commandHelp("train [options]",
                                    "Trains a network without a window. Progress goes to standard error, the result to "
                                    "standard output.",
                                    list)};
    refuseOthers(applyOptions(arguments, list));
    checkResume(options);
    if (options.epoch && !options.from)
        throw UsageError("--epoch says which weights of a run to start from: name the run with --from, or write "
                         "--epochs for how many "
                         "to train.");
    return options;
}

// What follows a command's MODEL.
void takeFurther(EvaluateOptions&, std::vector<std::string>&) {}

void takeFurther(PredictOptions& options, std::vector<std::string>& others) {
    if (others.empty() || std::ranges::find(others, "") != others.end())
        throw UsageError(
            "predict needs a MODEL and an IMAGE or several: unroll predict RUN/model.safetensors three.png.");
    options.images.assign(others.begin(), others.end());
    others.clear();
}

void takeFurther(InspectOptions& options, std::vector<std::string>&) {
    if (options.image && (options.index || options.data))
        throw UsageError("--image is a picture of its own: leave out " +
                         std::string(options.index ? "--index" : "--data") + ", or leave out --image.");
    if (options.asIs && !options.image)
        throw UsageError("--as-is is about a picture, and there is no --image.");
    if (options.sharpness && (options.image || options.index || options.check))
        throw UsageError("--sharpness is about many images: leave out " + std::string(options.image   ? "--image."
                                                                                      : options.index ? "--index."
                                                                                                      : "--check."));
    if (options.images && !options.sharpness)
        throw UsageError("--images says how many images --sharpness looks at: add --sharpness.");
    if (options.images == 0)
        throw UsageError("--images must be at least 1.");
}

// A command about a MODEL, its first argument.
template <typename Options>
CommandLine parseAbout(const std::string& command, const std::string& purpose, Arguments arguments,
                       const std::string& further = {}) {
    Options options;
    const std::vector<Option> list = optionsOf(options);
    if (asksForHelp(arguments))
        return ShowText{commandHelp(command + " MODEL" + further + " [options]",
                                    purpose + " MODEL is a model.safetensors or the run directory it lies in.", list)};
    std::vector<std::string> others = applyOptions(arguments, list);
    if (others.empty() || others.front().empty())
        throw UsageError(command + " needs a MODEL: unroll " + command + " RUN/model.safetensors.");
    options.model = others.front();
    others.erase(others.begin());
    takeFurther(options, others);
    refuseOthers(others);
    return options;
}

} // namespace

CommandLine parseCommandLine(Arguments arguments, const std::string& defaultData) {
    if (arguments.empty() || arguments.front().starts_with('-') || isSettingLink(arguments.front()))
        return parseWindow(arguments, defaultData);
    const std::string& command = arguments.front();
    if (command == "train")
        return parseTrain(arguments.subspan(1), defaultData);
    if (command == "evaluate")
        return parseAbout<EvaluateOptions>("evaluate", "Measures the accuracy and the loss of a trained network.",
                                           arguments.subspan(1));
    if (command == "inspect")
        return parseAbout<InspectOptions>("inspect",
                                          "Shows how a trained network comes to its answer for one image: what it "
                                          "would say after each cell, and how much of the gradient arrives there.",
                                          arguments.subspan(1));
    if (command == "predict")
        return parseAbout<PredictOptions>("predict",
                                          "Says which digit each IMAGE shows: the answer and its probability, and the "
                                          "second guess. An IMAGE is a PNG, JPEG or other picture of one digit.",
                                          arguments.subspan(1), " IMAGE...");
    if (command == "data")
        return parseData(arguments.subspan(1));
    const std::string suggestion = nearest(command, commands);
    throw UsageError("There is no command '" + command + "'; " +
                     (suggestion.empty() ? "unroll --help lists them." : "did you mean '" + suggestion + "'?"));
}

} // namespace unroll
