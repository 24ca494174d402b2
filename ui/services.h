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

// A setting with a name.
struct Preset {
    std::string name;
    bool own = false; // can be removed
    Hyperparameters setting{};
    std::string failure{}; // why it could not be read; empty when it could
};

struct PresetServices {
    std::vector<const HyperparameterRow*> rows; // what a preset decides
    std::function<std::vector<Preset>()> list;
    std::function<void(const std::string& name, const Hyperparameters& setting)> save; // throws std::runtime_error
    std::function<void(const std::string& name)> remove;
};

struct WindowServices {
    std::vector<std::string> dataNames; // the data sets to choose from

    PresetServices presets; // without a list there are none

    std::function<std::string(std::span<const EpochMetrics>)> metricsCsv;

    // Writes a run directory; throws std::runtime_error with one sentence.
    std::function<void(const RunRecord&, const std::filesystem::path&)> saveRun;

    // Reads a run directory; throws std::runtime_error with one sentence.
    std::function<RunRecord(const std::filesystem::path&)> openRun;

    AskPath askPath;      // a file dialog when empty
    AskPath askRunFolder; // which run to open; a file dialog when empty

    // Asks whether to close although that loses a run of so many seconds; a dialog when empty.
    std::function<bool(QWidget* window, double seconds)> confirmLoss;
};

} // namespace unroll
