// Who draws from which random stream of a seed (see Random). All streams stand here, so that none is given away twice:
// the seed may be the same for all that is drawn.
//
// The first four are older than this list and lie among those of the digits' training images: the weights are drawn
// from the stream of image 1, if the digits have the training's seed. They stay as they are, since digits, weights,
// pixel orders, held-out and imported images are promised to stay what they are for a seed; what is made of the same
// numbers, strokes here and weights there, has nothing in common.
#pragma once

#include <cstdint>

namespace unroll::streams {

inline constexpr std::uint64_t weights = 1;
inline constexpr std::uint64_t pixelOrder = 2; // of pixels that are permuted
inline constexpr std::uint64_t heldOut = 3;    // which images are
inline constexpr std::uint64_t importOrder = 4;

// Up to here the streams below are apart from each other.
inline constexpr std::uint64_t mostEpochs = std::uint64_t{1} << 20;
inline constexpr std::uint64_t mostImages = std::uint64_t{1} << 32;

// The built-in digits: one stream for each image, and one for the order of a set's labels. Epoch 0 is the set as it is
// first drawn; training images that are drawn anew lie beyond, an epoch after the other.
inline constexpr std::uint64_t digitEpoch = std::uint64_t{1} << 42;
constexpr std::uint64_t trainDigits(std::uint64_t epoch) { return epoch * digitEpoch; }
inline constexpr std::uint64_t testDigits = std::uint64_t{1} << 40;
constexpr std::uint64_t digitLabels(std::uint64_t digits) { return (std::uint64_t{1} << 41) + digits; }

// The order of an epoch's images ("batches" in ASCII).
constexpr std::uint64_t batchOrder(std::uint64_t epoch) { return 0x6261746368657300 + epoch; }

// How an image is moved in an epoch ("augment" in ASCII).
constexpr std::uint64_t motion(std::uint64_t epoch, std::uint64_t image) {
    return 0x6175676d656e7400 + (epoch << 32) + image;
}

} // namespace unroll::streams
