#include "engine/files/summary_json.h"

#include "engine/files/safetensors.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace unroll {
namespace {

using Json = nlohmann::ordered_json;

Json finiteOrNull(double number) { return std::isfinite(number) ? Json(number) : Json(nullptr); }

Json countedOrNull(const RunRecord& record, std::int64_t bytes) {
    return record.info.countsAllocations ? Json(bytes) : Json(nullptr);
}

// Images of all epochs over their seconds. An epoch's images are its rate times its own seconds.
double samplesPerSecond(const std::vector<EpochMetrics>& epochs) {
    double images = 0;
    double seconds = 0;
    for (const EpochMetrics& epoch : epochs) {
        images += epoch.samplesPerSecond * (epoch.seconds - seconds);
        seconds = epoch.seconds;
    }
    return images / seconds;
}

void addLastEpoch(Json& summary, const std::vector<EpochMetrics>& epochs) {
    const auto last = [&](double EpochMetrics::*member) {
        return epochs.empty() ? Json(nullptr) : finiteOrNull(epochs.back().*member);
    };
    summary["train_accuracy"] = last(&EpochMetrics::trainAccuracy);
    summary["test_accuracy"] = last(&EpochMetrics::testAccuracy);
    summary["train_loss"] = last(&EpochMetrics::trainLoss);
    summary["test_loss"] = last(&EpochMetrics::testLoss);
}

Json divergenceJson(const Divergence& divergence) {
    const auto placeOrNull = [](std::int64_t place) { return place > 0 ? Json(place) : Json(nullptr); };
    const bool backward = !divergence.gradientOf.empty();
    return {{"epoch", divergence.epoch},
            {"batch", divergence.batch},
            {"op", divergence.op},
            {"node", divergence.node},
            {"layer", placeOrNull(divergence.layer)},
            {"cell", placeOrNull(divergence.cell)},
            {"gradient_of", backward ? Json(divergence.gradientOf) : Json(nullptr)}};
}

std::int64_t allocatedBytes(const std::vector<EpochMetrics>& epochs) {
    std::int64_t bytes = 0;
    for (const EpochMetrics& epoch : epochs)
        bytes += epoch.allocatedBytes;
    return bytes;
}

} // namespace

std::string statusName(RunStatus status) {
    switch (status) {
    case RunStatus::Running:
        return "running";
    case RunStatus::Done:
        return "done";
    case RunStatus::Interrupted:
        return "interrupted";
    case RunStatus::Diverged:
        return "diverged";
    }
    return {};
}

std::string summaryJson(const RunRecord& record) {
    Json summary;
    summary["epochs"] = record.epochs.size();
    summary["train_seconds"] = finiteOrNull(record.epochs.empty() ? 0 : record.epochs.back().seconds);
    summary["load_seconds"] = finiteOrNull(record.info.loadSeconds);
    addLastEpoch(summary, record.epochs);
    summary["allocated_bytes"] = countedOrNull(record, allocatedBytes(record.epochs));
    summary["setup_bytes"] = countedOrNull(record, record.info.setupBytes);
    summary["parameters"] = record.info.parameters;
    summary["samples_per_second"] = finiteOrNull(samplesPerSecond(record.epochs));
    summary["threads"] = record.info.threads;
    summary["simd"] = record.info.simd;
    if (!record.info.simdBefore.empty())
        summary["simd_before"] = record.info.simdBefore;
    summary["seed"] = record.hyperparameters.seed;
    summary["weights_sha256"] = weightsSha256(record.weights);
    summary["status"] = statusName(record.status);
    if (record.divergence)
        summary["divergence"] = divergenceJson(*record.divergence);
    return summary.dump(2) + '\n';
}

} // namespace unroll
