#include "tests/support/tiny_dataset.h"

#include "engine/tensor/random.h"

namespace unroll {
namespace {

ImageSet images(std::int64_t count, Random& random) {
    ImageSet set;
    set.count = count;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::uint8_t>(random.below(4));
        set.labels.push_back(label);
        for (int pixel = 0; pixel < 16; ++pixel)
            set.pixels.push_back(static_cast<std::uint8_t>(random.below(100) + (pixel / 4 == label ? 150 : 0)));
    }
    return set;
}

} // namespace

Dataset tinyDataset(std::int64_t trainImages, std::int64_t testImages) {
    Random random(3);
    Dataset data{.name = "tiny", .width = 4, .height = 4, .classes = 4, .train = {}, .test = {}};
    data.train = images(trainImages, random);
    data.test = images(testImages, random);
    return data;
}

} // namespace unroll
