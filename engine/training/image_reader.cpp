#include "engine/training/image_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <stdexcept>

namespace unroll {
namespace {

// At this share of pixels that are not zero, the sparse products are about as fast as the dense ones; so they are for
// cells that read only a few pixels, where the state's product takes most of the time.
constexpr double sparseShare = 0.35;
constexpr Index smallestSparsePiece = 14;

// Where fewer pieces than this share come before the first pixel, sorting images by it costs more than it saves.
constexpr double sortedShare = 0.02;

constexpr auto scaled = [] {
    std::array<float, 256> values{};
    for (std::size_t byte = 0; byte < values.size(); ++byte)
        values[byte] = static_cast<float>(byte) / 255.0F;
    return values;
}();

bool isSparse(const ImageSet& set) {
    const auto pixels = static_cast<double>(set.count) * static_cast<double>(set.pixelsPerImage());
    return static_cast<double>(set.inkedPixels()) < sparseShare * pixels;
}

// Of all images, one after the other.
std::vector<std::uint8_t> pixelsOf(const ImageSource& source) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(source.count) * source.pixelsPerImage);
    for (std::size_t i = 0; i < static_cast<std::size_t>(source.count); ++i) {
        const std::span target = std::span(pixels).subspan(i * source.pixelsPerImage, source.pixelsPerImage);
        if (const auto image = source.image(i, target); image.data() != target.data())
            std::ranges::copy(image, target.begin());
    }
    return pixels;
}

using SparsePixels = std::span<const SparseImages::Pixel>;

// In whole vectors. Compilers make these out of a loop over words, each with an element's row and its value in it.
SparseElement<float>* writePlaces(SparsePixels pixels, SparseElement<float>* __restrict elements) {
    constexpr std::size_t lanes = 16;
    static_assert(lanes <= SparseImages::spare && lanes <= SparseColumns<float>::spare);
    static_assert(sizeof(SparseElement<float>) == sizeof(std::uint64_t) && offsetof(SparseElement<float>, value) == 4);
    constexpr int valueAt = std::endian::native == std::endian::little ? 32 : 0;
    const std::size_t all = (pixels.size() + lanes - 1) / lanes * lanes;
    for (std::size_t i = 0; i < all; ++i) {
        const auto value = static_cast<float>(SparseImages::brightness(pixels.data()[i])) / 255.0F;
        const std::uint64_t element = std::uint64_t{SparseImages::where(pixels.data()[i])} << (32 - valueAt) |
                                      std::uint64_t{std::bit_cast<std::uint32_t>(value)} << valueAt;
        std::memcpy(static_cast<void*>(elements + i), &element, sizeof element);
    }
    return elements + pixels.size();
}

SparseElement<float>* writeGaps(SparsePixels pixels, SparseElement<float>* elements) {
    std::uint32_t place = 0;
    for (const SparseImages::Pixel pixel : pixels)
        *elements++ = {place += SparseImages::where(pixel),
                       scaled[static_cast<std::size_t>(SparseImages::brightness(pixel))]};
    return elements;
}

void copyLabels(const ImageSet& set, std::span<const std::uint32_t> indices, std::span<std::int32_t> labels) {
    std::transform(indices.begin(), indices.end(), labels.begin(), [&set](auto i) { return set.labels[i]; });
}

} // namespace

ImageReader::ImageReader(const ImageSet& set, std::vector<std::uint32_t> places)
    : set_(&set)
    , places_(std::move(places)) {}

ImageReader::ImageReader(std::shared_ptr<const ImageSet> owned, std::vector<std::uint32_t> places)
    : set_(owned.get())
    , owned_(std::move(owned))
    , places_(std::move(places)) {}

Pixels ImageReader::fastestWay(const ImageSet& set, const ModelDescription& description) {
    const bool pays = description.pixels / description.cells >= smallestSparsePiece &&
                      description.pixels <= SparseImages::mostPixels && isSparse(set);
    return pays ? Pixels::Sparse : Pixels::Dense;
}

// What is read again and again from its bytes is unpacked once.
ImageReader ImageReader::fastest(const ImageSet& set, std::int64_t images, const ModelDescription& description,
                                 std::vector<std::uint32_t> places) {
    const bool sparse = fastestWay(set, description) == Pixels::Sparse;
    if (!sparse && set.packed.count() > 0)
        return {std::make_shared<const ImageSet>(set.unpacked()), std::move(places)};
    ImageReader reader(set, std::move(places));
    if (sparse)
        reader.sparse_.emplace(set, images, description.cells, reader.places_);
    return reader;
}

