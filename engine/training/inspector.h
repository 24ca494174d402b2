// Looks into a network while it reads one image.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/inspection.h"

#include <vector>

namespace unroll {

class Inspector {
public:
    // Looks at the block of parameters, which the caller owns and may change between calls. `places` as in
    // ImageReader.
    Inspector(const ModelDescription& description, std::span<const float> parameters,
              std::vector<std::uint32_t> places = {});

    // `index` is below the set's count.
    Inspection inspect(const ImageSet& set, std::int64_t index);

private:
    void read(const ImageSet& set, std::uint32_t index);
    void collectAnswers(Inspection& inspection) const;
    void collectLayers(Inspection& inspection) const;
    void collectGates(Inspection& inspection);
    void collectSaliency(Inspection& inspection) const;

    ModelDescription description_;
    std::vector<std::uint32_t> places_;
    Model model_; // as it is trained, with a gradient of the pixels
    Tape<float> tape_;
    Model reader_; // with a read-out after every cell
    Tape<float> readerTape_;
};

} // namespace unroll
