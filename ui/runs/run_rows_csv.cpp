#include "ui/runs/run_rows_csv.h"

#include "ui/state/csv_cells.h"

#include <QStringList>

#include <array>
#include <cmath>

namespace unroll {
namespace {

std::string figureText(const std::optional<double>& value) { return value ? csvCell(*value) : std::string(); }

std::string statusText(RunStatus status) {
    static constexpr std::array names{"running", "done", "interrupted", "diverged"};
    return names[static_cast<std::size_t>(status)];
}

std::string figureCells(const RunFigures& figures) {
    std::string cells;
    for (const auto& value :
         {figures.accuracy, figures.loss, figures.seconds, figures.allocatedBytes, figures.gradientNorm})
        cells += "," + figureText(value);
    return cells;
}

std::string header() {
    std::string text = "number,name,note,status,epochs,test_accuracy,test_loss,train_seconds,allocated_bytes,"
                       "gradient_norm";
    for (const HyperparameterRow& row : hyperparameterTable())
        text += "," + std::string(row.key);
    return text + '\n';
}

std::string line(const Run& run) {
    std::string text = std::to_string(run.label.number) + "," + csvCell(run.label.name) + "," +
                       csvCell(run.label.note) + "," + statusText(run.status) + "," +
                       std::to_string(run.epochs.size()) + figureCells(figuresOf(run));
    for (const HyperparameterRow& row : hyperparameterTable())
        text += "," + csvCell(QString::fromStdString(formatValue(valueOf(run.hyperparameters, row))));
    return text + '\n';
}

std::string line(const ReferenceRun& reference) {
    return "," + csvCell(reference.label.name) + ",,," + std::to_string(reference.curve.accuracy.size()) +
           figureCells(figuresOf(reference)) + std::string(hyperparameterTable().size(), ',') + '\n';
}

} // namespace

std::string runRowsCsv(const RunList& list, const std::vector<RunId>& ids) {
    std::string text = header();
    for (const RunId id : ids) {
        if (const Run* run = list.find(id))
            text += line(*run);
        if (const ReferenceRun* reference = list.findReference(id))
            text += line(*reference);
        for (const Run* seed : list.runsOf(list.findGroup(id) ? id : 0))
            text += line(*seed);
    }
    return text;
}

} // namespace unroll
