#include "engine/training/hessian.h"

#include "engine/tensor/random.h"
#include "tests/support/drawn_images.h"

#include <Eigen/Eigenvalues>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

// A network with drawn weights, and images.
struct Subject {
    Subject(const ModelDescription& asked, std::int64_t images, std::uint64_t seed = 5, double scale = 1)
        : description(asked)
        , set(drawnImages(images, asked.pixels, asked.classes, 3))
        , reader(set)
        , indices(static_cast<std::size_t>(images))
        , parameters(Model(asked, 1).graph().parameterBlockSize()) {
        std::iota(indices.begin(), indices.end(), 0U);
        Random random(seed);
        for (float& weight : parameters.span())
            weight = static_cast<float>(random.uniform(-scale, scale));
    }

    Hessian hessian(WorkerPool& pool) const { return {description, parameters.span(), reader, indices, pool}; }

    // Column by column, from products with unit vectors.
    Eigen::MatrixXd matrix(WorkerPool& pool) const {
        Hessian of = hessian(pool);
        const auto size = static_cast<Eigen::Index>(of.size());
        Eigen::MatrixXd columns(size, size);
        std::vector<float> unit(of.size());
        for (Eigen::Index i = 0; i < size; ++i) {
            unit[static_cast<std::size_t>(i)] = 1;
            of.times(unit, {columns.col(i).data(), of.size()});
            unit[static_cast<std::size_t>(i)] = 0;
        }
        return columns;
    }

    // The gradient of the mean loss where the weights are moved, in double.
    Eigen::VectorXd gradientAt(const Eigen::VectorXd& moved) const {
        Model model(description, std::ssize(indices));
        Arena<double> weights(model.graph().parameterBlockSize());
        for (std::size_t i = 0; i < weights.span().size(); ++i)
            weights.span()[i] = static_cast<double>(parameters.span()[i]) + moved[static_cast<Eigen::Index>(i)];
        Arena<float> single(model.graph().parameterBlockSize());
        Tape<float> images(model.graph(), model.losses(), single.span());
        reader.read(indices, model, images);
        Tape<double> tape(model.graph(), model.losses(), weights.span());
        tape.input(model.pixels()).matrix() = images.input(model.pixels()).matrix().cast<double>();
        std::ranges::copy(images.labels(model.labels()), tape.labels(model.labels()).begin());
        tape.forward();
        tape.backward(std::vector<double>(indices.size(), 1.0 / static_cast<double>(indices.size())));
        const auto block = tape.parameterGradients();
        return Eigen::Map<const Eigen::VectorXd>(block.data(), std::ssize(block));
    }

    ModelDescription description;
    ImageSet set;
    ImageReader reader;
    std::vector<std::uint32_t> indices;
    Arena<float> parameters;
};

ModelDescription tiny(CellKind cell, Output output = Output::Last) {
    return {.pixels = 6,
            .cells = 3,
            .hidden = 3,
            .classes = 3,
            .activation = Activation::Tanh,
            .cell = cell,
            .layers = cell == CellKind::Lstm ? 1 : 2,
            .output = output};
}

} // namespace

