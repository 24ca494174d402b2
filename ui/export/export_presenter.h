// Saves and copies what a person asks for, and says where it went or why it did not.
#pragma once

#include "ui/export/plot_export_dialog.h"
#include "ui/export/run_report.h"
#include "ui/state/run_selection.h"
#include "ui/state/services.h"
#include "ui/state/setting_model.h"
#include "ui/training/detached_jobs.h"
#include "ui/training/session_controller.h"

#include <QObject>

class QMenu;

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
        const SettingModel& setting;
        const PlotZoom& zoom;
        std::function<std::vector<ReportDigit>()> digits; // the test images with what the network says
        std::function<ReportAbout()> about{};             // of the run on show
    };

    // All of them outlive the exporter.
    RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                QWidget* window);

    void fill(QMenu& menu);         // with every way to export; those of a run's figures have the property "ofRun"
    void save(const QString& name); // by the name of a row of the table, "plots"

    bool isWriting() const { return writing_ > 0; } // files, elsewhere: they would be lost if the program ended

signals:
    void runWanted(); // the run on show, as a whole
    void written();   // all files

private:
    struct Export {
        const char* name;
        const char* text;
        bool ofRun; // for what has been trained
        bool opensGroup;
        void (*save)(RunExporter& exporter);
    };
    static const Export exports[];

    void choosePlots();
    void savePlots(const PlotPicture& picture);
    void copyPlots();
    void copyTable();
    void saveMetrics(bool ofAllRuns);
    void saveReport(PlotFormat format);

    std::vector<ExportedPlot> plots(const std::vector<PlotKind>& kinds, bool wholeRun = false) const;
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
