#include "engine/training/snapshot_studies.h"

#include "engine/training/hessian.h"
#include "engine/training/landscape_survey.h"
#include "engine/training/network_check.h"
#include "engine/training/parameter_survey.h"
#include "engine/training/state_map.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

namespace unroll {
namespace {

// The weights in the memory that passes read them from, and the images.
struct Material {
    explicit Material(StudySubject from)
        : subject(std::move(from))
        , parameters(subject.snapshot->parameters.size())
        , reader(*subject.images, subject.places)
        , indices(static_cast<std::size_t>(subject.images->count)) {
        std::ranges::copy(subject.snapshot->parameters, parameters.data());
        std::iota(indices.begin(), indices.end(), 0U);
    }

    StudySubject subject;
    Arena<float> parameters;
    ImageReader reader;
    std::vector<std::uint32_t> indices;
    WorkerPool pool{1};
};

// `Survey` has abandonWhen(), advance() and done(), and makes its result with `Result`.
template <typename Survey, typename Result>
class Surveyed : public SnapshotStudy {
public:
    template <typename Make>
    Surveyed(StudySubject subject, Make make, Result result, bool tellsBefore = false)
        : material_(std::move(subject))
        , survey_(make(material_))
        , result_(std::move(result))
        , tellsBefore_(tellsBefore) {}

    bool advance(const std::atomic<bool>& abandoned) override {
        survey_->abandonWhen(&abandoned);
        try {
            survey_->advance();
        } catch (const Abandoned&) {
            return false;
        }
        return true;
    }
    bool done() const override { return survey_->done(); }
    std::shared_ptr<const StudyResult> result() const override {
        if (!done() && !tellsBefore_)
            return nullptr;
        return std::make_shared<const StudyResult>(result_(*survey_));
    }

private:
    Material material_;
    std::unique_ptr<Survey> survey_;
    Result result_;
    bool tellsBefore_;
};

template <typename Survey, typename Make, typename Result>
std::unique_ptr<SnapshotStudy> surveyed(StudySubject subject, Make make, Result result, bool tellsBefore = false) {
    return std::make_unique<Surveyed<Survey, Result>>(std::move(subject), std::move(make), std::move(result),
                                                      tellsBefore);
}

// A search with the Hessian that it is about.
class CurvatureSurvey {
public:
    explicit CurvatureSurvey(Material& material)
        : hessian_(material.subject.description, material.parameters.span(), material.reader, material.indices,
                   material.pool)
        , search_(hessian_) {}

    void abandonWhen(const std::atomic<bool>* flag) { hessian_.abandonWhen(flag); }
    void advance() { search_.advance(); }
    bool done() const { return search_.done(); }

    // Without its direction: as many numbers as parameters, for every epoch that is kept, and nobody asks for them.
    Sharpness result() const {
        Sharpness found = search_.result();
        found.direction = {};
        return found;
    }

private:
    Hessian hessian_;
    SharpnessSearch search_;
};

// So many points at once that it takes some ten milliseconds, and each piece shows.
class PlaneSurvey {
public:
    PlaneSurvey(Material& material, const LandscapeStudy& wish)
        : survey_(material.subject.description, material.parameters.span(), material.reader, material.indices,
                  material.pool,
                  {.directions = wish.directions, .seed = wish.seed, .side = static_cast<std::size_t>(wish.side)},
                  wish.past) {}

    void abandonWhen(const std::atomic<bool>* flag) { survey_.abandonWhen(flag); }
    void advance() { survey_.advance(pointsAtOnce); }
    bool done() const { return survey_.done(); }
    const Landscape& landscape() const { return survey_.landscape(); }

private:
    static constexpr std::size_t pointsAtOnce = 9; // the coarsest grid of 31 x 31
    LandscapeSurvey survey_;
};

// What is answered at once.
class Single : public SnapshotStudy {
public:
    using Answer = std::function<StudyResult(Material&, const std::atomic<bool>&)>;

    Single(StudySubject subject, Answer answer)
        : material_(std::move(subject))
        , answer_(std::move(answer)) {}

    bool advance(const std::atomic<bool>& abandoned) override {
        try {
            result_ = std::make_shared<const StudyResult>(answer_(material_, abandoned));
        } catch (const Abandoned&) {
            return false;
        }
        return true;
    }
    bool done() const override { return result_ != nullptr; }
    std::shared_ptr<const StudyResult> result() const override { return result_; }

private:
    Material material_;
    Answer answer_;
    std::shared_ptr<const StudyResult> result_;
};

// On the only image.
TapeWalk& walkOn(Material& material, const std::atomic<bool>& abandoned) {
    const ImageSet& set = *material.subject.images;
    std::vector<std::uint8_t> buffer(set.pixelsPerImage());
    const auto bytes = set.image(0, buffer);
    const std::vector<std::uint32_t>& places = material.subject.places;
    std::vector<float> pixels(bytes.size());
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<float>(bytes[places.empty() ? i : places[i]]) / 255.0F;
    TapeWalk& walk = *material.subject.walk;
    walk.read(material.parameters.span(), pixels, set.labels[0]);
    walk.abandonWhen(&abandoned);
    return walk;
}

struct MakeStudy {
    StudySubject subject;

