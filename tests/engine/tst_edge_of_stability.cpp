// With full batches and plain descent the sharpness rises until it meets 2 / eta, and stays there. (Cohen et al.,
// Gradient descent on neural networks typically occurs at the edge of stability, 2021.)
#include "engine/data/digit_generator.h"
#include "engine/nn/initializers.h"
#include "engine/training/hessian.h"
#include "engine/training/trainer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

// Sharpness and loss, every twenty steps.
struct Course {
    std::vector<double> sharpness{};
    std::vector<double> losses{};
};

Course descend(double eta, int rounds) {
    const ModelDescription description{.pixels = 784, .cells = 4, .hidden = 24, .classes = 10};
    const ImageSet set = generateDigits({.trainImages = 200, .testImages = 1}).train;
    const ImageReader reader(set);
    std::vector<std::uint32_t> indices(static_cast<std::size_t>(set.count));
    std::iota(indices.begin(), indices.end(), 0U);
    WorkerPool pool(2);
    Trainer trainer(description, set.count, pool);
    initializeParameters(trainer.graph(), trainer.parameters(), Initialization::Xavier, 1);
    Course course;
    for (int round = 0; round < rounds; ++round) {
        TrainingStep last;
        for (int step = 0; step < 20; ++step)
            last = trainer.step(reader, indices, eta);
        Hessian hessian(description, trainer.parameters(), reader, indices, pool);
        course.sharpness.push_back(sharpnessOf(hessian).largestEigenvalue);
        course.losses.push_back(last.loss);
    }
    return course;
}

} // namespace

class TestEdgeOfStability : public QObject {
    Q_OBJECT

private slots:
    // Where no limit is near it rises far beyond what the larger step allows.
    void aSmallStepLetsItRise() {
        const Course course = descend(0.05, 14);
        const double most = *std::ranges::max_element(course.sharpness);
        QVERIFY2(most > 17, qPrintable(QString::number(most)));
        QVERIFY(most < 2 / 0.05);
    }

    void aLargeStepHoldsItAtTheEdge() {
        constexpr double eta = 0.2;
        const Course course = descend(eta, 6);
        for (const double sharpness : course.sharpness)
            QVERIFY2(std::abs(sharpness * eta / 2 - 1) < 0.2, qPrintable(QString::number(sharpness)));
        QVERIFY2(*std::ranges::max_element(course.sharpness) > 2 / eta, "it meets the line");
        QVERIFY(std::ranges::is_sorted(course.losses, std::greater<>())); // and learns all the same
    }
};

QTEST_GUILESS_MAIN(TestEdgeOfStability)
#include "tst_edge_of_stability.moc"
