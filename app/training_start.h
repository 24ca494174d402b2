// How a training begins: from drawn weights, from a model's, or where a run stopped.
#pragma once

#include "app/train_options.h"
#include "engine/files/checkpoint_file.h"
#include "engine/session/session.h"

#include <functional>
#include <memory>
#include <string>

namespace unroll {

struct TrainingStart {
    std::unique_ptr<Session> session;
    RunRecord record; // what is known of the run before it trains (on): hyperparameters, info, origin, finished epochs
    std::string assumed{}; // one sentence about what the model's file did not tell; empty where it told all
};

// How many pixels an image of a data set has, by the set's name.
using PixelCount = std::function<std::int64_t(const std::string& data)>;

// A new training. With options.from it starts from that model's weights: what describes the network (cell, cells,
// hidden, layers, activation, output) is the model's, and so is the order of the pixels unless it is given. The
// read-out keeps the rows of the data's classes, which go by their names. `pixelsOf` is asked where the model's file
// does not tell its cells. Throws HyperparameterError when what is given contradicts the model, std::runtime_error when
// the model can't be read, does not fit the data or does not know a class of it; and what `makeSession` throws.
TrainingStart startTraining(const TrainOptions& options, const SessionFactory& makeSession,
                            const PixelCount& pixelsOf = {});

// Goes on with a run as it was read from options.resume. Only --data, --threads and, with a constant schedule, --epochs
// may differ from it. Throws HyperparameterError for anything else that is given and differs, std::runtime_error when
// the run diverged, or the classes, the data set or the checkpoint is not the run's.
TrainingStart resumeTraining(const TrainOptions& options, const SavedRun& saved, const SessionFactory& makeSession);

} // namespace unroll
