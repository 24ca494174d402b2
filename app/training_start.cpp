#include "app/training_start.h"

#include "app/network_setting.h"
#include "engine/files/foreign_weights.h"
#include "engine/files/past_epochs.h"
#include "engine/files/safetensors.h"
#include "engine/nn/weights.h"
#include "engine/session/class_match.h"
#include "engine/session/model_origin.h"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace unroll {
namespace {

// What a model brings with it; in which order it reads the pixels may be given.
constexpr auto broughtKeys = std::span(networkKeys).first<6>();

bool isGiven(const TrainOptions& options, std::string_view key) {
    return std::ranges::any_of(options.given, [key](const HyperparameterRow* row) { return row->key == key; });
}

std::string textOf(const Hyperparameters& hyperparameters, const HyperparameterRow& row) {
    return formatValue(valueOf(hyperparameters, row));
}

void take(Hyperparameters& target, const Hyperparameters& source, std::string_view key) {
    const HyperparameterRow& row = *findHyperparameter(key);
    setValue(target, row, valueOf(source, row));
}

// The options' setting with the model's network in it.
Hyperparameters settingFor(const TrainOptions& options, const Hyperparameters& model) {
    Hyperparameters setting = options.hyperparameters;
    for (const std::string_view key : broughtKeys) {
        const HyperparameterRow& row = *findHyperparameter(key);
        if (isGiven(options, key) && valueOf(setting, row) != valueOf(model, row))
            throw HyperparameterError(std::string(key) + " is " + textOf(setting, row) + ", but " + textOf(model, row) +
                                      " in " + options.from->string() + ": leave " + row.option() +
                                      " out, or train without --from.");
        take(setting, model, key);
    }
    if (!isGiven(options, "order"))
        take(setting, model, "order");
    if (setting.order == "permuted" && !isGiven(options, "seed"))
        take(setting, model, "seed"); // it decides the permutation that the weights know
    return setting;
}

RunRecord recordOf(const Session& session) {
    RunRecord record;
    record.hyperparameters = session.hyperparameters();
    record.info = session.info();
    return record;
}

bool mayDiffer(std::string_view key) { return key == "data" || key == "threads" || key == "epochs"; }

// How many epochs the run needs at least: as many as it has begun.
std::int64_t begunEpochs(const TrainingProgress& progress) { return progress.epoch - (progress.batch == 0 ? 1 : 0); }

void checkEpochs(std::int64_t epochs, const SavedRun& saved, const std::string& run) {
    const Hyperparameters& before = saved.config.hyperparameters;
    if (epochs == before.epochs)
        return;
    if (before.schedule != "constant")
        throw HyperparameterError("epochs is " + std::to_string(before.epochs) + " in " + run + ", and its " +
                                  before.schedule +
                                  " schedule is laid out over them: leave --epochs out, or begin a new training "
                                  "with --from " +
                                  run + ".");
    if (const std::int64_t begun = begunEpochs(saved.checkpoint.progress); epochs < begun)
        throw HyperparameterError("epochs is at least " + std::to_string(begun) + " for " + run +
                                  ", which has begun so many, not " + std::to_string(epochs) + ".");
}

// The run's setting with what may be given anew.
Hyperparameters settingFor(const TrainOptions& options, const SavedRun& saved) {
    const std::string run = options.resume->string();
    Hyperparameters setting = saved.config.hyperparameters;
    for (const HyperparameterRow* row : options.given) {
        if (!mayDiffer(row->key) && valueOf(setting, *row) != valueOf(options.hyperparameters, *row))
            throw HyperparameterError(std::string(row->key) + " is " + textOf(setting, *row) + " in " + run +
                                      " and can't change when it goes on: leave " + row->option() +
                                      " out, or begin a new training with --from " + run + ".");
        take(setting, options.hyperparameters, row->key);
    }
    checkEpochs(setting.epochs, saved, run);
    return setting;
}

void checkData(const TrainOptions& options, const SavedRun& saved, const SessionInfo& info) {
    const auto names = saved.config.images ? saved.config.images->classNames : std::vector<std::string>();
    if (const std::string difference = classDifference(names, info.classNames, info.dataName); !difference.empty())
        throw std::runtime_error("Cannot go on with " + options.resume->string() + ": " + difference +
                                 "; begin a new training with --from.");
    if (info.dataSha256 != saved.config.dataSha256)
        throw std::runtime_error("Cannot go on with " + options.resume->string() + ": it was trained on " +
                                 saved.config.dataName + " with the SHA-256 " + saved.config.dataSha256 + ", and " +
                                 info.dataName + " has " + info.dataSha256 +
                                 "; name the folder with the same files with --data.");
}

// The model's weights for the data's classes. A session without names of classes is asked no further.
std::vector<NamedTensor> weightsFor(const SessionInfo& data, const TrainedModel& model, const std::string& file) {
    const auto known = model.images ? model.images->classNames : std::vector<std::string>();
    const auto rows = static_cast<int>(readOutRows(model.weights).value_or(data.classes));
    if (data.classNames.empty())
        return model.weights;
    const ClassMatch match = matchClasses(rows, known, data.classNames);
    if (!match.unknown.empty())
        throw std::runtime_error(file + " does not know " + classesText(match.unknown) + " of " + data.dataName +
                                 ", which its network has no read-out for: leave those images out, or train without "
                                 "--from.");
    return match.isSame ? model.weights : withReadOutRows(model.weights, match.modelClass);
}

// Of a run's past epochs, for a network of the same shape.
std::vector<NamedTensor> weightsAt(const std::filesystem::path& run, std::int64_t epoch, const Session& session) {
    const std::vector<PastEpoch> past = readPastEpochs(run);
    const auto found = std::ranges::find(past, epoch, &PastEpoch::epoch);
    if (found == past.end()) {
        std::string kept;
        for (const PastEpoch& one : past)
            kept += (kept.empty() ? "" : ", ") + std::to_string(one.epoch);
        throw std::runtime_error(run.string() + " does not keep epoch " + std::to_string(epoch) + ": " +
                                 (kept.empty() ? "it keeps none; leave --epoch out" : "it keeps " + kept) + ".");
    }
    return session.blueprint()->weightsOf(found->snapshot->parameters);
}

} // namespace

