// Saves and copies what a person asks for, and says where it went or why it did not.
#pragma once

#include "ui/export/plot_export_dialog.h"
#include "ui/export/run_report.h"
#include "ui/state/export_kind.h"
#include "ui/state/run_selection.h"
#include "ui/state/services.h"
#include "ui/training/detached_jobs.h"
#include "ui/training/session_controller.h"

#include <QObject>

namespace unroll {

class MessageBar;
class RunFollower;
class Settings;

class RunExporter : public QObject {
    Q_OBJECT

public:
    struct Sources {
        SessionController& controller;
        RunList& runs;
        const RunSelection& selection;
        RunFollower& follower;
        // What the plots show, and with `wholeRun` the run on show, drawn or not.
        std::function<PlotData(PlotKind kind, bool wholeRun)> plot;
        std::function<std::vector<ReportDigit>()> digits; // the test images with what the network says
        std::function<ReportAbout()> about{};             // of the run on show
    };

    // All of them outlive the exporter.
    RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                QWidget* window);

    void save(ExportKind kind);

    bool isWriting() const { return writing_ > 0; } // files, elsewhere: they would be lost if the program ended

signals:
    void runWanted(); // the run on show, as a whole
    void written();   // all files

private:
    void choosePlots();
    void savePlots(const PlotPicture& picture);
    void copyPlots();
    void copyTable();
    void saveMetrics(bool ofAllRuns);
    void saveReport(PlotFormat format);

    std::vector<ExportedPlot> plots(const std::vector<PlotKind>& kinds) const;
    std::vector<ExportedPlot> reportedPlots() const;
    Report report() const;

    void attempt(const std::function<void()>& work);
    void write(const QString& path, const QByteArray& bytes);
    QString ask(const QString& title, const QString& name, const QString& filter);
    void tell(const QString& sentence);
    void warn(const QString& sentence);

    Sources sources_;
    const WindowServices& services_;
    MessageBar& messages_;
    Settings& settings_;
    QWidget* window_;
    PlotExportDialog* dialog_ = nullptr; // from its first use on, so that it keeps its choices
    int writing_ = 0;                    // files
    DetachedJobs jobs_;
};

} // namespace unroll
