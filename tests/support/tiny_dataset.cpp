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

ImageSet strokes(std::int64_t count, Random& random) {
    constexpr std::size_t width = 28;
    ImageSet set;
    set.count = count;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::uint8_t>(random.below(4));
        set.labels.push_back(label);
        std::vector<std::uint8_t> image(4 * width);
        const auto ink = [&] { return static_cast<std::uint8_t>(100 + random.below(156)); };
        for (int k = 0; k < 14; ++k)
            image[label * width + random.below(width)] = ink();
        image[random.below(4 * width)] = ink();
        set.pixels.insert(set.pixels.end(), image.begin(), image.end());
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

Dataset redrawnDataset(std::int64_t trainImages, std::int64_t testImages) {
    Dataset data = tinyDataset(trainImages, testImages);
    data.redraw = [](const Redrawing& redrawing) {
        Random random(5, static_cast<std::uint64_t>(redrawing.epoch));
        return images(redrawing.images, random);
    };
    return data;
}

Dataset tinyHandwriting(std::int64_t trainImages, std::int64_t testImages) {
    Random random(4);
    Dataset data{.name = "strokes", .width = 28, .height = 4, .classes = 4, .train = {}, .test = {}};
    data.train = strokes(trainImages, random);
    data.test = strokes(testImages, random);
    return data;
}

Dataset greyDataset() {
    Dataset dataset;
    dataset.name = "grey";
    dataset.width = 3;
    dataset.height = 2;
    dataset.classes = 7;
    for (ImageSet* set : {&dataset.train, &dataset.test}) {
        set->count = set == &dataset.train ? 4 : 2;
        for (std::uint8_t i = 0; i < set->count; ++i) {
            set->labels.push_back(static_cast<std::uint8_t>(2 * i));
            set->pixels.insert(set->pixels.end(), 6, static_cast<std::uint8_t>(40 * i + 5));
        }
    }
    return dataset;
}

bool sameContents(const Dataset& a, const Dataset& b) {
    return a.width == b.width && a.height == b.height && a.classes == b.classes && a.train == b.train &&
           a.test == b.test;
}

} // namespace unroll
