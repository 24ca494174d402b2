// Training images moved at random, each anew in every epoch, so that a network learns what a digit is and not where it
// stands. Test images are never moved.
#pragma once

#include "engine/data/image_motion.h"
#include "engine/data/image_source.h"

#include <cstdint>
#include <stop_token>

namespace unroll {

struct Augmentation {
    double shift = 0;  // pixels
    double rotate = 0; // degrees
    std::uint64_t seed = 1;

    // Whether it moves anything.
    bool moves() const { return shift > 0 || rotate > 0; }

    bool operator==(const Augmentation&) const = default;
};

// How an image is moved in an epoch: turned by an angle that is uniform in [-rotate, rotate] degrees, and shifted by a
// distance that is uniform in [-shift, shift] pixels in either direction. A function of (seed, epoch, index) alone, for
// epochs below streams::mostEpochs and indices below 2^32; with another shift or rotate, all distances or angles grow
// by one factor.
ImageMotion motionOf(const Augmentation& augmentation, std::int64_t epoch, std::int64_t index);

// The images of a source, each moved from where it is there, as they are asked for, by one thread at a time. They have
// the size of the mover's images. Once the stop is requested, asking throws LoadingStopped.
ImageSource augmented(const ImageSource& originals, ImageMover mover, const Augmentation& augmentation,
                      std::int64_t epoch, const std::stop_token& stop = {});

} // namespace unroll
