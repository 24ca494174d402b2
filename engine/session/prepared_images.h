// A data set's images as a setting's network reads them. Sessions that read alike share them, so that a new network on
// the same data begins at once: looking for the pixels that are not zero takes longer than setting up the network.
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/hyperparameters.h"
#include "engine/training/image_reader.h"

#include <memory>
#include <optional>
#include <string>

namespace unroll {

class PreparedImages {
public:
    // Throws HyperparameterError when the setting's cells do not divide an image.
    PreparedImages(std::shared_ptr<const Dataset> data, const Hyperparameters& hyperparameters);

    // Whether a setting reads the same images in the same way.
    bool serve(const std::shared_ptr<const Dataset>& data, const Hyperparameters& hyperparameters) const;

    const Dataset& data() const { return *data_; }

    // How the setting's network takes its pixels.
    Pixels trainPixels() const { return trainPixels_; }

    // The set's training images; nothing where a training never reads them as they are.
    const ImageReader* train() const { return train_ ? &*train_ : nullptr; }
    const ImageReader& test() const { return test_; }

private:
    std::shared_ptr<const Dataset> data_;
    Hyperparameters made_; // for this setting
    Pixels trainPixels_;
    std::optional<ImageReader> train_;
    ImageReader test_;
};

// The offered images where they serve the setting, or else ones that are prepared for it.
std::shared_ptr<const PreparedImages> preparedImages(const std::shared_ptr<const Dataset>& data,
                                                     const Hyperparameters& hyperparameters,
                                                     const std::shared_ptr<const PreparedImages>& offered);

} // namespace unroll
