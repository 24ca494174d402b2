#include "app/commands/train.h"

#include "app/command_options.h"
#include "app/help_text.h"
#include "app/progress.h"
#include "app/result_table.h"
#include "app/run_plots.h"
#include "app/training_loop.h"
#include "engine/files/past_epochs.h"
#include "engine/files/summary_json.h"
#include "engine/session/training_session.h"

#include <exception>
#include <stdexcept>

namespace unroll {
namespace {

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

std::variant<Invocation, ShowText> parseTrain(Arguments arguments, const std::string& defaultData) {
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
    return invocation(options, [](const TrainOptions& asked, const CommandContext& context) {
        const auto catalog = context.catalog;
        return runTrain(asked,
                        {trainingSessionFactory(catalog), drawRunPlots, context.watchForInterruption(),
                         [catalog](const std::string& data) { return catalog->load(data)->pixelsPerImage(); }},
                        context.console);
    });
}

void prepareFolder(const std::filesystem::path& folder, bool force) {
    try {
        prepareRunDirectory(folder, force ? Overwrite::Yes : Overwrite::No);
    } catch (const DirectoryNotEmpty&) {
        throw std::runtime_error("Cannot write the run to " + folder.string() +
                                 ": the folder is not empty; choose another one, or overwrite it with --force.");
    }
}

std::string heldOutNotice(const SessionInfo& info) {
    return "The data set " + info.dataName + " has no test files: a seventh of its images, drawn by a seed, is held " +
           "out to test on.";
}

// Sums go in another order with wider vectors.
std::string otherLevelNotice(const SessionInfo& info) {
    return "The run was trained with " + info.simdBefore.back() + " before and goes on with " + info.simd +
           ": its weights agree with those of a training on one of them alone to rounding, not bit by bit.";
}

// Where the run is kept, if anywhere.
const std::optional<std::filesystem::path>& folderOf(const TrainOptions& options) {
    return options.resume ? options.resume : options.out;
}

// A new run's folder is looked at before the data is loaded.
TrainingStart start(const TrainOptions& options, const TrainEnvironment& environment) {
    if (options.out)
        prepareFolder(*options.out, options.force);
    if (!options.resume)
        return startTraining(options, environment.makeSession, environment.pixelsOf);
    return resumeTraining(options, readCheckpoint(*options.resume), environment.makeSession);
}

RunRecord train(const TrainOptions& options, TrainingStart& start, const TrainEnvironment& environment,
                const Console& console) {
    const Session& session = *start.session;
    if (session.info().testHeldOut && !options.quiet)
        console.err << heldOutNotice(session.info()) << std::endl;
    if (!start.assumed.empty() && !options.quiet)
        console.err << start.assumed << std::endl;
    for (const std::string& note : session.info().notes)
        if (!options.quiet)
            console.err << "Note: " << note << std::endl;
    RunKeeper keeper(folderOf(options), console);
    keeper.begin(session, start.record);
    if (options.resume && !options.quiet)
        console.err << "Going on after " << session.checkpoint().progress.step << " of "
                    << session.info().batchesPerEpoch * session.hyperparameters().epochs << " batches." << std::endl;
    if (!session.info().simdBefore.empty() && !options.quiet)
        console.err << otherLevelNotice(session.info()) << std::endl;
    const auto progress = makeProgress(console, options.quiet, session.hyperparameters(), session.info());
    EpochArchive archive;
    if (folderOf(options))
        archive.begin(session, 1, session.hyperparameters().epochs,
                      options.resume ? readPastEpochs(*options.resume) : std::vector<PastEpoch>());
    return runTraining(*start.session, std::move(start.record), *progress, keeper,
                       folderOf(options) ? &archive : nullptr, environment.interrupted);
}

// The folder was checked before the training; whatever has come into it meanwhile must not cost a person the run.
std::exception_ptr save(const TrainOptions& options, const TrainEnvironment& environment, const RunRecord& record) {
    if (!folderOf(options))
        return nullptr;
    try {
        writeRunDirectory(*folderOf(options), record, environment.drawPlots(record), Overwrite::Yes);
        return nullptr;
    } catch (const std::exception&) {
        return std::current_exception();
    }
}

void printRun(const TrainOptions& options, const RunRecord& record, const Console& console) {
    printResult(console, options.json ? summaryJson(record) : resultTable(record));
}

// The run has all its epochs and its folder all its files, which stay as they are.
ExitStatus reportNothingLeft(const TrainOptions& options, TrainingStart& start, const Console& console) {
    RunRecord& record = start.record;
    record.status = RunStatus::Done;
    record.weights = start.session->weights();
    printRun(options, record, console);
    const bool mayGrow = record.hyperparameters.schedule == "constant";
    if (!options.quiet)
        console.err << "unroll: The run in " << options.resume->string() << " has trained all its "
                    << record.hyperparameters.epochs << " epochs and nothing is left to do; "
                    << (mayGrow ? "train it longer with --epochs N." : "begin a new training from it with --from.")
                    << std::endl;
    return exitDone;
}

std::string savedWhere(const TrainOptions& options) {
    return folderOf(options) ? " What was trained is saved in " + folderOf(options)->string() + "." : "";
}

std::string howToGoOn(const TrainOptions& options) {
    return folderOf(options) ? " Go on: unroll train --resume " + folderOf(options)->string() : "";
}

// "tanh (cell 3: tanh, layer 2)", "affine (logits, cell 4)", "multiply, going backward (cell 3: multiply, layer 1;
// gradient of cell 3: sigmoid)".
std::string originOf(const Divergence& place) {
    const bool backward = !place.gradientOf.empty();
    std::string text = place.op + (backward ? ", going backward (" : " (") + place.node;
    if (place.cell > 0 && place.layer == 0)
        text += ", cell " + std::to_string(place.cell);
    if (place.layer > 0)
        text += ", layer " + std::to_string(place.layer);
    return text + (backward ? "; gradient of " + place.gradientOf : "") + ")";
}

ExitStatus reportEnd(const TrainOptions& options, const RunRecord& record, const Console& console) {
    if (record.divergence) {
        const Divergence& place = *record.divergence;
        console.err << "unroll: Training diverged in epoch " << place.epoch << ", batch " << place.batch
                    << ": the first value that is not finite came out of " << originOf(place)
                    << "; try a smaller --eta." << savedWhere(options) << std::endl;
        return exitDiverged;
    }
    if (record.status == RunStatus::Interrupted) {
        console.err << "unroll: Interrupted after " << record.epochs.size() << " of " << record.hyperparameters.epochs
                    << " epochs." << savedWhere(options) << howToGoOn(options) << std::endl;
        return exitInterrupted;
    }
    return exitDone;
}

} // namespace

ExitStatus runTrain(const TrainOptions& options, const TrainEnvironment& environment, const Console& console) {
    TrainingStart begun = start(options, environment);
    if (options.resume && begun.session->finished() && isComplete(*options.resume))
        return reportNothingLeft(options, begun, console);
    const RunRecord record = train(options, begun, environment, console);
    const std::exception_ptr unsaved = save(options, environment, record);
    printRun(options, record, console);
    if (unsaved)
        std::rethrow_exception(unsaved);
    return reportEnd(options, record, console);
}

Command trainCommand() { return {"train", "train [options]", "trains without a window", parseTrain}; }

} // namespace unroll
