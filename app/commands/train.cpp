#include "app/commands/train.h"

#include "app/progress.h"
#include "app/result_table.h"
#include "app/training_loop.h"
#include "engine/files/summary_json.h"

#include <exception>
#include <stdexcept>

namespace unroll {
namespace {

void prepareFolder(const std::filesystem::path& folder, bool force) {
    try {
        prepareRunDirectory(folder, force ? Overwrite::Yes : Overwrite::No);
    } catch (const DirectoryNotEmpty&) {
        throw std::runtime_error("Cannot write the run to " + folder.string() +
                                 ": the folder is not empty; choose another one, or overwrite it with --force.");
    }
}

RunRecord train(const TrainOptions& options, const TrainEnvironment& environment, const Console& console) {
    const auto session = environment.makeSession(options.hyperparameters);
    const auto progress = makeProgress(console, options.quiet, options.hyperparameters, session->info());
    return runTraining(*session, *progress, environment.interrupted);
}

// The folder was checked before the training; whatever has come into it meanwhile must not cost a person the run.
std::exception_ptr save(const TrainOptions& options, const TrainEnvironment& environment, const RunRecord& record) {
    if (!options.out)
        return nullptr;
    try {
        writeRunDirectory(*options.out, record, environment.drawPlots(record), Overwrite::Yes);
        return nullptr;
    } catch (const std::exception&) {
        return std::current_exception();
    }
}

std::string savedWhere(const TrainOptions& options) {
    return options.out ? " What was trained is saved in " + options.out->string() + "." : "";
}

ExitStatus reportEnd(const TrainOptions& options, const RunRecord& record, const Console& console) {
    if (record.divergence) {
        const Divergence& place = *record.divergence;
        console.err << "unroll: Training diverged in epoch " << place.epoch << ", batch " << place.batch
                    << ": the first value that is not finite came out of " << place.op << " (" << place.node
                    << "); try a smaller --eta." << savedWhere(options) << std::endl;
        return exitDiverged;
    }
    if (record.status == RunStatus::Interrupted) {
        console.err << "unroll: Interrupted after " << record.epochs.size() << " of " << record.hyperparameters.epochs
                    << " epochs." << savedWhere(options) << std::endl;
        return exitInterrupted;
    }
    return exitDone;
}

} // namespace

ExitStatus runTrain(const TrainOptions& options, const TrainEnvironment& environment, const Console& console) {
    if (options.out)
        prepareFolder(*options.out, options.force);
    const RunRecord record = train(options, environment, console);
    const std::exception_ptr unsaved = save(options, environment, record);
    printResult(console, options.json ? summaryJson(record) : resultTable(record));
    if (unsaved)
        std::rethrow_exception(unsaved);
    return reportEnd(options, record, console);
}

} // namespace unroll
