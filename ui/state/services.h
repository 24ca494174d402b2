// What the window needs of the program around it, handed in so that it need not know files or data sets.
#pragma once

#include "engine/session/session.h"
#include "ui/state/data_choices.h"
#include "ui/state/stored_run.h"

#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
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

// What a fetch tells, on the window's thread and not before it was handed over. It ends with arrived or failed.
struct FetchListener {
    std::function<void(std::int64_t bytes, std::int64_t total)> progress;
    std::function<void(const QString& sentence)> troubled; // it is tried again
    std::function<void()> arrived;
    std::function<void(const QString& sentence)> failed; // what, why, and what to do
};

// A fetch over the network, under way as long as this lives. What has arrived by then is kept for the next one.
class DataFetch {
public:
    virtual ~DataFetch() = default;
};

// A data set made of pictures: the name it goes by from now on, what was done to them, and what a person would not
// expect, as pictures that were left out; a sentence each.
struct ImportedData {
    std::string name;
    std::vector<std::string> notes{};
    std::vector<std::string> warnings{};
};

// Some pictures can't be read; what() names them in one sentence. An import may leave them out.
class UnreadableImages : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

enum class Unreadable { Refuse, LeaveOut };

struct DataServices {
    std::vector<DataOffer> fetchable; // by name, whether they are here or not

    // Throws std::runtime_error with one sentence when there is no place to put it.
    std::function<std::unique_ptr<DataFetch>(const std::string& name, const FetchListener&)> fetch;

    // The names of the sets that are here at this moment.
    std::function<std::vector<std::string>()> names;

    // Reads a set and tells what it is: the info's data alone. Called on a thread of its own; throws std::runtime_error
    // with one sentence. When empty, sets are taken unread.
    std::function<SessionInfo(const std::string& data)> read;

    // Makes a data set of the pictures in a folder's folders, one for each class, and keeps it with the others. Called
    // on a thread of its own; throws std::runtime_error with one sentence, UnreadableImages where those are refused.
    std::function<ImportedData(const std::string& folder, Unreadable unreadable)> importImages;

    AskPath askFolder; // a file dialog when empty
};

enum class LossAnswer { Save, Discard, Cancel };

struct RunFile {
    std::string name;
    std::string bytes;
};

struct WindowServices {
    std::string version{};              // the program's
    std::vector<std::string> dataNames; // the data sets to choose from
    DataServices data;

    PresetServices presets; // without a list there are none

    std::function<std::string(std::span<const EpochMetrics>)> metricsCsv;

    // What of a run directory is drawn. None when empty.
    std::function<std::vector<RunFile>(const RunRecord&)> drawRun;

    // Writes a run directory with what was drawn. Called on a thread of its own, which may outlive the window; throws
    // std::runtime_error with one sentence.
    std::function<void(const RunRecord&, const std::vector<RunFile>&, const std::filesystem::path&)> saveRun;

    // To look into runs that are not under way. Called on a thread of its own. Without it only the run under way can be
    // looked into.
    BlueprintFactory blueprints;

    // Makes of a drawing, side x side, 0 the paper, 255 the ink, an image of the data's size, as a picture that is read
    // by a command is prepared. Nothing when there is no ink.
    std::function<std::vector<std::uint8_t>(std::span<const std::uint8_t> drawing, int side, int width, int height)>
        prepareDrawing;

    // The image of the data's size that a picture in a file is prepared to, as by a command. Called on a thread of its
    // own; throws std::runtime_error with one sentence. Without it none is read.
    std::function<std::vector<std::uint8_t>(const std::filesystem::path& file, int width, int height)> readPicture;

    // Reads a run directory. Called on a thread of its own, which may outlive the window; throws std::runtime_error
    // with one sentence.
    std::function<RunRecord(const std::filesystem::path&)> openRun;

    TableStore table; // empty: the table is gone with the window

    // In the desktop's file manager; whether there is one. Not offered when empty.
    std::function<bool(const QString& folder)> showFolder;

    AskPath askPath;      // a file dialog, which asks before it gives the path of a file that is there, when empty
    AskPath askRunFolder; // which run to open; a file dialog when empty

    // Asks whether to replace a file that the dialog did not ask about; a dialog when empty.
    std::function<bool(QWidget* window, const QString& path)> confirmOverwrite;

    // Asks what to do with runs that closing would lose; a dialog when empty. `sentence` says which.
    std::function<LossAnswer(QWidget* window, const QString& sentence)> confirmLoss;
};

} // namespace unroll
