#include "ui/main_window_export.h"

#include "ui/panels/message_bar.h"
#include "ui/plots/metric_plot.h"
#include "ui/settings/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace unroll {
namespace {

constexpr QSize plotSize(960, 600);

QString askWithDialog(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter) {
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

QString suffixOf(PlotFormat format) {
    switch (format) {
    case PlotFormat::Png:
        return QStringLiteral("png");
    case PlotFormat::Svg:
        return QStringLiteral("svg");
    case PlotFormat::Pdf:
        return QStringLiteral("pdf");
    }
    return {};
}

} // namespace

RunExporter::RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                         QWidget* window)
    : QObject(window)
    , sources_(sources)
    , services_(services)
    , messages_(messages)
    , settings_(settings)
    , window_(window) {
    connect(&sources.controller, &SessionController::weightsAvailable, this, &RunExporter::writeRun);
}

void RunExporter::save(ExportKind kind) {
    switch (kind) {
    case ExportKind::AccuracyPng:
        return savePlot(PlotKind::Accuracy, PlotFormat::Png);
    case ExportKind::AccuracySvg:
        return savePlot(PlotKind::Accuracy, PlotFormat::Svg);
    case ExportKind::AccuracyPdf:
        return savePlot(PlotKind::Accuracy, PlotFormat::Pdf);
    case ExportKind::LossPng:
        return savePlot(PlotKind::Loss, PlotFormat::Png);
    case ExportKind::LossSvg:
        return savePlot(PlotKind::Loss, PlotFormat::Svg);
    case ExportKind::LossPdf:
        return savePlot(PlotKind::Loss, PlotFormat::Pdf);
    case ExportKind::MetricsCsv:
        return saveMetrics();
    case ExportKind::RunDirectory:
        return saveRun();
    }
}

QString RunExporter::ask(const QString& title, const QString& name, const QString& filter) {
    const AskPath& askPath = services_.askPath ? services_.askPath : askWithDialog;
    QString path = askPath(window_, title, QDir(settings_.exportFolder()).filePath(name), filter);
    if (path.isEmpty())
        return path;
    const QString suffix = QFileInfo(name).suffix();
    if (!suffix.isEmpty() && QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    settings_.setExportFolder(QFileInfo(path).absolutePath());
    return path;
}

void RunExporter::tell(const QString& path) {
    messages_.show(MessageBar::Kind::Hint, tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
}

void RunExporter::write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return tell(path);
    messages_.show(MessageBar::Kind::Warning, tr("%1 could not be saved: %2. Choose another folder.")
                                                  .arg(QDir::toNativeSeparators(path), file.errorString()));
}

void RunExporter::savePlot(PlotKind kind, PlotFormat format) {
    const MetricPlot& plot = kind == PlotKind::Accuracy ? sources_.accuracy : sources_.loss;
    const QString suffix = suffixOf(format);
    const QString name = kind == PlotKind::Accuracy ? QStringLiteral("accuracy.") : QStringLiteral("loss.");
    const PlotData data = plot.data(); // of this moment, however long the dialog stays open
    const QString path = ask(kind == PlotKind::Accuracy ? tr("Save the accuracy plot") : tr("Save the loss plot"),
                             name + suffix, QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    if (path.isEmpty())
        return;
    try {
        write(path, renderPlot(data, kind, format, plotSize));
    } catch (const std::exception& error) {
        messages_.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()));
    }
}

void RunExporter::saveMetrics() {
    const std::string csv = services_.metricsCsv(sources_.controller.epochs());
    const QString path = ask(tr("Save the metrics"), QStringLiteral("metrics.csv"), QStringLiteral("CSV (*.csv)"));
    if (!path.isEmpty())
        write(path, QByteArray::fromStdString(csv));
}

void RunExporter::saveRun() {
    runFolder_ = ask(tr("Save the run to a new folder"), QStringLiteral("run"), tr("Folder (*)"));
    if (!runFolder_.isEmpty())
        sources_.controller.requestWeights();
}

void RunExporter::writeRun(const RunRecord& record) {
    const QString folder = std::exchange(runFolder_, QString());
    if (folder.isEmpty())
        return;
    try {
        services_.saveRun(record, std::filesystem::path(folder.toStdU16String()));
        tell(folder);
    } catch (const std::exception& error) {
        messages_.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()));
    }
}

} // namespace unroll
