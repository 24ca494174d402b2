// unroll without a command: the window.
#pragma once

#include "app/command_line.h"
#include "engine/data/catalog.h"

#include <memory>

namespace unroll {

// Runs the window until it is closed and returns the exit status. Throws std::runtime_error when there is no display.
int runWindow(const WindowOptions& options, const std::shared_ptr<Catalog>& catalog, int& argc, char** argv);

} // namespace unroll
