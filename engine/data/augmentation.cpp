#include "engine/data/augmentation.h"

#include "engine/data/loading_stop.h"
#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <utility>
#include <vector>

namespace unroll {

ImageMotion motionOf(const Augmentation& augmentation, std::int64_t epoch, std::int64_t index) {
    Random random(augmentation.seed,
                  streams::motion(static_cast<std::uint64_t>(epoch), static_cast<std::uint64_t>(index)));
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