    std::unique_ptr<SnapshotStudy> operator()(const MapStudy&) {
        const std::shared_ptr<StateMap> before = subject.mapBefore;
        return surveyed<StateMapSurvey>(
            std::move(subject),
            [](Material& material) {
                return std::make_unique<StateMapSurvey>(material.subject.description, material.parameters.span(),
                                                        material.reader, material.indices);
            },
            [before](const StateMapSurvey& survey) {
                StateMap map = survey.map(before ? *before : StateMap());
                if (before)
                    *before = map;
                return map;
            });
    }
    std::unique_ptr<SnapshotStudy> operator()(const SharpnessStudy&) {
        return surveyed<CurvatureSurvey>(
            std::move(subject), [](Material& material) { return std::make_unique<CurvatureSurvey>(material); },
            [](const CurvatureSurvey& survey) { return survey.result(); });
    }
    std::unique_ptr<SnapshotStudy> operator()(const LandscapeStudy& wish) {
        return surveyed<PlaneSurvey>(
            std::move(subject), [&](Material& material) { return std::make_unique<PlaneSurvey>(material, wish); },
            [](const PlaneSurvey& survey) { return survey.landscape(); }, true);
    }
    std::unique_ptr<SnapshotStudy> operator()(const ParameterStudy& wish) {
        return surveyed<ParameterSurvey>(
            std::move(subject),
            [&](Material& material) {
                return std::make_unique<ParameterSurvey>(material.subject.description, material.parameters.span(),
                                                         material.reader, material.indices, wish.bins);
            },
            [](const ParameterSurvey& survey) { return survey.statistics(); });
    }
    std::unique_ptr<SnapshotStudy> operator()(const TapeStudy& wish) {
        return std::make_unique<Single>(std::move(subject),
                                        [wish](Material& material, const std::atomic<bool>& abandoned) {
                                            return walkOn(material, abandoned).stateAt(wish.stop, wish.node);
                                        });
    }
    std::unique_ptr<SnapshotStudy> operator()(const CellStudy& wish) {
        return std::make_unique<Single>(
            std::move(subject), [wish](Material& material, const std::atomic<bool>& abandoned) {
                return walkOn(material, abandoned).anatomyOf(wish.layer, wish.cell, wish.unit);
            });
    }
    std::unique_ptr<SnapshotStudy> operator()(const LedgerStudy&) {
        return std::make_unique<Single>(std::move(subject), [](Material& material, const std::atomic<bool>& abandoned) {
            return walkOn(material, abandoned).ledger();
        });
    }
    std::unique_ptr<SnapshotStudy> operator()(const CheckStudy&) {
        return std::make_unique<Single>(std::move(subject), [](Material& material, const std::atomic<bool>& abandoned) {
            // Every cell of up to 28; of more, some, for a check takes as many forward passes.
            constexpr Index checkedCells = 28;
            const bool many = material.subject.description.cells > checkedCells;
            return checkNetwork(material.subject.description, material.parameters.span(), *material.subject.images,
                                material.indices, material.subject.places,
                                {.elements = many ? 2 : 8, .cells = checkedCells, .abandoned = &abandoned});
        });
    }
};

} // namespace

std::optional<std::int64_t> imagesOf(const StudyWish& wish) {
    return std::visit(
        [](const auto& study) -> std::optional<std::int64_t> {
            if constexpr (requires { study.images; })
                return study.images;
            return {};
        },
        wish);
}

bool isOfTraining(const StudyWish& wish) {
    const auto* sharpness = std::get_if<SharpnessStudy>(&wish);
    return sharpness && sharpness->training;
}

const Subject* subjectOf(const StudyWish& wish) {
    return std::visit(
        [](const auto& study) -> const Subject* {
            if constexpr (requires { study.subject; })
                return &study.subject;
            return nullptr;
        },
        wish);
}

std::unique_ptr<SnapshotStudy> makeStudy(const StudyWish& wish, StudySubject subject) {
    if (subjectOf(wish) && !std::holds_alternative<CheckStudy>(wish) && !subject.walk)
        subject.walk = std::make_shared<TapeWalk>(subject.description);
    return std::visit(MakeStudy{std::move(subject)}, wish);
}

} // namespace unroll
