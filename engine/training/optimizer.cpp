#include "engine/training/optimizer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace unroll {
namespace {

constexpr std::array<std::pair<std::string_view, OptimizerKind>, 4> optimizerNames{
    {{"sgd", OptimizerKind::Sgd},
     {"momentum", OptimizerKind::Momentum},
     {"nesterov", OptimizerKind::Nesterov},
     {"adam", OptimizerKind::Adam}}};

std::size_t blocks(OptimizerKind kind) {
    if (kind == OptimizerKind::Sgd)
        return 0;
    return kind == OptimizerKind::Adam ? 2 : 1;
}

} // namespace

OptimizerKind optimizerNamed(std::string_view name) {
    for (const auto& [known, kind] : optimizerNames)
        if (known == name)
            return kind;
    throw std::invalid_argument("There is no optimizer '" + std::string(name) + "'.");
}

Optimizer::Optimizer(const OptimizerSettings& settings, std::size_t elements)
    : settings_(settings)
    , elements_(elements)
    , state_(blocks(settings.kind) * elements) {}

void Optimizer::update(std::span<float> parameters, std::span<const float> gradients, double eta) {
    beginUpdate(eta);
    updatePart(0, parameters, gradients);
}

void Optimizer::beginUpdate(double eta) {
    ++updates_;
    eta_ = eta;
}

void Optimizer::updatePart(std::size_t first, std::span<float> parameters, std::span<const float> gradients) {
    assert(parameters.size() == gradients.size() && first + parameters.size() <= elements_);
    if (settings_.kind == OptimizerKind::Adam)
        return updateAdam(first, parameters, gradients);
    if (settings_.kind != OptimizerKind::Sgd)
        return updateMomentum(first, parameters, gradients);
    const float step = static_cast<float>(eta_);
    const float decay = static_cast<float>(settings_.weightDecay);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] -= step * (gradients[i] + decay * parameters[i]);
}

void Optimizer::updateMomentum(std::size_t first, std::span<float> parameters, std::span<const float> gradients) {
    const float step = static_cast<float>(eta_);
    const float decay = static_cast<float>(settings_.weightDecay);
    const float mu = static_cast<float>(settings_.momentum);
    // The step is ahead * g + behind * m.
    const bool nesterov = settings_.kind == OptimizerKind::Nesterov;
    const float ahead = nesterov ? 1.0F : 0.0F;
    const float behind = nesterov ? mu : 1.0F;
    float* m = state_.data() + first;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const float g = gradients[i] + decay * parameters[i];
        m[i] = mu * m[i] + g;
        parameters[i] -= step * (ahead * g + behind * m[i]);
    }
}

void Optimizer::updateAdam(std::size_t first, std::span<float> parameters, std::span<const float> gradients) {
    const auto t = static_cast<double>(updates_);
    const float decay = static_cast<float>(settings_.weightDecay);
    const float b1 = static_cast<float>(settings_.firstDecay);
    const float b2 = static_cast<float>(settings_.secondDecay);
    const float c1 = static_cast<float>(1 - settings_.firstDecay); // before they are rounded, as PyTorch has them
    const float c2 = static_cast<float>(1 - settings_.secondDecay);
    const float epsilon = static_cast<float>(settings_.epsilon);
    const float step = static_cast<float>(eta_ / (1 - std::pow(settings_.firstDecay, t)));
    const float root = static_cast<float>(1 / std::sqrt(1 - std::pow(settings_.secondDecay, t)));
    float* m = state_.data() + first;
    float* v = m + elements_;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const float g = gradients[i] + decay * parameters[i];
        m[i] = b1 * m[i] + c1 * g;
        v[i] = b2 * v[i] + c2 * g * g;
        parameters[i] -= step * m[i] / (std::sqrt(v[i]) * root + epsilon);
    }
}

void Optimizer::reset() {
    std::fill(state_.begin(), state_.end(), 0.0F);
    updates_ = 0;
}

void Optimizer::restore(std::span<const float> state, std::int64_t updates) {
    if (state.size() != state_.size() || updates < 0)
        throw std::invalid_argument("The optimizer's state has " + std::to_string(state.size()) + " numbers, " +
                                    std::to_string(state_.size()) + " are needed.");
    std::copy(state.begin(), state.end(), state_.begin());
    updates_ = updates;
}

} // namespace unroll
