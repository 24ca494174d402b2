// Saves and copies what a person asks for, and says where it went or why it did not.
#pragma once

#include "ui/models/digit_grid_model.h"
#include "ui/models/metric_tables.h"
#include "ui/panels/plot_export_dialog.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/run_report.h"
#include "ui/services.h"
#include "ui/session/session_controller.h"

#include <QObject>

namespace unroll {

class MessageBar;
class MetricPlot;
class Settings;

class RunExporter : public QObject {
    Q_OBJECT

public:
    struct Sources {
        SessionController& controller;
        const MetricPlot& accuracy;
        const MetricPlot& loss;
        const DigitGridModel& digits;
    };

    // All of them outlive the exporter.
    RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                QWidget* window);

    void save(ExportKind kind);

signals:
    void runSaved(const QString& folder); // the run on show, as a whole

private:
    using Work = std::function<void(const RunRecord&)>;

    void choosePlots();
    void savePlots(const PlotPicture& picture);
    void copyPlots();
    void copyTable();
    void saveMetrics(bool ofAllRuns);
    void saveReport(PlotFormat format);
    void saveRun();

    std::vector<ExportedPlot> plots(const std::vector<PlotKind>& kinds) const;
    std::vector<ExportedPlot> reportedPlots() const;
    std::vector<RunTable> shownRuns() const; // the present one first
    Report report(const RunRecord& record, std::vector<ExportedPlot> plots) const;

    void withRecord(Work work); // once the session has handed the present run over
    void attempt(const std::function<void()>& work);
    void write(const QString& path, const QByteArray& bytes);
    QString ask(const QString& title, const QString& name, const QString& filter);
    void tell(const QString& sentence);

    Sources sources_;
    const WindowServices& services_;
    MessageBar& messages_;
    Settings& settings_;
    QWidget* window_;
    PlotExportDialog* dialog_ = nullptr; // from its first use on, so that it keeps its choices
    Work onRecord_;
};

} // namespace unroll
