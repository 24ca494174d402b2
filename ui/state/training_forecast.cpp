#include "ui/state/training_forecast.h"

#include "ui/state/network_shape.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr double passesOfABatch = 3; // forward, and backward to the weights and to the states

double productsOf(const Hyperparameters& setting, const SessionInfo& info) {
    return networkShape(setting, std::int64_t{info.width} * info.height, info.classes).productsPerImage;
}

// The first `limit` of `count`; 0 takes all.
double taken(std::int64_t count, std::int64_t limit) {
    return static_cast<double>(limit == 0 ? count : std::min(count, limit));
}

} // namespace

void TrainingForecast::learn(const Hyperparameters& setting, const SessionInfo& info, double imagesPerSecond) {
    if (const double products = passesOfABatch * productsOf(setting, info) * imagesPerSecond; products > 0)
        productsPerSecond_ = products;
}

double TrainingForecast::seconds(const Hyperparameters& setting, const SessionInfo& info) const {
    const double images =
        passesOfABatch * taken(info.trainImages, setting.trainLimit) + taken(info.testImages, setting.testLimit);
    return static_cast<double>(setting.epochs) * images * productsOf(setting, info) / productsPerSecond_;
}

} // namespace unroll
