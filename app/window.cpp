#include "app/window.h"

#include "app/data_folders.h"
#include "app/data_services.h"
#include "app/drawn_digit.h"
#include "app/guarded_application.h"
#include "app/own_presets.h"
#include "app/picture_input.h"
#include "app/presets.h"
#include "app/run_plots.h"
#include "app/table_store.h"
#include "engine/files/metrics_csv.h"
#include "engine/files/run_reader.h"
#include "engine/session/training_blueprint.h"
#include "engine/session/training_session.h"
#include "engine/session/version.h"
#include "ui/main_window.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_style.h"

#include <QDesktopServices>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace unroll {
namespace {

WindowServices servicesWith(const std::shared_ptr<Catalog>& catalog, const std::stop_token& stop) {
    WindowServices services;
    services.version = version();
    services.dataNames = catalog->names();
    services.data = dataServices(catalog, allDownloads(), userDataFolder(), stop);
    services.metricsCsv = metricsCsv;
    services.drawRun = [](const RunRecord& record) {
        std::vector<RunFile> files;
        for (Artefact& artefact : drawRunPlots(record))
            files.push_back({std::move(artefact.name), std::move(artefact.bytes)});
        return files;
    };
    services.saveRun = [](const RunRecord& record, const std::vector<RunFile>& files,
                          const std::filesystem::path& directory) {
        std::vector<Artefact> artefacts;
        for (const RunFile& file : files)
            artefacts.push_back({file.name, file.bytes});
        writeRunDirectory(directory, record, artefacts, Overwrite::No);
    };
    services.openRun = readRun;
    services.showFolder = [](const QString& folder) { return QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); };
    services.prepareDrawing = preparedDrawing;
    services.readPicture = [](const std::filesystem::path& file, int width, int height) {
        Dataset format;
        format.width = width;
        format.height = height;
        try {
            return pixelsFor(format, file, false);
        } catch (const UnreadablePicture& error) {
            throw std::runtime_error(sentenceAbout(file, error));
        }
    };
    services.blueprints = trainingBlueprintFactory(catalog, stop);
    if (const std::filesystem::path folder = userDataFolder(); !folder.empty())
        services.table = tableStore(folder / "table");
    const std::filesystem::path own = userDataFolder() / "presets";
    services.presets.rows = presetRows();
    services.presets.list = [own] { return allPresets(own); };
    services.presets.save = [own](const std::string& name, const Hyperparameters& setting) {
        savePreset(own, name, setting);
    };
    services.presets.remove = [own](const std::string& name) { removePreset(own, name); };
    return services;
}

// What the form begins with: as it was left, and over that what the command line names.
Hyperparameters beginning(const WindowOptions& options, const Settings& settings) {
    Hyperparameters hyperparameters = settings.hyperparameters(options.hyperparameters);
    for (const HyperparameterRow* row : options.given)
        setValue(hyperparameters, *row, valueOf(options.hyperparameters, *row));
    return hyperparameters;
}

// Qt would end the program with a message for its own developers.
void checkDisplay() {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return;
    throw std::runtime_error("There is no display to open the window on; train without one: unroll train.");
}

// For what can't be given up within a moment, as the memory of a very large network that is being filled: nobody waits
// for it, and it has nothing to save.
void leaveSoon(int status) {
    try {
        std::thread([status] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            std::_Exit(status);
        }).detach();
    } catch (const std::system_error&) {
        // Without a thread it leaves when it can.
    }
}

} // namespace

int runWindow(const WindowOptions& options, const std::shared_ptr<Catalog>& catalog, int& argc, char** argv) {
    checkDisplay();
    GuardedApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Unroll"));
    QApplication::setDesktopFileName(QStringLiteral("unroll"));
    QApplication::setWindowIcon(programIcon());
    QApplication::setStyle(new WindowStyle); // which the application owns
    auto settings = std::make_unique<Settings>();
    const Hyperparameters start = beginning(options, *settings);
    std::stop_source leaving;
    Workspace workspace(trainingSessionFactory(catalog, leaving.get_token()),
                        servicesWith(catalog, leaving.get_token()), std::move(settings), start);
    MainWindow window(workspace);
    application.whenSomethingFails([&window](const QString& sentence) { window.warn(sentence); });
    window.show();
    if (options.start)
        window.train();
    const int status = QApplication::exec();
    workspace.settings.save();
    workspace.table.finish(std::chrono::seconds(10)); // of files that don't answer nothing more is to be hoped
    application.whenSomethingFails({});               // the window is about to go
    leaving.request_stop();
    leaveSoon(status);
    return status;
}

} // namespace unroll
