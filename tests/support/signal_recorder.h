// Writes down what a session controller signals, in order.
#pragma once

#include "ui/training/session_controller.h"

#include <QStringList>

namespace unroll {

// "Ready", "Running", ...
QString nameOf(SessionState state);

class SignalRecorder {
public:
    explicit SignalRecorder(SessionController& controller);

    // Names of signals; states by their own name. Repetitions of one signal in a row are one entry.
    QStringList order;

    std::vector<BatchMetrics> batches;
    std::vector<EpochMetrics> epochs;
    std::vector<Divergence> divergences;
    std::vector<RunRecord> records;
    QStringList failures;

    void clear();

private:
    void note(const QString& name);
};

} // namespace unroll
