#include "app/result_table.h"

#include "app/number_text.h"

namespace unroll {
namespace {

constexpr std::size_t labelWidth = 14;

std::string rightAligned(const std::string& text, std::size_t width) {
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string total(std::string label, const std::string& value) {
    label.resize(labelWidth, ' ');
    return label + value + '\n';
}

std::string allocations(const RunRecord& record) {
    if (!record.info.countsAllocations)
        return "not counted";
    std::int64_t bytes = 0;
    for (const EpochMetrics& epoch : record.epochs)
        bytes += epoch.allocatedBytes;
    return bytesText(bytes);
}

} // namespace

std::string resultTable(const RunRecord& record) {
    std::string text = "epoch  accuracy\n";
    for (const EpochMetrics& epoch : record.epochs)
        text +=
            rightAligned(std::to_string(epoch.epoch), 5) + rightAligned(fixedText(epoch.trainAccuracy, 3), 10) + '\n';
    if (record.epochs.empty())
        return text + "No epoch was finished.\n";
    text += total("time", durationText(record.epochs.back().seconds));
    text += total("allocations", allocations(record));
    text += total("test accuracy", fixedText(record.epochs.back().testAccuracy, 3));
    return text;
}

} // namespace unroll
