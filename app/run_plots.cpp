#include "app/run_plots.h"

#include "ui/export/plot_export.h"

#include <QApplication>
#include <QLoggingCategory>

#include <memory>

namespace unroll {
namespace {

constexpr QSize plotSize(1200, 800);

std::unique_ptr<QApplication> offscreenApplication() {
    static int argumentCount = 1;
    static char programName[] = "unroll";
    static char* arguments[] = {programName, nullptr};
    if (QCoreApplication::instance())
        return nullptr;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Qt's remarks about a desktop that is missing help no one who trains on a terminal; failures are thrown.
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
    return std::make_unique<QApplication>(argumentCount, arguments);
}

Artefact drawn(const RunRecord& record, PlotKind kind, std::string name) {
    return {std::move(name), plotPng(record, kind, plotSize).toStdString()};
}

} // namespace

std::vector<Artefact> drawRunPlots(const RunRecord& record) {
    const auto application = offscreenApplication();
    return {drawn(record, PlotKind::Accuracy, "accuracy.png"), drawn(record, PlotKind::Loss, "loss.png")};
}

} // namespace unroll
