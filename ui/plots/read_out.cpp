#include "ui/plots/read_out.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

struct ReadOutWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::ReadOut)
};

const EpochMetrics* rowAt(const DrawnRun& run, std::int64_t epoch) {
    const auto row = std::ranges::lower_bound(run.epochs, epoch, {}, &EpochMetrics::epoch);
    return row != run.epochs.end() && row->epoch == epoch ? &*row : nullptr;
}

bool speaks(const RunGraphs& graphs) { return graphs.isShown() && graphs.run().role != RunRole::Ghost; }

QString nameOf(const DrawnRun& run) {
    return !run.name.isEmpty() || run.role != RunRole::Present ? run.name : ReadOutWords::tr("this run");
}

QString withDeviation(const PlotScale& scale, double value, const DrawnRun& run, const EpochMetrics& row) {
    const auto place = static_cast<std::size_t>(&row - run.epochs.data());
    if (place >= run.deviations.size())
        return scale.text(value);
    const EpochMetrics& deviation = run.deviations[place];
    return scale.text(value, scale.inPercent() ? 100 * deviation.testAccuracy : deviation.testLoss);
}

ReadOut::Row readRow(const RunGraphs& graphs, const EpochMetrics& row, const PlotScale& scale) {
    const DrawnRun& run = graphs.run();
    const bool reference = run.role == RunRole::Reference;
    ReadOut::Row read{nameOf(run), graphs.leadingPen(), {}, {}, scale.position(row, run.imagesPerEpoch), {}};
    if (const double test = scale.test(row); std::isfinite(test) && (reference || scale.view().test)) {
        read.test = withDeviation(scale, test, run, row);
        read.values.push_back(test);
    }
    if (const double train = scale.train(row); std::isfinite(train) && (reference || scale.view().train)) {
        read.train = scale.text(train);
        read.values.push_back(train);
    }
    return read;
}

QStringList changesWithin(const DrawnRun& run, std::int64_t epoch) {
    QStringList changes;
    for (const ChangeMark& change : run.changes)
        if (const auto end = static_cast<double>(epoch); change.epochs <= end && change.epochs > end - 1)
            changes.append(QStringLiteral("%1: %2").arg(nameOf(run), change.text));
    return changes;
}

} // namespace

std::optional<ReadOut> readOutAt(std::int64_t epoch, const std::vector<const RunGraphs*>& runs,
                                 const PlotScale& scale) {
    ReadOut readOut;
    readOut.epoch = epoch;
    for (const RunGraphs* graphs : runs) {
        const EpochMetrics* row = speaks(*graphs) ? rowAt(graphs->run(), epoch) : nullptr;
        if (!row)
            continue;
        ReadOut::Row read = readRow(*graphs, *row, scale);
        if (read.values.empty())
            continue;
        if (readOut.rows.empty())
            readOut.position = read.place;
        readOut.rows.push_back(std::move(read));
        readOut.changes += changesWithin(graphs->run(), epoch);
    }
    readOut.showsTest = std::ranges::any_of(readOut.rows, [](const auto& row) { return !row.test.isEmpty(); });
    readOut.showsTrain = std::ranges::any_of(readOut.rows, [](const auto& row) { return !row.train.isEmpty(); });
    return readOut.rows.empty() ? std::nullopt : std::optional(std::move(readOut));
}

std::optional<std::int64_t> nearestEpoch(double position, const std::vector<const RunGraphs*>& runs,
                                         const PlotScale& scale) {
    std::optional<std::int64_t> nearest;
    double distance = std::numeric_limits<double>::infinity();
    for (const RunGraphs* graphs : runs) {
        if (!speaks(*graphs))
            continue;
        for (const EpochMetrics& row : graphs->run().epochs) {
            const double away = std::abs(scale.position(row, graphs->run().imagesPerEpoch) - position);
            if (away < distance) {
                distance = away;
                nearest = row.epoch;
            }
        }
    }
    return nearest;
}

std::int64_t neighbouringEpoch(std::int64_t epoch, int direction, const std::vector<const RunGraphs*>& runs) {
    std::optional<std::int64_t> next;
    for (const RunGraphs* graphs : runs)
        if (speaks(*graphs))
            for (const EpochMetrics& row : graphs->run().epochs)
                if ((row.epoch - epoch) * direction > 0 && (!next || (row.epoch - *next) * direction < 0))
                    next = row.epoch;
    return next.value_or(epoch);
}

QString ReadOut::text() const {
    QStringList parts{ReadOutWords::tr("Epoch %1").arg(epoch)};
    for (const Row& row : rows) {
        QStringList values{row.name};
        if (!row.test.isEmpty())
            values.append(ReadOutWords::tr("test %1").arg(row.test));
        if (!row.train.isEmpty())
            values.append(ReadOutWords::tr("training %1").arg(row.train));
        parts.append(values.join(QStringLiteral(", ")));
    }
    return (parts + changes).join(QStringLiteral("; "));
}

} // namespace unroll
