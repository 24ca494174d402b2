#include "ui/runs/run_columns.h"

#include "ui/state/figure_texts.h"
#include "ui/state/row_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace unroll {
namespace {

using Kind = RunColumn::Kind;

struct RunColumnsWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::RunColumns)
};

QString percent(double share) { return percentText(share); }
QString percentSpread(double mean, double deviation) { return percentText(mean, deviation); }
QString lossFigure(double loss) { return lossText(loss); }
QString lossSpread(double mean, double deviation) { return lossText(mean, deviation); }
QString bytesFigure(double bytes) { return bytesText(static_cast<std::int64_t>(bytes)); }

const RunColumn ownColumns[] = {
    {Kind::Name, "name", QT_TRANSLATE_NOOP("unroll::RunColumns", "Runs"),
     QT_TRANSLATE_NOOP("unroll::RunColumns",
                       "The trainings of this window, the latest first; click the line of one to hide or show it in "
                       "the plots")},
    {Kind::Setting, "setting", QT_TRANSLATE_NOOP("unroll::RunColumns", "Setting"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "What differs from the run before it")},
    {Kind::Figure,
     "accuracy",
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Accuracy"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Share of the test images that are classified correctly; of several seeds "
                                             "the mean and one standard deviation"),
     true,
     {&RunFigures::accuracy, percent, percentSpread, [] { return percentText(0.888, 0.008); }}},
    {Kind::Figure,
     "loss",
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Loss"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Mean cross-entropy on the test images, \u2212ln of the probability that "
                                             "the network gives the true class"),
     true,
     {&RunFigures::loss, lossFigure, lossSpread, [] { return lossText(8.888, 0.888); }}},
    {Kind::Figure,
     "time",
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Time"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Training time, without evaluation"),
     true,
     {&RunFigures::seconds, secondsText, nullptr, [] { return secondsText(58 * 60 + 58); }}},
    {Kind::Figure,
     "gradient",
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Gradient"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Euclidean norm of all gradients together, mean over the last epoch"),
     true,
     {&RunFigures::gradientNorm, normText, nullptr, [] { return normText(0.0888); }}},
    {Kind::Figure,
     "allocated",
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Allocated"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "Heap bytes that training asked for after its first batch"),
     false,
     {&RunFigures::allocatedBytes, bytesFigure, nullptr, [] { return bytesText(888LL << 20U); }}},
    {Kind::Note, "note", QT_TRANSLATE_NOOP("unroll::RunColumns", "Note"),
     QT_TRANSLATE_NOOP("unroll::RunColumns", "What you want to remember of it; press F2 here to write it")},
};

} // namespace

bool RunColumn::isNumber() const {
    return kind == Kind::Figure || (row && (std::holds_alternative<double>(row->defaultValue) ||
                                            std::holds_alternative<std::int64_t>(row->defaultValue)));
}

std::span<const RunColumn> runColumns() {
    static const std::vector<RunColumn> columns = [] {
        std::vector<RunColumn> all(std::begin(ownColumns), std::end(ownColumns));
        for (const HyperparameterRow& row : hyperparameterTable())
            all.push_back({.kind = Kind::Hyperparameter, .id = row.key, .usual = false, .row = &row});
        return all;
    }();
    return columns;
}

int runColumn(std::string_view id) {
    const auto found = std::ranges::find(runColumns(), id, &RunColumn::id);
    return found == runColumns().end() ? -1 : static_cast<int>(found - runColumns().begin());
}

QString columnTitle(const RunColumn& column) {
    return column.row ? labelOf(*column.row) : RunColumnsWords::tr(column.title);
}

QString columnHelp(const RunColumn& column) {
    return column.row ? helpOf(*column.row) : RunColumnsWords::tr(column.help);
}

QString widestText(const RunColumn& column) {
    if (column.figure.widest)
        return column.figure.widest();
    return column.row ? QStringLiteral("0.00015 \u2192 0.2") : QString();
}

} // namespace unroll
