#include "engine/training/evaluation.h"

#include "engine/autodiff/tape_size.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace unroll {
namespace {

constexpr std::size_t laneImages = 125;

float softmaxAt(std::span<const float> logits, int row) {
    float sum = 0;
    for (const float z : logits)
        sum += std::exp(z - logits[static_cast<std::size_t>(row)]);
    return 1 / sum;
}

} // namespace

Evaluator::Lane::Lane(const ModelDescription& description, std::span<const float> parameters, Pixels pixels)
    : model(description, laneImages, pixels)
    , tape(model.graph(), model.losses(), parameters, Passes::Forward, Keep::only({model.logits()})) {}

Evaluator::Evaluator(const ModelDescription& description, std::span<const float> parameters, WorkerPool& pool,
                     Pixels pixels)
    : description_(description)
    , pool_(pool) {
    for (int i = 0; i < pool.threads(); ++i)
        lanes_.emplace_back(description, parameters, pixels);
}

std::int64_t Evaluator::bytes(const ModelDescription& description, int threads, Pixels pixels) {
    const Model model(description, laneImages, pixels);
    return threads * (graphBytes(model.graph()) +
                      tapeBytes<float>(model.graph(), model.losses(), Passes::Forward, Keep::only({model.logits()})));
}

void Evaluator::abandonWhen(const std::atomic<bool>* flag) {
    for (Lane& lane : lanes_)
        lane.tape.abandonWhen(flag);
}

std::int64_t Evaluator::imagesPerPass() const { return static_cast<std::int64_t>(lanes_.size() * laneImages); }

void Evaluator::evaluate(const ImageReader& images, std::span<const std::uint32_t> indices,
                         std::span<ImageOutcome> outcomes, std::span<float> logits) {
    assert(outcomes.size() == indices.size());
    const auto classes = static_cast<std::size_t>(description_.classes);
    const auto pass = static_cast<std::size_t>(imagesPerPass());
    for (std::size_t start = 0; start < indices.size(); start += pass) {
        const std::size_t inPass = std::min(pass, indices.size() - start);
        const auto lanes = static_cast<int>((inPass + laneImages - 1) / laneImages);
        pool_.run(lanes, [&](int i) {
            const std::size_t first = start + static_cast<std::size_t>(i) * laneImages;
            const std::size_t count = std::min(laneImages, indices.size() - first);
            run(lanes_[static_cast<std::size_t>(i)], images, indices.subspan(first, count),
                outcomes.subspan(first, count),
                logits.empty() ? logits : logits.subspan(first * classes, count * classes));
        });
    }
}

double Evaluator::accuracy(const ImageReader& images) {
    std::vector<std::uint32_t> indices(static_cast<std::size_t>(images.set().count));
    std::iota(indices.begin(), indices.end(), 0U);
    std::vector<ImageOutcome> outcomes(indices.size());
    evaluate(images, indices, outcomes);
    std::int64_t right = 0;
    for (const std::uint32_t i : indices)
        right += outcomes[i].prediction == images.set().labels[i];
    return static_cast<double>(right) / static_cast<double>(images.set().count);
}

void Evaluator::run(Lane& lane, const ImageReader& images, std::span<const std::uint32_t> indices,
                    std::span<ImageOutcome> outcomes, std::span<float> logits) {
    images.read(indices, lane.model, lane.tape);
    lane.tape.forward();
    const auto z = lane.tape.value(lane.model.logits());
    const auto losses = lane.tape.value(lane.model.losses());
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const auto column = z.column(static_cast<Index>(i));
        const int prediction = largestRow(column);
        outcomes[i] = {prediction, softmaxAt(column, prediction), losses(0, static_cast<Index>(i))};
        if (!logits.empty())
            std::copy(column.begin(), column.end(), logits.begin() + static_cast<std::ptrdiff_t>(i * column.size()));
    }
}

} // namespace unroll
