#include "engine/session/prepared_images.h"

#include "engine/session/session_setup.h"

#include <utility>

namespace unroll {

namespace {

ModelDescription modelOf(const Hyperparameters& setting, const Dataset& data) {
    return describeModel(setting, data.pixelsPerImage(), data.classes);
}

ImageReader readerOf(const ImageSet& set, std::int64_t images, const Dataset& data, const Hyperparameters& setting) {
    return ImageReader::fastest(set, images, modelOf(setting, data), pixelPlaces(setting, data));
}

} // namespace

PreparedImages::PreparedImages(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters)
    : data_(std::move(data))
    , made_(hyperparameters)
    , trainPixels_(ImageReader::fastestWay(data_->train, modelOf(made_, *data_)))
    , test_(readerOf(data_->test, testImages(made_, *data_), *data_, made_)) {
    if (!augmentationOf(made_).moves())
        train_ = readerOf(data_->train, trainImages(made_, *data_), *data_, made_);
}

bool PreparedImages::serve(const std::shared_ptr<const Dataset>& data, const Hyperparameters& hyperparameters) const {
    return data == data_ && hyperparameters.cells == made_.cells && hyperparameters.order == made_.order &&
           (hyperparameters.order != "permuted" || hyperparameters.seed == made_.seed) &&
           hyperparameters.trainLimit == made_.trainLimit && hyperparameters.testLimit == made_.testLimit &&
           augmentationOf(hyperparameters).moves() == augmentationOf(made_).moves();
}

std::shared_ptr<const PreparedImages> preparedImages(const std::shared_ptr<const Dataset>& data,
                                                     const Hyperparameters& hyperparameters,
                                                     const std::shared_ptr<const PreparedImages>& offered) {
    return offered && offered->serve(data, hyperparameters) ? offered
                                                            : std::make_shared<PreparedImages>(data, hyperparameters);
}

} // namespace unroll
