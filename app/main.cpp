// The composition root: hands the engine to the command that was asked for.
#include "app/command_line.h"
#include "app/data_folders.h"
#include "app/interruption.h"
#include "app/window.h"

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
        if (const auto* invocation = std::get_if<Invocation>(&commandLine))
            return invocation->run({catalog, watchForInterruption, console});
        return runWindow(std::get<WindowOptions>(commandLine), catalog, argc, argv);
    } catch (const std::exception& error) {
        return reportFailure(console, error);
    }
}
