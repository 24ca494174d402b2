#include "engine/training/learning_rate.h"

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>

namespace unroll {
namespace {

constexpr std::array<std::pair<std::string_view, Schedule>, 3> names{
    {{"constant", Schedule::Constant}, {"cosine", Schedule::Cosine}, {"one-cycle", Schedule::OneCycle}}};

// From `start` at 0 to `end` at 1 along half a cosine.
double cosineBetween(double start, double end, double share) {
    return end + (start - end) / 2 * (1 + std::cos(std::numbers::pi * share));
}

double oneCycle(double eta, double step, double steps) {
    const double start = eta / 25;
    const double peak = 0.3 * steps - 1;
    if (step <= peak)
        return cosineBetween(start, eta, step / peak);
    const double last = steps - 1;
    return cosineBetween(eta, start / 1e4, last > peak ? (step - peak) / (last - peak) : 1);
}

} // namespace

Schedule scheduleNamed(std::string_view name) {
    for (const auto& [known, schedule] : names)
        if (known == name)
            return schedule;
    throw std::invalid_argument("There is no schedule '" + std::string(name) + "'.");
}

double learningRate(Schedule schedule, double eta, std::int64_t step, std::int64_t steps) {
    const auto at = static_cast<double>(step);
    const auto of = static_cast<double>(steps);
    if (schedule == Schedule::Cosine)
        return cosineBetween(eta, 0, at / of);
    return schedule == Schedule::OneCycle ? oneCycle(eta, at, of) : eta;
}

} // namespace unroll