class TestHessian : public QObject {
    Q_OBJECT

private slots:
    void productsAreThoseOfTheGradientsDifferences_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("output");
        for (const CellKind cell : {CellKind::Vanilla, CellKind::Indrnn, CellKind::Gru, CellKind::Lstm})
            for (const Output output : {Output::Last, Output::Every})
                QTest::addRow("cell %d, output %d", static_cast<int>(cell), static_cast<int>(output))
                    << static_cast<int>(cell) << static_cast<int>(output);
    }
    void productsAreThoseOfTheGradientsDifferences() {
        QFETCH(int, cell);
        QFETCH(int, output);
        const Subject subject(tiny(static_cast<CellKind>(cell), static_cast<Output>(output)), 10);
        WorkerPool pool(2);
        Hessian hessian = subject.hessian(pool);
        Random random(9);
        std::vector<float> direction(hessian.size());
        Eigen::VectorXd wide(static_cast<Eigen::Index>(hessian.size()));
        for (std::size_t i = 0; i < direction.size(); ++i) {
            direction[i] = static_cast<float>(random.uniform(-1, 1));
            wide[static_cast<Eigen::Index>(i)] = static_cast<double>(direction[i]);
        }
        Eigen::VectorXd product(wide.size());
        hessian.times(direction, {product.data(), hessian.size()});
        constexpr double h = 1e-4;
        const Eigen::VectorXd difference = (8 * (subject.gradientAt(h * wide) - subject.gradientAt(-h * wide)) -
                                            (subject.gradientAt(2 * h * wide) - subject.gradientAt(-2 * h * wide))) /
                                           (12 * h);
        const double error = (product - difference).norm() / difference.norm();
        QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    }

    // Among them networks whose most negative eigenvalue is larger in magnitude.
    void theLargestEigenvalueIsThatOfTheWholeMatrix() {
        WorkerPool pool(2);
        int negative = 0;
        for (std::uint64_t seed = 1; seed <= 24; ++seed) {
            const Subject subject(tiny(seed % 2 == 0 ? CellKind::Vanilla : CellKind::Gru), 4, seed, 4);
            const Eigen::MatrixXd matrix = subject.matrix(pool);
            const double asymmetry = (matrix - matrix.transpose()).norm() / matrix.norm();
            QVERIFY2(asymmetry < 1e-4, qPrintable(QString::number(asymmetry)));
            const Eigen::VectorXd spectrum =
                Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>((matrix + matrix.transpose()) / 2).eigenvalues();
            const double largest = spectrum[spectrum.size() - 1];
            negative += -spectrum[0] > largest ? 1 : 0;
            Hessian hessian = subject.hessian(pool);
            const Sharpness found = sharpnessOf(hessian, {.iterations = 3000, .tolerance = 1e-3});
            QVERIFY2(std::abs(found.largestEigenvalue - largest) <= 0.01 * largest,
                     qPrintable(QStringLiteral("seed %1: %2, not %3, of %4 at the least; residual %5")
                                    .arg(seed)
                                    .arg(found.largestEigenvalue)
                                    .arg(largest)
                                    .arg(spectrum[0])
                                    .arg(found.residual)));
            QCOMPARE(found.images, 4);
            QCOMPARE(found.direction.size(), hessian.size());
        }
        QVERIFY(negative > 0);
    }

    void threadsChangeNoBit() {
        const Subject subject(tiny(CellKind::Lstm), 23);
        std::vector<Sharpness> found;
        for (const int threads : {1, 2, 3}) {
            WorkerPool pool(threads);
            Hessian hessian = subject.hessian(pool);
            found.push_back(sharpnessOf(hessian));
        }
        for (const Sharpness& other : found) {
            QCOMPARE(other.largestEigenvalue, found.front().largestEigenvalue);
            QCOMPARE(other.iterations, found.front().iterations);
            QVERIFY(other.direction == found.front().direction);
        }
    }

    // Of weights nearby: then little is left to do.
    void aKnownDirectionIsABeginning() {
        const Subject subject(tiny(CellKind::Vanilla), 12);
        WorkerPool pool(1);
        Hessian hessian = subject.hessian(pool);
        const Sharpness first = sharpnessOf(hessian, {.tolerance = 1e-3});
        const Sharpness again = sharpnessOf(hessian, {.tolerance = 1e-3}, first.direction);
        QVERIFY2(again.iterations <= 2, qPrintable(QString::number(again.iterations)));
        QVERIFY(std::abs(again.largestEigenvalue - first.largestEigenvalue) < 1e-4 * first.largestEigenvalue);
        QCOMPARE(first.loss, again.loss);
        QVERIFY(first.loss > 0);
    }

    void itIsGivenUpBetweenTwoOperations() {
        const Subject subject(tiny(CellKind::Vanilla), 12);
        WorkerPool pool(1);
        Hessian hessian = subject.hessian(pool);
        const std::atomic<bool> given(true);
        hessian.abandonWhen(&given);
        QVERIFY_THROWS_EXCEPTION(Abandoned, sharpnessOf(hessian));
    }

    void withoutImagesThereIsNone() {
        Subject subject(tiny(CellKind::Vanilla), 2);
        subject.indices.clear();
        WorkerPool pool(1);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, subject.hessian(pool));
    }
};

QTEST_APPLESS_MAIN(TestHessian)
#include "tst_hessian.moc"