TrainingStart startTraining(const TrainOptions& options, const SessionFactory& makeSession,
                            const PixelCount& pixelsOf) {
    if (!options.from) {
        TrainingStart start{makeSession(options.hyperparameters), {}};
        start.record = recordOf(*start.session);
        return start;
    }
    TrainedModel model = readModel(*options.from);
    const NetworkOptions network{options.hyperparameters, options.given};
    const std::string file = options.from->string();
    if (isOpen(model, "cells") && pixelsOf)
        settleNetwork(model, network, pixelsOf(options.hyperparameters.data), file);
    TrainingStart start{makeSession(settingFor(options, model.hyperparameters)), {}};
    try {
        if (options.epoch)
            model.weights = weightsAt(*options.from, *options.epoch, *start.session);
        start.session->startFrom(weightsFor(start.session->info(), model, file));
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(file + " does not fit the data set " + start.session->info().dataName + ": " +
                                 error.what());
    }
    start.record = recordOf(*start.session);
    start.record.from =
        originOf(options.epoch ? file + ", epoch " + std::to_string(*options.epoch) : file, model.weights);
    start.assumed = assumptionsOf(model, network, file);
    return start;
}

TrainingStart resumeTraining(const TrainOptions& options, const SavedRun& saved, const SessionFactory& makeSession) {
    const std::string run = options.resume->string();
    const TrainingProgress& progress = saved.checkpoint.progress;
    if (progress.diverged)
        throw std::runtime_error("Cannot go on with " + run + ": it diverged in epoch " +
                                 std::to_string(progress.epoch) + ", batch " + std::to_string(progress.batch) +
                                 "; begin a new training with a smaller --eta.");
    TrainingStart start{makeSession(settingFor(options, saved)), {}};
    checkData(options, saved, start.session->info());
    try {
        start.session->restore(saved.checkpoint);
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error("Cannot go on with " + run + ": " + error.what());
    }
    start.record = recordOf(*start.session);
    start.record.from = saved.config.from;
    start.record.label = saved.config.label;
    start.record.epochs = saved.epochs;
    return start;
}

} // namespace unroll
