// Looks into a network while it reads images. Of one image, a forward pass gives all values, one backward pass all
// gradients of its loss, and one more those of a logit; of many, a forward pass their answers.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/blueprint.h"
#include "engine/session/inspection.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace unroll {

class TapeWalk;

// An image as a network is given it.
struct SubjectImage {
    std::vector<std::uint8_t> pixels{};
    std::optional<int> label{};
};

// Throws what SnapshotInspector::look() throws for a subject.
using SubjectImages = std::function<SubjectImage(const Subject&)>;

// The image of a set as a bitmap. Throws std::out_of_range when there is none.
Bitmap bitmapOf(const ImageSet& set, std::int64_t index);

class Inspector : public SnapshotInspector {
public:
    // `places` as in ImageReader. Without `images` it reads bitmaps alone. There are so many test images, and
    // training images, of which studies take some.
    explicit Inspector(const ModelDescription& description, std::vector<std::uint32_t> places = {},
                       SubjectImages images = {}, std::int64_t testImages = 0, std::int64_t trainImages = 0);
    ~Inspector() override;

    std::size_t parameters() const { return parameters_.span().size(); }

    std::optional<Findings> look(const Snapshot& snapshot, const Query& query,
                                 const std::atomic<bool>& abandoned) override;
    std::unique_ptr<SnapshotStudy> study(std::shared_ptr<const Snapshot> snapshot, const StudyWish& wish) override;

private:
    struct Reader; // answers for many images at once
    struct Whole;  // everything about one image

    SubjectImage imageOf(const Subject& subject) const;
    std::shared_ptr<const ImageSet> firstImages(std::int64_t count, bool training);
    std::shared_ptr<const ImageSet> alone(const Subject& subject, const Snapshot& snapshot);
    void write(const SubjectImage& image, std::span<float> pixels) const;
    void takeParameters(const Snapshot& snapshot);
    void readAnswers(Findings& findings, const std::atomic<bool>& abandoned);
    void readWhole(Findings& findings, std::size_t subject, const std::atomic<bool>& abandoned);
    void goBackward(std::size_t row); // of the root
    void addCellAnswers(Findings& findings, std::size_t subject) const;
    void addStates(Findings& findings, std::size_t subject) const;
    void addGates(Findings& findings, std::size_t subject) const;
    void addStateGradients(Findings& findings, std::size_t subject) const;
    void addPixels(Findings& findings, std::size_t subject, Quantity quantity) const;
    void addReadingOrder(Findings& findings, std::size_t subject) const;

    ModelDescription description_;
    std::vector<std::uint32_t> places_;
    SubjectImages images_;
    std::int64_t testImages_;
    std::int64_t trainImages_;
    std::shared_ptr<const ImageSet> studied_; // the first images, as many as the last study was of
    bool studiedTraining_ = false;            // and of which part
    std::shared_ptr<StateMap> lastMap_ = std::make_shared<StateMap>();
    std::shared_ptr<TapeWalk> walk_;
    Arena<float> parameters_;
    std::unique_ptr<Reader> reader_; // these two when they are needed first
    std::unique_ptr<Whole> whole_;
};

// Findings about a test or training image's answers, states, gates and gradients as commands print them.
inline constexpr Quantities inspectionQuantities =
    Quantity::CellAnswers | Quantity::States | Quantity::Gates | Quantity::StateGradients | Quantity::PixelGradients;
Inspection inspectionOf(const Findings& findings);

} // namespace unroll
