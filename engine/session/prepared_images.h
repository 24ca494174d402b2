// A data set's images as a setting's network reads them. Sessions that read alike share them, so that a new network on
// the same data begins at once: looking for the pixels that are not zero takes longer than setting up the network.
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/hyperparameters.h"
#include "engine/training/image_reader.h"

#include <memory>
#include <string>

namespace unroll {

// Reads the first `images` of a set like the data's in the way that suits the setting's network. The set must outlive
// the reader. Throws HyperparameterError when the setting's cells do not divide an image.
ImageReader readerOf(const ImageSet& set, std::int64_t images, const Dataset& data, const Hyperparameters& setting);

class PreparedImages {
public:
    // Throws HyperparameterError when the setting's cells do not divide an image.
    PreparedImages(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters);

    // Whether a setting reads the same images in the same way.
    bool serve(const std::shared_ptr<const Dataset>& data, const Hyperparameters& hyperparameters) const;

    const Dataset& data() const { return *data_; }
    const ImageReader& train() const { return train_; }
    const ImageReader& test() const { return test_; }

private:
    std::shared_ptr<const Dataset> data_;
    Hyperparameters made_; // for this setting
    ImageReader train_;
    ImageReader test_;
};

// The offered images where they serve the setting, or else ones that are prepared for it.
std::shared_ptr<const PreparedImages> preparedImages(const std::shared_ptr<const Dataset>& data,
                                                     const Hyperparameters& hyperparameters,
                                                     const std::shared_ptr<const PreparedImages>& offered);

} // namespace unroll
