#include "ui/models/run_rows_csv.h"

#include <QStringList>

#include <array>
#include <charconv>
#include <cmath>

namespace unroll {
namespace {

std::string quoted(const QString& text) {
    QString escaped = text;
    escaped.replace(u'"', QStringLiteral("\"\""));
    const bool plain = !text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n');
    return plain ? text.toStdString() : '"' + escaped.toStdString() + '"';
}

std::string numberText(double value) {
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

std::string figureText(const std::optional<double>& value) { return value ? numberText(*value) : std::string(); }

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
    std::string text = std::to_string(run.label.number) + "," + quoted(run.label.name) + "," + quoted(run.label.note) +
                       "," + statusText(run.status) + "," + std::to_string(run.epochs.size()) +
                       figureCells(figuresOf(run));
    for (const HyperparameterRow& row : hyperparameterTable())
        text += "," + quoted(QString::fromStdString(formatValue(valueOf(run.hyperparameters, row))));
    return text + '\n';
}

std::string line(const ReferenceRun& reference) {
    return "," + quoted(reference.label.name) + ",,," + std::to_string(reference.curve.accuracy.size()) +
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
