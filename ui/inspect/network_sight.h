// What there is to see of one network, for a view to draw.
#pragma once

#include "engine/session/inspection.h"
#include "engine/values/findings.h"
#include "ui/state/network_shape.h"

#include <QImage>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace unroll {

// The weights of a network at an epoch's end, and what was found in them.
struct PastSight {
    std::int64_t epoch = 0;
    std::shared_ptr<const Findings> findings{};
};

struct NetworkSight {
    QString run{}; // its name: "2 GRU"
    int slot = 0;  // how it is drawn, see runStyle()
    QString moment{};
    bool newest = true; // not that of a past epoch
    NetworkShape shape{};
    QString kind{}; // of its cells: "vanilla", "lstm"
    QString cell{}; // what a cell does: "tanh", "LSTM"
    double eta = 0;
    bool plainDescent = false; // steps of eta times the gradient
    bool gated = false;
    bool readsOutEverywhere = false; // and is trained to
    QSize image{};                   // in pixels
    QStringList classes{};
    QImage subject{}; // the image that is read, 0 the paper
    std::optional<int> label{};
    QString subjectName{};                      // "test image 46"
    std::shared_ptr<const Findings> findings{}; // null: none yet
    QString absence{};                          // why there are none: one sentence
    std::function<std::vector<DigitImage>(std::span<const std::int64_t>)> testImages{};
    std::vector<PastSight> past{}; // of views that ask for it; by epoch

    QString className(int index) const {
        return index >= 0 && index < classes.size() ? classes[index] : QString::number(index);
    }
};

} // namespace unroll
