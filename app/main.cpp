// The composition root: hands the engine to the command that was asked for.
#include "app/commands/data.h"
#include "app/commands/evaluate.h"
#include "app/commands/inspect.h"
#include "app/commands/predict.h"
#include "app/commands/train.h"
#include "app/data_folders.h"
#include "app/interruption.h"
#include "app/run_plots.h"
#include "app/window.h"
#include "engine/session/training_session.h"

#include <iostream>
#include <unistd.h>

using namespace unroll;

int main(int argc, char** argv) {
    const Console console{std::cout, std::cerr, isatty(STDERR_FILENO) != 0};
    try {
        const auto catalog = std::make_shared<Catalog>(dataFolders());
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        const CommandLine commandLine = parseCommandLine(arguments, catalog->defaultName());
        if (const auto* text = std::get_if<ShowText>(&commandLine))
            return printResult(console, text->text), exitDone;
        if (const auto* options = std::get_if<EvaluateOptions>(&commandLine))
            return runEvaluate(*options, *catalog, console);
        if (const auto* options = std::get_if<InspectOptions>(&commandLine))
            return runInspect(*options, *catalog, console);
        if (const auto* options = std::get_if<PredictOptions>(&commandLine))
            return runPredict(*options, *catalog, console);
        if (const auto* options = std::get_if<DataOptions>(&commandLine))
            return runData(*options, *catalog, watchForInterruption(), console);
        if (const auto* options = std::get_if<TrainOptions>(&commandLine))
            return runTrain(*options,
                            {trainingSessionFactory(catalog), drawRunPlots, watchForInterruption(),
                             [catalog](const std::string& data) { return catalog->load(data)->pixelsPerImage(); }},
                            console);
        return runWindow(std::get<WindowOptions>(commandLine), catalog, argc, argv);
    } catch (const std::exception& error) {
        return reportFailure(console, error);
    }
}
