#include "ui/training/metrics_queue.h"

#include <algorithm>
#include <utility>

namespace unroll {

namespace {

void addSums(BatchMetrics& batch, const BatchMetrics& gone) {
    batch.images += gone.images;
    batch.seconds += gone.seconds;
    batch.allocatedBytes += gone.allocatedBytes;
}

} // namespace

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
        news.batches.push_back(batch);
        news.thinning.thin(news.batches, capacity_, addSums, &BatchMetrics::loss, &BatchMetrics::accuracy,
                           &BatchMetrics::gradientNorm);
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
