#include "engine/training/landscape_survey.h"

#include "engine/tensor/random.h"
#include "engine/training/evaluation.h"
#include "tests/support/drawn_images.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace unroll;

namespace {

// A network with drawn weights, and images.
struct Subject {
    explicit Subject(const ModelDescription& asked, std::int64_t images = 90)
        : description(asked)
        , set(drawnImages(images, asked.pixels, asked.classes, 3))
        , indices(static_cast<std::size_t>(images))
        , parameters(Model(asked, 1).graph().parameterBlockSize()) {
        std::iota(indices.begin(), indices.end(), 0U);
        Random random(3);
        for (float& weight : parameters.span())
            weight = static_cast<float>(random.uniform(-0.5, 0.5));
    }

    std::vector<float> movedTo(const PlaneAxes& axes, double alpha, double beta) const {
        std::vector<float> moved(parameters.span().begin(), parameters.span().end());
        for (std::size_t i = 0; i < moved.size(); ++i)
            moved[i] += static_cast<float>(alpha) * axes[0][i] + static_cast<float>(beta) * axes[1][i];
        return moved;
    }

    // By the evaluator, which knows nothing of planes.
    double lossAt(std::span<const float> weights) const {
        Arena<float> block(parameters.span().size());
        std::ranges::copy(weights, block.data());
        WorkerPool pool(1);
        Evaluator evaluator(description, block.span(), pool);
        std::vector<ImageOutcome> outcomes(indices.size());
        evaluator.evaluate(ImageReader(set), indices, outcomes);
        double sum = 0;
        for (const ImageOutcome& outcome : outcomes)
            sum += static_cast<double>(outcome.loss);
        return sum / static_cast<double>(outcomes.size());
    }

    // Epochs that move along a line, or with a bend in it.
    std::vector<PastEpoch> past(int epochs, bool bent) const {
        Random random(9);
        std::vector<float> ahead(parameters.span().size());
        std::vector<float> aside(parameters.span().size());
        for (std::size_t i = 0; i < ahead.size(); ++i) {
            ahead[i] = static_cast<float>(random.normal());
            aside[i] = static_cast<float>(random.normal());
        }
        std::vector<PastEpoch> all;
        for (int epoch = 0; epoch <= epochs; ++epoch) {
            auto snapshot = std::make_shared<Snapshot>();
            const double left = 1 - static_cast<double>(epoch) / epochs;
            snapshot->parameters =
                movedTo({ahead, aside}, 0.1 * left, bent ? 0.05 * std::sin(left * 3.14159265358979) : 0);
            all.push_back({epoch, snapshot});
        }
        return all;
    }

