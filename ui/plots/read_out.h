// The values of all runs at one epoch, as they stand beside the cursor.
#pragma once

#include "ui/plots/run_graphs.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace unroll {

struct ReadOut {
    struct Row {
        QString name;
        QPen pen;
        QString test; // empty when it isn't shown
        QString train;
        double place = 0;           // of the run's point on the axis
        std::vector<double> values; // of its shown lines there
    };

    std::int64_t epoch = 0;
    double position = 0; // of the cursor on the axis
    bool showsTest = true;
    bool showsTrain = true;
    std::vector<Row> rows;
    QStringList changes; // made in this epoch

    QString text() const; // for someone who listens
};

// What the shown runs say at an epoch, the first of them first; nothing when no run has got there. Ghosts are silent.
std::optional<ReadOut> readOutAt(std::int64_t epoch, const std::vector<const RunGraphs*>& runs, const PlotScale& scale);

// The epoch whose point on the axis is nearest to a position; nothing without points.
std::optional<std::int64_t> nearestEpoch(double position, const std::vector<const RunGraphs*>& runs,
                                         const PlotScale& scale);

// The next epoch with a point, in steps of 1 or -1; the present one when there is none.
std::int64_t neighbouringEpoch(std::int64_t epoch, int direction, const std::vector<const RunGraphs*>& runs);

} // namespace unroll
