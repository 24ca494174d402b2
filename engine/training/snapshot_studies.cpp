#include "engine/training/snapshot_studies.h"

#include "engine/training/hessian.h"
#include "engine/training/landscape_survey.h"
#include "engine/training/parameter_survey.h"
#include "engine/training/state_map.h"

#include <algorithm>
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
    Sharpness result() const { return search_.result(); }

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
};

} // namespace

std::int64_t imagesOf(const StudyWish& wish) {
    return std::visit([](const auto& study) { return study.images; }, wish);
}

std::unique_ptr<SnapshotStudy> makeStudy(const StudyWish& wish, StudySubject subject) {
    return std::visit(MakeStudy{std::move(subject)}, wish);
}

} // namespace unroll