    ModelDescription description;
    ImageSet set;
    std::vector<std::uint32_t> indices;
    Arena<float> parameters;
};

ModelDescription small(CellKind cell = CellKind::Lstm) {
    return {.pixels = 24, .cells = 4, .hidden = 5, .classes = 4, .cell = cell, .layers = 2};
}

double dot(std::span<const float> a, std::span<const float> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace

class TestLandscapeSurvey : public QObject {
    Q_OBJECT

private slots:
    void randomAxesHaveTheWeightsNorms() {
        const Subject subject(small());
        const PlaneAxes axes = randomAxes(subject.description, subject.parameters.span(), 7);
        const Model model(subject.description, 1);
        for (const std::vector<float>& axis : axes)
            for (const Node node : model.graph().parameters()) {
                const NodeRecord& record = model.graph().record(node);
                const auto rows = static_cast<std::size_t>(record.shape.rows);
                const auto columns = static_cast<std::size_t>(record.shape.columns);
                const auto first = static_cast<std::size_t>(record.parameterOffset);
                const auto norm = [&](std::span<const float> block, std::size_t row) {
                    double squares = 0;
                    for (std::size_t i = 0; i < rows * columns; ++i)
                        if (record.isVector || i % rows == row)
                            squares += std::pow(static_cast<double>(block[first + i]), 2);
                    return std::sqrt(squares);
                };
                for (std::size_t row = 0; row < rows; ++row)
                    QVERIFY2(std::abs(norm(axis, row) - norm(subject.parameters.span(), row)) < 1e-5,
                             record.name.c_str());
            }
        QVERIFY(std::abs(dot(axes[0], axes[1])) < 0.3 * dot(axes[0], axes[0])); // two, and not one twice
        QCOMPARE(randomAxes(subject.description, subject.parameters.span(), 7), axes);
        QVERIFY(randomAxes(subject.description, subject.parameters.span(), 8) != axes);
    }

    void lossesAreThoseOfTheMovedNetwork_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<bool>("every");
        for (const bool every : {false, true}) {
            QTest::addRow("vanilla %d", every) << static_cast<int>(CellKind::Vanilla) << every;
            QTest::addRow("indrnn %d", every) << static_cast<int>(CellKind::Indrnn) << every;
            QTest::addRow("gru %d", every) << static_cast<int>(CellKind::Gru) << every;
            QTest::addRow("lstm %d", every) << static_cast<int>(CellKind::Lstm) << every;
        }
    }
    void lossesAreThoseOfTheMovedNetwork() {
        QFETCH(int, cell);
        QFETCH(bool, every);
        ModelDescription description = small(static_cast<CellKind>(cell));
        description.output = every ? Output::Every : Output::Last;
        const Subject subject(description);
        const ImageReader reader(subject.set);
        WorkerPool pool(2);
        const PlaneAxes axes = randomAxes(description, subject.parameters.span(), 1);
        LossPlane plane(description, subject.parameters.span(), axes, reader, subject.indices, pool);
        const std::vector<PlanePoint> points{{0, 0}, {0.5, 0}, {-1, 0.25}, {0, 0}, {0.1, -0.9}};
        for (int round = 0; round < 2; ++round) { // what a lane holds of its images stays right
            std::vector<double> losses(points.size());
            plane.losses(points, losses);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double expected = subject.lossAt(subject.movedTo(axes, points[i].alpha, points[i].beta));
                QVERIFY2(std::abs(losses[i] - expected) < 1e-5 * expected,
                         qPrintable(QStringLiteral("%1 for %2").arg(losses[i]).arg(expected)));
            }
        }
    }

    void bitsAreTheSameForAnyNumberOfThreads() {
        const Subject subject(small(CellKind::Gru));
        const ImageReader reader(subject.set);
        std::vector<std::vector<double>> found;
        for (const int threads : {1, 2, 3, 8}) {
            WorkerPool pool(threads);
            LandscapeSurvey survey(subject.description, subject.parameters.span(), reader, subject.indices, pool,
                                   {.side = 5});
            while (!survey.done())
                survey.advance(static_cast<std::size_t>(threads)); // nor for pieces of another size
            found.push_back(survey.landscape().loss);
        }
        for (const std::vector<double>& losses : found)
            QCOMPARE(losses, found.front());
    }

    void fillsFromCoarseToFine() {
        const Subject subject(small(CellKind::Vanilla));
        const ImageReader reader(subject.set);
        WorkerPool pool(2);
        LandscapeSurvey survey(subject.description, subject.parameters.span(), reader, subject.indices, pool,
                               {.seed = 4, .side = 31});
        const Landscape& landscape = survey.landscape();
        QCOMPARE(landscape.alpha.front(), -1.0);
        QCOMPARE(landscape.alpha[15], 0.0);
        QCOMPARE(landscape.alpha.back(), 1.0);
        QCOMPARE(landscape.images, 90);
        QCOMPARE(landscape.seed, 4U);
        std::size_t known = 0;
        while (!survey.done()) {
            survey.advance(9);
            const auto now = static_cast<std::size_t>(
                std::ranges::count_if(landscape.loss, [](double loss) { return !std::isnan(loss); }));
            QCOMPARE(now, std::min<std::size_t>(known + 9, 31 * 31));
            known = now;
            if (known == 9) // they lie far apart, around the network itself
                for (const std::size_t row : {7U, 15U, 23U})
                    for (const std::size_t column : {7U, 15U, 23U})
                        QVERIFY(!std::isnan(landscape.at(row, column)));
        }
        QVERIFY(std::abs(landscape.at(15, 15) - subject.lossAt(subject.parameters.span())) < 1e-5);
        const PlaneAxes axes = randomAxes(subject.description, subject.parameters.span(), 4);
        const double corner = subject.lossAt(subject.movedTo(axes, 1, -1));
        QVERIFY(std::abs(landscape.at(0, 30) - corner) < 1e-5 * corner); // [beta][alpha]
    }

