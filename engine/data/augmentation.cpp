#include "engine/data/augmentation.h"

#include "engine/data/loading_stop.h"
#include "engine/tensor/random.h"

#include <utility>
#include <vector>

namespace unroll {
namespace {

// The first of the random streams that belong to an image in an epoch ("augment" in ASCII).
constexpr std::uint64_t motionStream = 0x6175676d656e7400;
constexpr int epochBit = 32;

} // namespace

ImageMotion motionOf(const Augmentation& augmentation, std::int64_t epoch, std::int64_t index) {
    const auto stream = (static_cast<std::uint64_t>(epoch) << epochBit) + static_cast<std::uint64_t>(index);
    Random random(augmentation.seed, motionStream + stream);
    ImageMotion motion;
    motion.right = augmentation.shift * random.uniform(-1, 1);
    motion.down = augmentation.shift * random.uniform(-1, 1);
    motion.degrees = augmentation.rotate * random.uniform(-1, 1);
    return motion;
}

ImageSource augmented(const ImageSource& originals, ImageMover mover, const Augmentation& augmentation,
                      std::int64_t epoch, const std::stop_token& stop) {
    ImageSource moved = originals;
    moved.image = [mover = std::move(mover), augmentation, epoch, stop, original = originals.image,
                   buffer = std::vector<std::uint8_t>(originals.pixelsPerImage)](
                      std::size_t index, std::span<std::uint8_t> image) mutable -> std::span<const std::uint8_t> {
        throwIfStopped(stop);
        mover.move(original(index, buffer), motionOf(augmentation, epoch, static_cast<std::int64_t>(index)), image);
        return image;
    };
    return moved;
}

} // namespace unroll
