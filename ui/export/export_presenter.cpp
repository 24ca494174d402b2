#include "ui/export/export_presenter.h"

#include "ui/export/report_pdf.h"
#include "ui/plots/run_curves.h"
#include "ui/state/run_tables.h"
#include "ui/state/settings.h"
#include "ui/state/unsaved_runs.h"
#include "ui/training/run_follower.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/save_file.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

#include <algorithm>
#include <iterator>
#include <utility>

namespace unroll {
namespace {

// What messages are about: a file that is written answers for one that was not.
constexpr QLatin1String exportCause("export");

QString filterOf(const QString& suffix) { return QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix); }

} // namespace

RunExporter::RunExporter(Sources sources, const WindowServices& services, MessageBar& messages, Settings& settings,
                         QWidget* window)
    : QObject(window)
    , sources_(sources)
    , services_(services)
    , messages_(messages)
    , settings_(settings)
    , window_(window) {}

// A way to export is a row here.
const RunExporter::Export RunExporter::exports[] = {
    {"plots", QT_TR_NOOP("&Plots\u2026"), false, false, [](RunExporter& self) { self.choosePlots(); }},
    {"copyPlots", QT_TR_NOOP("&Copy plots"), false, false,
     [](RunExporter& self) { self.attempt([&self] { self.copyPlots(); }); }},
    {"metrics", QT_TR_NOOP("&Metrics as CSV\u2026"), true, true, [](RunExporter& self) { self.saveMetrics(false); }},
    {"shownMetrics", QT_TR_NOOP("Metrics of &all shown runs as CSV\u2026"), true, false,
     [](RunExporter& self) { self.saveMetrics(true); }},
    {"copyTable", QT_TR_NOOP("Copy &epochs of all shown runs"), true, false,
     [](RunExporter& self) { self.copyTable(); }},
    {"reportHtml", QT_TR_NOOP("Report as &HTML\u2026"), true, true,
     [](RunExporter& self) { self.saveReport(PlotFormat::Svg); }},
    {"reportPdf", QT_TR_NOOP("Report as P&DF\u2026"), true, false,
     [](RunExporter& self) { self.saveReport(PlotFormat::Pdf); }},
    {"run", QT_TR_NOOP("Whole &run to a folder\u2026"), true, true, [](RunExporter& self) { emit self.runWanted(); }},
};

void RunExporter::fill(QMenu& menu) {
    for (const Export& row : exports) {
        if (row.opensGroup)
            menu.addSeparator();
        QAction* action = menu.addAction(tr(row.text));
        action->setObjectName(QLatin1String(row.name));
        action->setProperty("ofRun", row.ofRun);
        connect(action, &QAction::triggered, this, [this, save = row.save] { save(*this); });
    }
}

void RunExporter::save(const QString& name) {
    const auto row = std::ranges::find(exports, name, [](const Export& one) { return QLatin1String(one.name); });
    if (row != std::end(exports))
        row->save(*this);
}

QString RunExporter::ask(const QString& title, const QString& name, const QString& filter) {
    return askSavePath(window_, services_, settings_, title, name, filter);
}

void RunExporter::tell(const QString& sentence) {
    messages_.show(MessageBar::Kind::Note, sentence, {}, {}, exportCause);
}

void RunExporter::attempt(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        warn(QString::fromUtf8(error.what()));
    }
}

void RunExporter::warn(const QString& sentence) {
    messages_.show(MessageBar::Kind::Warning, sentence, {}, {}, exportCause);
}

void RunExporter::write(const QString& path, const QByteArray& bytes) {
    attempt([&] {
        jobs_.post([this, path, bytes]() -> DetachedJobs::Delivery {
            try {
                saveFile(path, bytes);
                return [this, path] {
                    tellSaved(messages_, services_, path, exportCause);
                    if (--writing_ == 0)
                        emit written();
                };
            } catch (const std::exception& error) {
                return [this, sentence = QString::fromUtf8(error.what())] {
                    --writing_;
                    warn(sentence);
                };
            }
        });
        ++writing_;
    });
}

std::vector<ExportedPlot> RunExporter::plots(const std::vector<PlotKind>& kinds, bool wholeRun) const {
    const PlotView view = settings_.plotView();
    const PlotSources shown{sources_.runs, sources_.selection, view, sources_.zoom, sources_.setting.value().epochs};
    std::vector<ExportedPlot> plots;
    for (const PlotKind kind : kinds)
        plots.push_back({kind, plotData(shown, kind, wholeRun)});
    return plots;
}

