#include "engine/session/training_blueprint.h"

#include "engine/nn/weights.h"
#include "engine/session/session_setup.h"

#include <stdexcept>
#include <string>

namespace unroll {
namespace {

SubjectImage moved(SubjectImage image, const TrainingImage& subject, const Dataset& data,
                   const Augmentation& augmentation) {
    if (!augmentation.moves())
        return image;
    const std::vector<std::uint8_t> original = std::move(image.pixels);
    image.pixels.resize(original.size());
    ImageMover(data.width, data.height)
        .move(original, motionOf(augmentation, subject.epoch, subject.index), image.pixels);
    return image;
}

SubjectImage trainingImage(const TrainingImage& subject, const Dataset& data, const Hyperparameters& hyperparameters) {
    const std::int64_t count = trainImages(hyperparameters, data);
    if (subject.index < 0 || subject.index >= count || subject.epoch < 1)
        throw std::out_of_range("There is no training image " + std::to_string(subject.index) + " in epoch " +
                                std::to_string(subject.epoch) + ": the training reads " + std::to_string(count) +
                                " in each, which are counted from 1.");
    const bool drawn = hyperparameters.fresh && subject.epoch > 1;
    const Bitmap image =
        drawn ? bitmapOf(data.redraw({.epoch = subject.epoch, .images = subject.index + 1}), subject.index)
              : bitmapOf(data.train, subject.index);
    return moved({image.pixels, image.label}, subject, data, augmentationOf(hyperparameters));
}

SubjectImage subjectImage(const Subject& subject, const Dataset& data, const Hyperparameters& hyperparameters) {
    if (const auto* training = std::get_if<TrainingImage>(&subject))
        return trainingImage(*training, data, hyperparameters);
    const Bitmap image = bitmapOf(data.test, std::get<TestImage>(subject).index);
    return {image.pixels, image.label};
}

} // namespace

TrainingBlueprint::TrainingBlueprint(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters,
                                     const ModelDescription& description, std::size_t parameters)
    : data_(std::move(data))
    , hyperparameters_(hyperparameters)
    , description_(description)
    , parameters_(parameters) {}

std::unique_ptr<SnapshotInspector> TrainingBlueprint::inspector() const {
    return std::make_unique<Inspector>(
        description_, pixelPlaces(hyperparameters_, *data_),
        [data = data_, hyperparameters = hyperparameters_](const Subject& subject) {
            return subjectImage(subject, *data, hyperparameters);
        },
        testImages(hyperparameters_, *data_), trainImages(hyperparameters_, *data_));
}

std::vector<float> TrainingBlueprint::parametersOf(std::span<const NamedTensor> weights) const {
    std::vector<float> parameters(parameters_);
    importWeights(Model(description_, 1).graph(), weights, parameters);
    return parameters;
}

std::vector<NamedTensor> TrainingBlueprint::weightsOf(std::span<const float> parameters) const {
    if (parameters.size() != parameters_)
        throw std::invalid_argument("These are " + std::to_string(parameters.size()) +
                                    " parameters, and the network has " + std::to_string(parameters_) + ".");
    return exportWeights(Model(description_, 1).graph(), parameters);
}

BlueprintFactory trainingBlueprintFactory(std::shared_ptr<Catalog> catalog, std::stop_token stop) {
    return [catalog = std::move(catalog), stop = std::move(stop)](const Hyperparameters& hyperparameters) {
        auto data = catalog->load(hyperparameters.data, stop);
        const ModelDescription description = describeModel(hyperparameters, data->pixelsPerImage(), data->classes);
        const auto parameters = static_cast<std::size_t>(Model(description, 1).graph().parameterBlockSize());
        return std::make_shared<const TrainingBlueprint>(std::move(data), hyperparameters, description, parameters);
    };
}

} // namespace unroll
