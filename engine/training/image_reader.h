// How a network reads a set of images: in which order their pixels, scaled from 0...255 to 0...1, and whether all of
// them or those that are not zero.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/data/sparse_images.h"
#include "engine/nn/model.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace unroll {

class ImageReader {
public:
    // Reads all pixels. The network's pixel i is stored at places[i]; without places, at i. The set must outlive the
    // reader.
    ImageReader(const ImageSet& set, std::vector<std::uint32_t> places = {}); // NOLINT: a set can be read as it is

    // The way in which a network trains fastest on images like those of a set: where most pixels are zero, as in
    // handwriting, and cells read many of them, on those that are not.
    static Pixels fastestWay(const ImageSet& set, const ModelDescription& description);

    // Reads the first `images` of the set in the fastest way.
    static ImageReader fastest(const ImageSet& set, std::int64_t images, const ModelDescription& description,
                               std::vector<std::uint32_t> places);

    // Asks the source for all its images, of which about so many pixels are inked, and keeps of them what a network
    // that takes its pixels in this way reads. The source may end before the reader.
    static ImageReader owning(const ImageSource& source, std::uint64_t inked, Pixels pixels,
                              const ModelDescription& description, std::vector<std::uint32_t> places);

    // Its labels; and its images, where all pixels are read.
    const ImageSet& set() const { return *set_; }

    // What models it is made for. It fills in dense ones all the same.
    Pixels pixels() const { return sparse_ ? Pixels::Sparse : Pixels::Dense; }

    // Column j of the model's pixels becomes image indices[j] of the set, and labels[j] its label. There are at most as
    // many indices as columns; what further columns hold has no meaning. Throws std::logic_error for a sparse model
    // that this reader was not made for. The processor is asked to fetch the images `next`, which are read next.
    void read(std::span<const std::uint32_t> indices, const Model& model, Tape<float>& tape,
              std::span<const std::uint32_t> next = {}) const;

    // Puts the images in the order in which they begin: those whose first pixels come earlier in front, others as they
    // were. `begun[t]` becomes the number of images with a pixel in the cells up to t. Where it would
    // not pay, and for a reader of all pixels, all begin with the first cell.
    void sortByBeginning(std::span<const std::uint32_t> indices, std::span<std::uint32_t> sorted,
                         std::span<Index> begun) const;

private:
    ImageReader(std::shared_ptr<const ImageSet> owned, std::vector<std::uint32_t> places);

    void readSparse(std::span<const std::uint32_t> indices, const Model& model, Tape<float>& tape,
                    std::span<const std::uint32_t> next) const;

    const ImageSet* set_;
    std::shared_ptr<const ImageSet> owned_; // the set, where it is the reader's own
    std::vector<std::uint32_t> places_;
    std::optional<SparseImages> sparse_;
};

// What a reader does for a dense model, for a network of your own: column j of `pixels` becomes image indices[j] of the
// set in the order of `places`, and labels[j] its label. Further columns stay as they are.
void gatherImages(const ImageSet& set, std::span<const std::uint32_t> indices, Tensor<float> pixels,
                  std::span<std::int32_t> labels, std::span<const std::uint32_t> places = {});

// The row of the largest element of a column; the first of equals.
int largestRow(std::span<const float> column);

} // namespace unroll