void RunExporter::choosePlots() {
    if (!dialog_) {
        dialog_ = new PlotExportDialog(
            [this](const PlotPicture& picture) {
                return renderPlots(plots(picture.kinds), PlotFormat::Png, picture.size, picture.scale);
            },
            window_);
        connect(dialog_, &PlotExportDialog::saveChosen, this, &RunExporter::savePlots);
    }
    dialog_->open();
}

void RunExporter::savePlots(const PlotPicture& picture) {
    const auto drawn = plots(picture.kinds); // of this moment, however long the dialog stays open
    const QString path = ask(tr("Save plots"), picture.fileName(), filterOf(suffixOf(picture.format)));
    if (!path.isEmpty())
        attempt([&] { write(path, renderPlots(drawn, picture.format, picture.size, picture.scale)); });
}

// A picture for those who paste it, and the drawing for those who know it.
void RunExporter::copyPlots() {
    const PlotPicture usual;
    const auto drawn = plots(usual.kinds);
    auto data = std::make_unique<QMimeData>();
    data->setImageData(QImage::fromData(renderPlots(drawn, PlotFormat::Png, usual.size, usual.scale), "PNG"));
    data->setData(QStringLiteral("image/svg+xml"), renderPlots(drawn, PlotFormat::Svg, usual.size));
    QGuiApplication::clipboard()->setMimeData(data.release());
    tell(tr("Both plots are on the clipboard."));
}

void RunExporter::copyTable() {
    const auto runs = shownTables(sources_.runs, sources_.selection.row());
    auto data = std::make_unique<QMimeData>();
    data->setText(tabSeparated(runs));
    data->setHtml(htmlTable(runs));
    QGuiApplication::clipboard()->setMimeData(data.release());
    tell(tr("The figures of all shown runs are on the clipboard."));
}

// Of a seed the file is about its group; of any other run it is that of a run directory.
void RunExporter::saveMetrics(bool ofAllRuns) {
    const Run* onShow = sources_.selection.run();
    const bool ofGroup = onShow && onShow->group != 0;
    std::string csv;
    if (ofAllRuns)
        csv = tidyCsv(shownTables(sources_.runs, sources_.selection.row()), services_.metricsCsv);
    else if (ofGroup)
        csv = tidyCsv(tablesOf(sources_.runs, *onShow), services_.metricsCsv);
    else
        csv = services_.metricsCsv(onShow ? onShow->epochs : std::vector<EpochMetrics>());
    const QString name = ofAllRuns ? QStringLiteral("runs.csv")
                         : ofGroup ? QStringLiteral("seeds.csv")
                                   : QStringLiteral("metrics.csv");
    const QString path = ask(tr("Save the metrics"), name, filterOf(QStringLiteral("csv")));
    if (!path.isEmpty())
        write(path, QByteArray::fromStdString(csv));
}

// All but the record; about the run on show, drawn or not.
Report RunExporter::report() const {
    constexpr std::size_t mostDigits = 30;
    Report report{{}, plots({PlotKind::Accuracy, PlotKind::Loss}, true), sources_.digits()};
    if (sources_.about)
        report.about = sources_.about();
    if (report.digits.size() > mostDigits)
        report.digits.resize(mostDigits);
    return report;
}

// Curves and digits are of this moment, however long the dialog stays open; the record is the same run's.
void RunExporter::saveReport(PlotFormat format) {
    const Run* onShow = sources_.selection.run();
    if (!onShow)
        return messages_.show(MessageBar::Kind::Warning, tr("The run on show was deleted; undo that to report on it."));
    const RunId id = onShow->id;
    const Report report = this->report();
    const RecordLabel label = labelFor(sources_.runs, *onShow);
    const bool pages = format == PlotFormat::Pdf;
    const QString path = ask(tr("Save a report"), pages ? QStringLiteral("report.pdf") : QStringLiteral("report.html"),
                             filterOf(pages ? QStringLiteral("pdf") : QStringLiteral("html")));
    if (path.isEmpty())
        return;
    sources_.follower.withRecord(id, this, [=, this](const std::shared_ptr<const RunRecord>& record) {
        if (!record) {
            const Run* run = sources_.runs.find(id);
            const bool rests = run && run->status != RunStatus::Running;
            const QString obstacle = rests ? obstacleToSave(*run) : QString();
            return messages_.show(MessageBar::Kind::Warning,
                                  obstacle.isEmpty() ? tr("The report was not saved: another run began before.")
                                                     : tr("The report was not saved. %1").arg(obstacle));
        }
        attempt([&] {
            Report made = report;
            made.record = *record;
            made.record.label = label;
            write(path, pages ? reportPdf(made) : reportHtml(made).toUtf8());
        });
    });
}

} // namespace unroll