ImageReader ImageReader::owning(const ImageSource& source, std::uint64_t inked, Pixels pixels,
                                const ModelDescription& description, std::vector<std::uint32_t> places) {
    const auto labels = source.labels.first(static_cast<std::size_t>(source.count));
    auto set = std::make_shared<ImageSet>();
    set->count = source.count;
    set->labels.assign(labels.begin(), labels.end());
    if (pixels != Pixels::Sparse)
        set->pixels = pixelsOf(source);
    ImageReader reader(std::move(set), std::move(places));
    if (pixels == Pixels::Sparse)
        reader.sparse_.emplace(source, inked, description.cells, reader.places_);
    return reader;
}

void ImageReader::read(std::span<const std::uint32_t> indices, const Model& model, Tape<float>& tape,
                       std::span<const std::uint32_t> next) const {
    const std::span<std::int32_t> labels = tape.labels(model.labels());
    if (!model.isSparse())
        return gatherImages(*set_, indices, tape.input(model.pixels()), labels, places_);
    readSparse(indices, model, tape, next);
    copyLabels(*set_, indices, labels);
}

void ImageReader::readSparse(std::span<const std::uint32_t> indices, const Model& model, Tape<float>& tape,
                             std::span<const std::uint32_t> next) const {
    if (!sparse_ || sparse_->pieces() != model.pieces().size() ||
        static_cast<Index>(sparse_->pieceSize()) != model.pieces().front().shape().rows)
        throw std::logic_error("The images were not prepared for this network.");
    sparse_->prefetch(next);
    for (std::size_t t = 0; t < sparse_->pieces(); ++t) {
        SparseColumns<float>& columns = tape.sparseInput(model.pieces()[t]);
        columns.clear();
        for (const std::uint32_t image : indices)
            columns.appendColumn([&, pixels = sparse_->piece(image, t)](SparseElement<float>* elements) {
                return sparse_->tellsPlaces() ? writePlaces(pixels, elements) : writeGaps(pixels, elements);
            });
    }
}

void ImageReader::sortByBeginning(std::span<const std::uint32_t> indices, std::span<std::uint32_t> sorted,
                                  std::span<Index> begun) const {
    if (!sparse_ || sparse_->blankShare() < sortedShare) {
        std::ranges::copy(indices, sorted.begin());
        std::ranges::fill(begun, std::ssize(indices));
        return;
    }
    std::ranges::fill(begun, 0);
    for (const std::uint32_t image : indices)
        if (const std::size_t blank = sparse_->blankPieces(image); blank < begun.size())
            ++begun[blank];
    for (std::size_t t = 1; t < begun.size(); ++t)
        begun[t] += begun[t - 1];
    // From the back, each image takes the last free place of those that begin with it.
    Index behind = std::ssize(indices);
    for (std::size_t i = indices.size(); i-- > 0;) {
        const std::size_t blank = sparse_->blankPieces(indices[i]);
        Index& place = blank < begun.size() ? begun[blank] : behind;
        sorted[static_cast<std::size_t>(--place)] = indices[i];
    }
    // Now begun[t] is where those of t start, and so where those of t - 1 end.
    std::shift_left(begun.begin(), begun.end(), 1);
    begun.back() = behind;
}

void gatherImages(const ImageSet& set, std::span<const std::uint32_t> indices, Tensor<float> pixels,
                  std::span<std::int32_t> labels, std::span<const std::uint32_t> places) {
    std::vector<std::uint8_t> buffer(set.packed.count() > 0 ? set.pixelsPerImage() : 0); // none while training
    for (std::size_t j = 0; j < indices.size(); ++j) {
        const std::span<const std::uint8_t> bytes = set.image(indices[j], buffer);
        const std::span<float> column = pixels.column(static_cast<Index>(j));
        if (places.empty())
            std::ranges::transform(bytes, column.begin(), [](auto byte) { return scaled[byte]; });
        else
            std::transform(places.begin(), places.end(), column.begin(), [bytes](auto i) { return scaled[bytes[i]]; });
    }
    copyLabels(set, indices, labels);
}

int largestRow(std::span<const float> column) {
    return static_cast<int>(std::max_element(column.begin(), column.end()) - column.begin());
}

} // namespace unroll
