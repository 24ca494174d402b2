#include "engine/training/parameter_survey.h"

#include "engine/autodiff/tape_size.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::int64_t surveyBytes = std::int64_t{64} << 20U;
constexpr float reached = 0.99F; // of the way to what bounds a state
constexpr float unmoved = 1e-6F; // by how much the states of a dead unit differ

std::int64_t surveyTapeBytes(const ModelDescription& description, Index columns) {
    const Model model(description, columns, Pixels::Dense);
    return tapeBytes<float>(model.graph(), model.losses(), Passes::ForwardAndBackward);
}

// As many images as are read together: all, or what fits the memory.
Index imagesTogether(const ModelDescription& description, std::size_t images) {
    const std::int64_t one = surveyTapeBytes(description, 1);
    const std::int64_t more = std::max<std::int64_t>(surveyTapeBytes(description, 2) - one, 1);
    const std::int64_t fit = 1 + std::max<std::int64_t>(surveyBytes - one, 0) / more;
    return std::clamp<Index>(static_cast<Index>(images), 1, static_cast<Index>(fit));
}

// Whether the state has come near to what the cell's activation can reach at most.
bool isSaturated(const ModelDescription& description, float state) {
    const bool gated = description.cell == CellKind::Gru || description.cell == CellKind::Lstm;
    return (gated || description.activation == Activation::Tanh) && std::abs(state) > reached;
}

double normOf(std::span<const float> numbers) {
    double squares = 0;
    for (const float number : numbers)
        squares += static_cast<double>(number) * static_cast<double>(number);
    return std::sqrt(squares);
}

} // namespace

Histogram histogramOf(std::span<const float> numbers, int bins) {
    double largest = 0;
    for (const float number : numbers)
        if (std::isfinite(number))
            largest = std::max(largest, static_cast<double>(std::abs(number)));
    if (largest == 0)
        largest = 1;
    Histogram histogram{-largest, largest, std::vector<std::int64_t>(static_cast<std::size_t>(bins))};
    for (const float number : numbers) {
        if (!std::isfinite(number)) {
            ++histogram.notFinite;
            continue;
        }
        const double place = (static_cast<double>(number) + largest) / (2 * largest) * bins;
        ++histogram.counts[static_cast<std::size_t>(std::clamp(static_cast<int>(place), 0, bins - 1))];
    }
    return histogram;
}

ParameterSurvey::ParameterSurvey(const ModelDescription& description, std::span<const float> parameters,
                                 const ImageReader& images, std::span<const std::uint32_t> indices, int bins)
    : description_(description)
    , parameters_(parameters)
    , images_(images)
    , indices_(indices.begin(), indices.end())
    , bins_(bins)
    , model_(description, imagesTogether(description, indices.size()), Pixels::Dense)
    , tape_(model_.graph(), model_.losses(), parameters)
    , layers_(static_cast<std::size_t>(description.layers)) {
    if (indices.empty())
        throw std::invalid_argument("A gradient is that of at least one image.");
    if (bins < 1)
        throw std::invalid_argument("A histogram has at least one bin.");
    const auto units = static_cast<std::size_t>(description.hidden);
    for (Layer& layer : layers_) {
        layer.least.assign(units, std::numeric_limits<float>::infinity());
        layer.most.assign(units, -std::numeric_limits<float>::infinity());
    }
    tape_.resetGradients();
}

void ParameterSurvey::advance() {
    const auto columns = static_cast<std::size_t>(model_.losses().shape().columns);
    const auto part = std::span(indices_).subspan(read_, std::min(columns, indices_.size() - read_));
    images_.read(part, model_, tape_);
    tape_.forward();
    lookAtStates(part.size());
    std::vector<float> seed(columns);
    std::fill_n(seed.begin(), part.size(), 1.0F / static_cast<float>(indices_.size()));
    tape_.backward(seed);
    for (std::size_t j = 0; j < part.size(); ++j)
        loss_ += static_cast<double>(tape_.value(model_.losses())(0, static_cast<Index>(j)));
    read_ += part.size();
}

void ParameterSurvey::lookAtStates(std::size_t images) {
    for (std::size_t number = 0; number < layers_.size(); ++number) {
        Layer& layer = layers_[number];
        for (const Node node : model_.states(static_cast<Index>(number)))
            for (std::size_t j = 0; j < images; ++j) {
                const std::span<const float> states = tape_.value(node).column(static_cast<Index>(j));
                for (std::size_t unit = 0; unit < states.size(); ++unit) {
                    layer.least[unit] = std::min(layer.least[unit], states[unit]);
                    layer.most[unit] = std::max(layer.most[unit], states[unit]);
                    layer.saturated += isSaturated(description_, states[unit]) ? 1 : 0;
                }
            }
    }
}

ParameterStatistics ParameterSurvey::statistics() const {
    ParameterStatistics statistics{.images = std::ssize(indices_),
                                   .loss = loss_ / static_cast<double>(indices_.size())};
    for (const Node node : model_.graph().parameters()) {
        const NodeRecord& record = model_.graph().record(node);
        const auto size = static_cast<std::size_t>(record.shape.size());
        const auto weights = parameters_.subspan(static_cast<std::size_t>(record.parameterOffset), size);
        const Tensor<const float> gradient = tape_.gradient(node);
        const std::span<const float> elements(gradient.data(), size);
        statistics.parameters.push_back({record.name, record.shape.size(), normOf(weights), normOf(elements),
                                         histogramOf(weights, bins_), histogramOf(elements, bins_)});
    }
    for (const Layer& layer : layers_) {
        UnitFigures figures{.units = std::ssize(layer.least)};
        const double states =
            static_cast<double>(description_.hidden * description_.cells) * static_cast<double>(indices_.size());
        figures.saturated = static_cast<double>(layer.saturated) / states;
        for (std::size_t unit = 0; unit < layer.least.size(); ++unit)
            figures.dead += layer.most[unit] - layer.least[unit] < unmoved ? 1 : 0;
        statistics.layers.push_back(figures);
    }
    return statistics;
}

} // namespace unroll
