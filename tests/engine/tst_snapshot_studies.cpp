#include "engine/training/snapshot_studies.h"

#include "engine/nn/initializers.h"
#include "engine/training/hessian.h"
#include "engine/training/inspector.h"
#include "engine/training/landscape_survey.h"
#include "engine/training/parameter_survey.h"
#include "engine/training/state_map.h"
#include "engine/training/trainer.h"
#include "tests/support/drawn_images.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

ModelDescription description(CellKind cell = CellKind::Lstm) {
    return {.pixels = 16, .cells = 4, .hidden = 6, .classes = 4, .cell = cell, .layers = 2};
}

// A network with drawn weights, and what it is asked.
struct Subject {
    explicit Subject(const ModelDescription& asked = description(), std::uint64_t seed = 3)
        : of(asked)
        , parameters(Model(asked, 1).graph().parameterBlockSize()) {
        initializeParameters(Model(asked, 1).graph(), parameters.span(), Initialization::Xavier, seed);
    }

    std::shared_ptr<const Snapshot> snapshot() const {
        return std::make_shared<const Snapshot>(
            Snapshot{{1, 2, 3}, {parameters.span().begin(), parameters.span().end()}});
    }
    Inspector inspector() const {
        return Inspector(
            of, {},
            [this](const unroll::Subject& subject) {
                const auto* training = std::get_if<TrainingImage>(&subject);
                const Bitmap image = training ? bitmapOf(trainingSet, training->index)
                                              : bitmapOf(set, std::get<TestImage>(subject).index);
                return SubjectImage{image.pixels, image.label};
            },
            set.count, trainingSet.count);
    }

    // Until it is done; how often it had something to tell.
    template <typename Result>
    Result answer(const StudyWish& wish, int* told = nullptr) const {
        const auto study = inspector().study(snapshot(), wish);
        const std::atomic<bool> never = false;
        std::shared_ptr<const StudyResult> result;
        while (!study->done()) {
            if (!study->advance(never))
                qFatal("given up");
            result = study->result();
            if (told && result)
                ++*told;
        }
        return std::get<Result>(*result);
    }

    ModelDescription of;
    ImageSet set = drawnImages(50, 16, 4);
    ImageSet trainingSet = drawnImages(70, 16, 4, 5);
    Arena<float> parameters;
};

} // namespace

class TestSnapshotStudies : public QObject {
    Q_OBJECT

private slots:
    // What the library computes of the same images.
    void theyAnswerAsTheLibraryDoes() {
        const Subject subject;
        const ImageReader reader(subject.set);
        std::vector<std::uint32_t> indices(30);
        std::iota(indices.begin(), indices.end(), 0U);
        WorkerPool pool(2);

        int told = 0;
        const auto sharpness = subject.answer<Sharpness>(SharpnessStudy{30}, &told);
        const ImageReader trainingReader(subject.trainingSet); // of the loss that descent goes down
        Hessian hessian(subject.of, subject.parameters.span(), trainingReader, indices, pool);
        const Sharpness expected = sharpnessOf(hessian);
        QCOMPARE(sharpness.largestEigenvalue, expected.largestEigenvalue);
        QCOMPARE(sharpness.iterations, expected.iterations);
        QCOMPARE(sharpness.images, 30);
        QCOMPARE(told, 1);                    // half a search is no answer
        QVERIFY(sharpness.direction.empty()); // as large as the network, for every epoch that is looked into

        told = 0;
        const auto landscape = subject.answer<Landscape>(LandscapeStudy{.seed = 5, .images = 30, .side = 7}, &told);
        LandscapeSurvey survey(subject.of, subject.parameters.span(), reader, indices, pool, {.seed = 5, .side = 7});
        survey.advance(49);
        QCOMPARE(landscape.loss, survey.landscape().loss);
        QVERIFY(told > 3); // it fills in

        const auto map = subject.answer<StateMap>(MapStudy{30});
        const StateMap whole = mapStates(subject.of, subject.parameters.span(), reader, indices);
        QCOMPARE(map.points.size(), whole.points.size());
        for (std::size_t i = 0; i < map.points.size(); ++i) {
            QCOMPARE(map.points[i].x, whole.points[i].x);
            QCOMPARE(map.points[i].prediction, whole.points[i].prediction);
        }
    }

    // More than there are is all of them.
    void asManyImagesAsThereAre() {
        const Subject subject;
        QCOMPARE(subject.answer<Sharpness>(SharpnessStudy{1000}).images, 70);
        QCOMPARE(subject.answer<Sharpness>(SharpnessStudy{1000, false}).images, 50);
        QCOMPARE(subject.answer<ParameterStatistics>(ParameterStudy{}).images, 50);
    }

    void aMapKeepsItsAxesFromMomentToMoment() {
        const Subject before;
        Inspector inspector = before.inspector();
        const std::atomic<bool> never = false;
        const auto mapOf = [&](const Subject& of) {
            const auto study = inspector.study(of.snapshot(), MapStudy{50});
            while (!study->done())
                study->advance(never);
            return std::get<StateMap>(*study->result());
        };
        const StateMap first = mapOf(before);
        Subject turned;
        for (float& weight : turned.parameters.span())
            weight *= -1; // all states change their sign, and so would the axes
        const StateMap second = mapOf(turned);
        for (const std::size_t axis : {0U, 1U})
            QVERIFY(std::inner_product(first.axes[axis].begin(), first.axes[axis].end(), second.axes[axis].begin(),
                                       0.0) > 0);
    }

    void refusesWhatCanNotBeAnswered() {
        const Subject subject;
        const Subject other(description(CellKind::Vanilla));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, subject.inspector().study(other.snapshot(), MapStudy{}));
        Inspector withoutData(subject.of);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, withoutData.study(subject.snapshot(), SharpnessStudy{}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument,
            subject.inspector().study(subject.snapshot(), LandscapeStudy{.directions = PlaneDirections::Trajectory}));
    }

    void anyOfThemCanBeGivenUp() {
        const Subject subject;
        const std::atomic<bool> abandoned = true;
        for (const StudyWish& wish : {StudyWish(MapStudy{}), StudyWish(SharpnessStudy{}), StudyWish(LandscapeStudy{}),
                                      StudyWish(ParameterStudy{})}) {
            const auto study = subject.inspector().study(subject.snapshot(), wish);
            QVERIFY(!study->advance(abandoned));
            QVERIFY(!study->done());
        }
    }
};

QTEST_GUILESS_MAIN(TestSnapshotStudies)
#include "tst_snapshot_studies.moc"
