// Saves what a person asks for, and says where it went or why it did not.
#pragma once

#include "ui/panels/transport_bar.h"
#include "ui/plots/plot_export.h"
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
    };

    // All of them outlive the exporter.
    RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                QWidget* window);

    void save(ExportKind kind);

private:
    void savePlot(PlotKind kind, PlotFormat format);
    void saveMetrics();
    void saveRun();
    void writeRun(const RunRecord& record);
    void write(const QString& path, const QByteArray& bytes);
    QString ask(const QString& title, const QString& name, const QString& filter);
    void tell(const QString& path);

    Sources sources_;
    const WindowServices& services_;
    MessageBar& messages_;
    Settings& settings_;
    QWidget* window_;
    QString runFolder_; // where the weights that were asked for go
};

} // namespace unroll
