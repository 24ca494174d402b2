// What the window needs of the program around it, handed in so that it need not know files or data sets.
#pragma once

#include "engine/session/session.h"

#include <QString>

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

class QWidget;

namespace unroll {

// Asks a person where to save; an empty answer means not at all. `suggestion` is a whole path.
using AskPath =
    std::function<QString(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter)>;

struct WindowServices {
    std::vector<std::string> dataNames; // the data sets to choose from

    std::function<std::string(std::span<const EpochMetrics>)> metricsCsv;

    // Writes a run directory; throws std::runtime_error with one sentence.
    std::function<void(const RunRecord&, const std::filesystem::path&)> saveRun;

    // Reads a run directory; throws std::runtime_error with one sentence.
    std::function<RunRecord(const std::filesystem::path&)> openRun;

    AskPath askPath;      // a file dialog when empty
    AskPath askRunFolder; // which run to open; a file dialog when empty
};

} // namespace unroll
