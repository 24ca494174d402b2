#include "engine/data/digit_generator.h"

#include "engine/data/digit_ways.h"
#include "engine/data/loading_stop.h"
#include "engine/tensor/random_streams.h"
#include "engine/tensor/thread_start.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <stdexcept>

namespace unroll {

namespace {

constexpr int digitClasses = 10;
constexpr std::int64_t imagesAtOnce = 100; // images that a thread takes at a time

std::size_t chooseWay(std::span<const WayOfWriting> ways, Random& random) {
    double left = random.uniform();
    for (std::size_t way = 0; way + 1 < ways.size(); ++way) {
        left -= ways[way].share;
        if (left < 0) {
            return way;
        }
    }
    return ways.size() - 1;
}

// There are pens thicker than the average by more than any is thinner.
Pen choosePen(const WayOfWriting& way, Random& random) {
    const double thick = std::clamp(random.normal(), -2.0, 3.2);
    return {.radius = way.pen + 0.38 * thick, .softness = random.uniform(1.0, 1.7)};
}

std::vector<std::uint8_t> shuffledLabels(std::int64_t count, std::uint64_t seed, std::uint64_t stream) {
    std::vector<std::uint8_t> labels(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = static_cast<std::uint8_t>(i % digitClasses);
    }
    Random random(seed, streams::digitLabels(stream));
    random.shuffle(std::span(labels));
    return labels;
}

// The first `images` of a set of `count`.
struct SetToDraw {
    std::int64_t count = 0;
    std::int64_t images = 0;
    std::uint64_t seed = 0;
    std::uint64_t stream = 0;
    int threads = 1;
    std::stop_token stop{};
};

void drawImages(ImageSet& set, std::int64_t first, std::int64_t last, const SetToDraw& drawing) {
    for (std::int64_t i = first; i < last && !drawing.stop.stop_requested(); ++i) {
        Random random(drawing.seed, drawing.stream + static_cast<std::uint64_t>(i));
        const DrawnDigit digit = drawDigit(set.labels[static_cast<std::size_t>(i)], random);
        const auto offset = i * static_cast<std::int64_t>(digit.pixels.size());
        std::copy(digit.pixels.begin(), digit.pixels.end(), set.pixels.begin() + offset);
    }
}

// However many threads share the work.
ImageSet drawSet(const SetToDraw& drawing) {
    ImageSet set;
    set.count = drawing.images;
    set.labels = shuffledLabels(drawing.count, drawing.seed, drawing.stream);
    set.labels.resize(static_cast<std::size_t>(set.count));
    set.pixels.resize(static_cast<std::size_t>(set.count) * DigitPixels{}.size());
    std::atomic<std::int64_t> taken = 0;
    std::atomic_flag failed;
    std::exception_ptr failure;
    const auto draw = [&](int) {
        try {
            for (std::int64_t first = 0; (first = taken.fetch_add(imagesAtOnce)) < set.count;) {
                drawImages(set, first, std::min(first + imagesAtOnce, set.count), drawing);
            }
        } catch (...) {
            if (!failed.test_and_set()) {
                failure = std::current_exception();
            }
        }
    };
    {
        const std::int64_t pieces = (set.count + imagesAtOnce - 1) / imagesAtOnce;
        const auto helpers = startThreads(static_cast<int>(std::min<std::int64_t>(drawing.threads, pieces)) - 1, draw);
        draw(0);
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    throwIfStopped(drawing.stop);
    return set;
}

ImageSet redrawn(const DigitSetOptions& options, const Redrawing& redrawing) {
    return drawSet({.count = options.trainImages,
                    .images = std::min(redrawing.images, options.trainImages),
                    .seed = options.seed,
                    .stream = streams::trainDigits(static_cast<std::uint64_t>(redrawing.epoch - 1)),
                    .threads = redrawing.threads,
                    .stop = redrawing.stop});
}

} // namespace

Dataset generateDigits(const DigitSetOptions& options) {
    if (options.trainImages < 1 || options.testImages < 1 || options.threads < 1) {
        throw std::invalid_argument("A set of digits needs at least 1 image and 1 thread.");
    }
    Dataset dataset;
    dataset.name = "digits";
    dataset.width = digitSide;
    dataset.height = digitSide;
    dataset.classes = digitClasses;
    const auto draw = [&options](std::int64_t count, std::uint64_t stream) {
        return drawSet({.count = count,
                        .images = count,
                        .seed = options.seed,
                        .stream = stream,
                        .threads = options.threads,
                        .stop = options.stop});
    };
    dataset.train = draw(options.trainImages, streams::trainDigits(0));
    dataset.test = draw(options.testImages, streams::testDigits);
    dataset.redraw = [options](const Redrawing& redrawing) { return redrawn(options, redrawing); };
    return dataset;
}

DrawnDigit drawDigit(int digit, Random& random) {
    const std::span<const WayOfWriting> ways = waysOfWriting(digit);
    DrawnDigit drawn;
    drawn.way = chooseWay(ways, random);
    const std::vector<InkPoint> ink = writeDigit(ways[drawn.way], random);
    drawn.pixels = drawInk(ink, choosePen(ways[drawn.way], random));
    return drawn;
}

} // namespace unroll
