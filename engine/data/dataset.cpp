#include "engine/data/dataset.h"

#include "engine/data/idx_file.h"
#include "engine/files/sha256.h"

#include <algorithm>

namespace unroll {

std::size_t ImageSet::pixelsPerImage() const {
    if (packed.count() > 0)
        return packed.pixels();
    return count == 0 ? 0 : pixels.size() / static_cast<std::size_t>(count);
}

std::span<const std::uint8_t> ImageSet::image(std::size_t index, std::span<std::uint8_t> buffer) const {
    const std::size_t size = pixelsPerImage();
    if (packed.count() == 0)
        return std::span(pixels).subspan(index * size, size);
    packed.unpack(index, buffer.first(size));
    return buffer.first(size);
}

std::uint64_t ImageSet::inkedPixels() const {
    if (packed.count() > 0)
        return packed.inked();
    return pixels.size() - static_cast<std::uint64_t>(std::ranges::count(pixels, std::uint8_t{0}));
}

void ImageSet::pack() {
    const std::size_t size = pixelsPerImage();
    if (pixels.empty())
        return;
    PackedImages images(size);
    for (std::size_t begin = 0; begin < pixels.size() && images.packed() < pixels.size(); begin += size)
        images.append(std::span(pixels).subspan(begin, size));
    if (images.packed() >= pixels.size())
        return;
    packed = std::move(images);
    std::vector<std::uint8_t>().swap(pixels);
}

void ImageSet::unpack() {
    if (packed.count() > 0)
        *this = unpacked();
}

ImageSet ImageSet::unpacked() const {
    if (packed.count() == 0)
        return *this;
    const std::size_t size = packed.pixels();
    ImageSet set{.count = count, .pixels = std::vector<std::uint8_t>(packed.count() * size), .labels = labels};
    for (std::size_t i = 0; i < packed.count(); ++i)
        packed.unpack(i, std::span(set.pixels).subspan(i * size, size));
    return set;
}

std::vector<std::uint8_t> Dataset::image(const ImageSet& set, std::int64_t index) const {
    std::vector<std::uint8_t> buffer(static_cast<std::size_t>(pixelsPerImage()));
    const auto bytes = set.image(static_cast<std::size_t>(index), buffer);
    return {bytes.begin(), bytes.end()};
}

std::vector<std::uint8_t> Dataset::fileLabels(const ImageSet& set) const {
    std::vector<std::uint8_t> labels = set.labels;
    for (std::uint8_t& label : labels)
        label = static_cast<std::uint8_t>(label + firstLabel);
    return labels;
}

std::string Dataset::sha256() const {
    Sha256 hash;
    const auto add = [&hash](std::span<const std::uint8_t> bytes) { hash.add(std::as_bytes(bytes)); };
    for (const ImageSet* set : {&train, &test}) {
        add(idxImagesHeader(set->count, height, width));
        std::vector<std::uint8_t> buffer(set->pixelsPerImage());
        for (std::size_t i = 0; i < static_cast<std::size_t>(set->count); ++i) {
            add(set->image(i, buffer));
        }
        add(idxLabelsHeader(set->count));
        add(fileLabels(*set));
    }
    return hash.hexadecimal();
}

} // namespace unroll