    void aBentTrajectoryLiesInItsPlane() {
        const Subject subject(small());
        const std::vector<PastEpoch> past = subject.past(10, true);
        const PlaneAxes axes = trajectoryAxes(subject.parameters.span(), past);
        QVERIFY(std::abs(dot(axes[0], axes[0]) - 1) < 1e-5);
        QVERIFY(std::abs(dot(axes[1], axes[1]) - 1) < 1e-5);
        QVERIFY(std::abs(dot(axes[0], axes[1])) < 1e-5);
        const std::vector<TrajectoryPoint> points = project(subject.parameters.span(), axes, past);
        QCOMPARE(points.size(), 11U);
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i].epoch, static_cast<std::int64_t>(i));
            QVERIFY(points[i].away < 1e-3);
            const std::vector<float> there = subject.movedTo(axes, points[i].alpha, points[i].beta);
            for (std::size_t j = 0; j < there.size(); ++j)
                QVERIFY(std::abs(there[j] - past[i].snapshot->parameters[j]) < 1e-4F);
        }
        QVERIFY(points.front().alpha > 0);
        QVERIFY(std::abs(points.back().alpha) < 1e-6);

        const ImageReader reader(subject.set);
        WorkerPool pool(1);
        LandscapeSurvey survey(subject.description, subject.parameters.span(), reader, subject.indices, pool,
                               {.directions = PlaneDirections::Trajectory, .side = 9}, past);
        survey.advance(81);
        const Landscape& landscape = survey.landscape();
        for (const TrajectoryPoint& point : landscape.trajectory) { // the drawing takes all of it in
            QVERIFY(point.alpha >= landscape.alpha.front() && point.alpha <= landscape.alpha.back());
            QVERIFY(point.beta >= landscape.beta.front() && point.beta <= landscape.beta.back());
        }
        QVERIFY(std::ranges::find(landscape.alpha, 0.0) != landscape.alpha.end());
        QVERIFY(std::ranges::find(landscape.beta, 0.0) != landscape.beta.end());
    }

    void aStraightTrajectoryHasAPlane() {
        const Subject subject(small());
        const std::vector<PastEpoch> past = subject.past(3, false);
        const PlaneAxes axes = trajectoryAxes(subject.parameters.span(), past);
        QVERIFY(std::abs(dot(axes[1], axes[1]) - 1) < 1e-5);
        QVERIFY(std::abs(dot(axes[0], axes[1])) < 1e-5);
        const ImageReader reader(subject.set);
        WorkerPool pool(1);
        const LandscapeSurvey survey(subject.description, subject.parameters.span(), reader, subject.indices, pool,
                                     {.directions = PlaneDirections::Trajectory, .side = 5}, past);
        QVERIFY(survey.landscape().beta.back() > survey.landscape().beta.front());
    }

    void whatIsOffThePlaneIsTold() {
        const Subject subject(small());
        const std::vector<PastEpoch> past = subject.past(4, true);
        for (const TrajectoryPoint& point :
             project(subject.parameters.span(), randomAxes(subject.description, subject.parameters.span(), 1), past))
            QVERIFY(point.epoch == 4 ? point.away == 0 : point.away > 0.5);
    }

    void refusesWhatHasNoPlane() {
        const Subject subject(small());
        const std::vector<PastEpoch> past = subject.past(1, false);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                                 trajectoryAxes(subject.parameters.span(), std::span(past).last(1)));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, trajectoryAxes(subject.parameters.span(), {}));
        const ImageReader reader(subject.set);
        WorkerPool pool(1);
        for (const std::size_t side : {0U, 1U, 4U})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                                     LandscapeSurvey(subject.description, subject.parameters.span(), reader,
                                                     subject.indices, pool, {.side = side}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                                 LandscapeSurvey(subject.description, subject.parameters.span(), reader, {}, pool, {}));
    }

    void givesUp() {
        const Subject subject(small());
        const ImageReader reader(subject.set);
        WorkerPool pool(2);
        LandscapeSurvey survey(subject.description, subject.parameters.span(), reader, subject.indices, pool, {});
        const std::atomic<bool> abandoned = true;
        survey.abandonWhen(&abandoned);
        QVERIFY_THROWS_EXCEPTION(Abandoned, survey.advance(5));
        QVERIFY(std::ranges::all_of(survey.landscape().loss, [](double loss) { return std::isnan(loss); }));
    }
};

QTEST_GUILESS_MAIN(TestLandscapeSurvey)
#include "tst_landscape_survey.moc"
