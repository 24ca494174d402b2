#include "ui/training/metrics_queue.h"

#include <algorithm>
#include <array>
#include <utility>

namespace unroll {
namespace {

constexpr double BatchMetrics::*drawnMetrics[] = {&BatchMetrics::loss, &BatchMetrics::accuracy,
                                                  &BatchMetrics::gradientNorm};
constexpr std::size_t neighbours = 4 * std::size(drawnMetrics);

// Which of the neighbours hold an extreme of a metric; at most half of them.
std::array<bool, neighbours> extremes(const BatchMetrics* first) {
    std::array<bool, neighbours> stays{};
    for (const auto metric : drawnMetrics) {
        const auto less = [metric](const BatchMetrics& a, const BatchMetrics& b) { return a.*metric < b.*metric; };
        const auto [low, high] = std::minmax_element(first, first + neighbours, less);
        stays[static_cast<std::size_t>(low - first)] = true;
        stays[static_cast<std::size_t>(high - first)] = true;
    }
    return stays;
}

void addSums(BatchMetrics& to, const BatchMetrics& from) {
    to.images += from.images;
    to.seconds += from.seconds;
    to.allocatedBytes += from.allocatedBytes;
}

} // namespace

void thinOut(std::vector<BatchMetrics>& batches) {
    std::vector<BatchMetrics> thinned;
    BatchMetrics left; // sums of batches that went since the last one that stayed
    const auto keep = [&](BatchMetrics batch) {
        addSums(batch, std::exchange(left, {}));
        thinned.push_back(batch);
    };
    std::size_t next = 0;
    for (; next + neighbours < batches.size(); next += neighbours) {
        const auto stays = extremes(&batches[next]);
        for (std::size_t i = 0; i < neighbours; ++i)
            stays[i] ? keep(batches[next + i]) : addSums(left, batches[next + i]);
    }
    for (; next < batches.size(); ++next)
        keep(batches[next]);
    batches = std::move(thinned);
}

template <typename Fill>
bool MetricsQueue::add(std::uint64_t run, bool cut, Fill fill) {
    const std::lock_guard lock(mutex_);
    const bool wasEmpty = news_.empty();
    if (cut || wasEmpty || news_.back().run != run) {
        news_.emplace_back();
        news_.back().run = run;
    }
    fill(news_.back());
    return wasEmpty;
}

bool MetricsQueue::push(std::uint64_t run, RunSetup setup) {
    return add(run, true, [&](RunNews& news) { news.setup = std::move(setup); });
}

bool MetricsQueue::push(std::uint64_t run, SessionState state) {
    return add(run, true, [state](RunNews& news) { news.state = state; });
}

bool MetricsQueue::push(std::uint64_t run, const BatchMetrics& batch) {
    return add(run, false, [&](RunNews& news) {
        if (news.batches.size() >= capacity_)
            thinOut(news.batches);
        news.batches.push_back(batch);
    });
}

bool MetricsQueue::push(std::uint64_t run, const EpochMetrics& epoch) {
    return add(run, false, [&](RunNews& news) { news.epochs.push_back(epoch); });
}

bool MetricsQueue::push(std::uint64_t run, const Divergence& divergence) {
    return add(run, false, [&](RunNews& news) { news.divergence = divergence; });
}

bool MetricsQueue::push(std::uint64_t run, std::shared_ptr<const RunRecord> record) {
    return add(run, false, [&](RunNews& news) { news.record = std::move(record); });
}

bool MetricsQueue::push(std::uint64_t run, const Hyperparameters& holding) {
    return add(run, false, [&](RunNews& news) { news.holding = holding; });
}

bool MetricsQueue::push(std::uint64_t run, std::vector<HyperparameterChange> changes) {
    return add(run, false, [&](RunNews& news) { news.changes = std::move(changes); });
}

bool MetricsQueue::pushRewound(std::uint64_t run) {
    return add(run, true, [](RunNews& news) { news.rewound = true; });
}

bool MetricsQueue::push(std::uint64_t run, Failure failure) {
    return add(run, false, [&](RunNews& news) { news.failures.push_back(std::move(failure)); });
}

bool MetricsQueue::holdsRecord(std::uint64_t run) {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(news_, [run](const RunNews& news) { return news.run == run && news.record; });
}

std::vector<RunNews> MetricsQueue::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

} // namespace unroll
