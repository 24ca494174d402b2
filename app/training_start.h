// How a training begins: from drawn weights, from a model's, or where a run stopped.
#pragma once

#include "app/command_line.h"
#include "engine/files/checkpoint_file.h"
#include "engine/session/session.h"

#include <memory>

namespace unroll {

struct TrainingStart {
    std::unique_ptr<Session> session;
    RunRecord record; // what is known of the run before it trains (on): hyperparameters, info, origin, finished epochs
};

// A new training. With options.from it starts from that model's weights: what describes the network (cell, cells,
// hidden, layers, activation, output) is the model's, and so is the order of the pixels unless it is given. Throws
// HyperparameterError when what is given contradicts the model, std::runtime_error when the model can't be read or does
// not fit the data; and what `makeSession` throws.
TrainingStart startTraining(const TrainOptions& options, const SessionFactory& makeSession);

// Goes on with a run as it was read from options.resume. Only --data, --threads and, with a constant schedule, --epochs
// may differ from it. Throws HyperparameterError for anything else that is given and differs, std::runtime_error when
// the run diverged, or the data set or the checkpoint is not the run's.
TrainingStart resumeTraining(const TrainOptions& options, const SavedRun& saved, const SessionFactory& makeSession);

} // namespace unroll
