// What a training session shows of its network, without touching the training.
#include "engine/nn/weights.h"
#include "engine/session/dataset_view.h"
#include "engine/session/training_session.h"
#include "engine/training/inspector.h"
#include "engine/training/network_check.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

void requireIndex(std::int64_t index, const ImageSet& set) {
    if (index < 0 || index >= set.count)
        throw std::out_of_range("There is no test image " + std::to_string(index) + ": the set has " +
                                std::to_string(set.count) + ".");
}

std::vector<std::uint32_t> requireIndices(std::span<const std::int64_t> indices, const ImageSet& set) {
    std::vector<std::uint32_t> required;
    for (const std::int64_t index : indices) {
        requireIndex(index, set);
        required.push_back(static_cast<std::uint32_t>(index));
    }
    return required;
}

} // namespace

std::shared_ptr<const DataView> TrainingSession::data() const { return std::make_shared<DatasetView>(data_); }

Inspection TrainingSession::inspect(std::int64_t index) {
    requireIndex(index, data_->test);
    if (!inspector_)
        inspector_ = blueprint_->inspector();
    Snapshot snapshot{.parameters = std::vector<float>(trainer_.parameters().size())};
    copyParameters(snapshot.parameters);
    return inspectionOf(
        inspector_->look(snapshot, {{TestImage{index}}, inspectionQuantities}, std::atomic<bool>(false)).value());
}

void TrainingSession::copyParameters(std::span<float> block) const {
    const std::span<const float> parameters = trainer_.parameters();
    if (block.size() != parameters.size())
        throw std::invalid_argument("The network has " + std::to_string(parameters.size()) +
                                    " parameters, and there is room for " + std::to_string(block.size()) + ".");
    std::ranges::copy(parameters, block.begin());
}

NetworkCheck TrainingSession::checkGradient(std::span<const std::int64_t> indices, std::int64_t elements) {
    return checkNetwork(describeModel(hyperparameters_, data_->pixelsPerImage(), data_->classes), trainer_.parameters(),
                        data_->test, requireIndices(indices, data_->test), pixelPlaces(hyperparameters_, *data_),
                        {.elements = elements});
}

// An evaluation that began before restore() has not counted all images.
std::optional<ConfusionMatrix> TrainingSession::confusion() const {
    return confusion_.images() == std::ssize(testIndices_) ? std::optional(confusion_) : std::nullopt;
}

std::vector<NamedTensor> TrainingSession::weights() const {
    return exportWeights(trainer_.graph(), trainer_.parameters());
}

} // namespace unroll
