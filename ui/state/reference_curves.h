// The curves of other programs that a run is compared with: the tables of the paper this program grew from.
#pragma once

#include "ui/state/metric_series.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct ReferenceCurve {
    QString name;                      // "PyTorch"
    std::vector<MetricPoint> accuracy; // over the training set, by epoch
    double testAccuracy = 0;           // 0...1
    double seconds = 0;                // of the whole training
    std::optional<double> allocatedGibibytes;
    QString data = QStringLiteral("MNIST"); // which all of the paper's tables are of
    double imagesPerEpoch = 60000;          // its training images
};

// Reads totals.csv, which names one curve a row, and the curves' tables beside it. Without an argument it reads what is
// compiled into the program. Throws std::runtime_error with one sentence that names the file and the line.
std::vector<ReferenceCurve> readReferenceCurves(const QString& folder = QStringLiteral(":/references"));

// Whether a data set, by its name, is the one that the curves are of: beside any other they would compare what can't
// be.
bool areReferencesFor(const std::string& dataName);

} // namespace unroll
