// A data set as a session shows it.
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/data_view.h"

#include <memory>

namespace unroll {

class DatasetView : public DataView {
public:
    explicit DatasetView(std::shared_ptr<const Dataset> data)
        : data_(std::move(data)) {}

    std::vector<DigitImage> images(DataPart part, std::span<const std::int64_t> indices) const override;
    std::optional<DataSummary> summarize(DataPart part, const std::atomic<bool>& abandoned) const override;

private:
    const ImageSet& set(DataPart part) const { return part == DataPart::Train ? data_->train : data_->test; }

    std::shared_ptr<const Dataset> data_;
};

} // namespace unroll
