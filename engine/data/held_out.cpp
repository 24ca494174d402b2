#include "engine/data/held_out.h"

#include "engine/files/limits.h"
#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace unroll {
namespace {

using Indices = std::vector<std::size_t>;

std::size_t countOf(std::size_t images, double share) {
    if (images < 2)
        return 0;
    const auto rounded = static_cast<std::size_t>(static_cast<double>(images) * share + 0.5);
    return std::clamp<std::size_t>(rounded, 1, images - 1);
}

// Whether each image is held out.
std::vector<bool> chosen(const std::vector<std::uint8_t>& labels, double share, std::uint64_t seed) {
    std::array<Indices, mostClasses> byClass;
    for (std::size_t i = 0; i < labels.size(); ++i)
        byClass[labels[i]].push_back(i);
    Random random(seed, streams::heldOut);
    std::vector<bool> taken(labels.size());
    for (Indices& indices : byClass) {
        random.shuffle(std::span(indices));
        for (const std::size_t i : std::span(indices).first(countOf(indices.size(), share)))
            taken[i] = true;
    }
    if (std::ranges::find(taken, true) == taken.end())
        taken[static_cast<std::size_t>(random.below(taken.size()))] = true; // every class has one image alone
    return taken;
}

// Takes the marked images out of a packed set.
ImageSet takeOutPacked(ImageSet& from, const std::vector<bool>& marked) {
    ImageSet out;
    ImageSet rest;
    std::vector<std::uint8_t> buffer(from.pixelsPerImage());
    for (ImageSet* set : {&out, &rest})
        set->packed = PackedImages(buffer.size());
    for (std::size_t i = 0; i < marked.size(); ++i) {
        ImageSet& set = marked[i] ? out : rest;
        set.packed.append(from.image(i, buffer));
        set.labels.push_back(from.labels[i]);
        ++set.count;
    }
    from = std::move(rest);
    return out;
}

// Takes the marked images out of `from`, in place, so that a large set needs little more memory than it has.
ImageSet takeOut(ImageSet& from, const std::vector<bool>& marked, std::size_t pixels) {
    if (from.packed.count() > 0)
        return takeOutPacked(from, marked);
    ImageSet out;
    out.count = std::ranges::count(marked, true);
    out.pixels.reserve(static_cast<std::size_t>(out.count) * pixels);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        const auto image = from.pixels.begin() + static_cast<std::ptrdiff_t>(i * pixels);
        if (marked[i]) {
            out.pixels.insert(out.pixels.end(), image, image + static_cast<std::ptrdiff_t>(pixels));
            out.labels.push_back(from.labels[i]);
            continue;
        }
        std::copy_n(image, pixels, from.pixels.begin() + static_cast<std::ptrdiff_t>(kept * pixels));
        from.labels[kept++] = from.labels[i];
    }
    from.count = static_cast<std::int64_t>(kept);
    from.pixels.resize(kept * pixels);
    from.labels.resize(kept);
    return out;
}

} // namespace

void holdOut(Dataset& dataset, double share, std::uint64_t seed) {
    if (!(share > 0 && share < 1))
        throw std::invalid_argument("The share of the test images is between 0 and 1.");
    if (dataset.train.count < 2)
        throw std::runtime_error("The data set '" + dataset.name + "' has " + std::to_string(dataset.train.count) +
                                 " image and no test files: it takes two images, one to train on and one to test.");
    const std::vector<bool> marked = chosen(dataset.train.labels, share, seed);
    dataset.test = takeOut(dataset.train, marked, static_cast<std::size_t>(dataset.pixelsPerImage()));
    dataset.testHeldOut = true;
}

} // namespace unroll
