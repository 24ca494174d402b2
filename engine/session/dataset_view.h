// A data set as a session shows it.
#pragma once

#include "engine/data/image_source.h"
#include "engine/session/data_view.h"

#include <memory>

namespace unroll {

class DatasetView : public DataView {
public:
    explicit DatasetView(std::shared_ptr<const Dataset> data)
        : data_(std::move(data)) {}

    std::vector<DigitImage> images(const DataLook& look, std::span<const std::int64_t> indices) const override;
    std::optional<DataSummary> summarize(const DataLook& look, const std::atomic<bool>& abandoned) const override;

private:
    ImageSource source(const DataLook& look) const;

    std::shared_ptr<const Dataset> data_;
};

} // namespace unroll
