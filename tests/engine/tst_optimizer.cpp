#include "engine/training/optimizer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace unroll;

namespace {

constexpr double eta = 0.1;

// The definitions once more, for one weight, in double.
struct Reference {
    OptimizerSettings s;
    double w = 0.5, m = 0, v = 0;
    int t = 0;

    void update(double gradient) {
        const double g = gradient + s.weightDecay * w;
        ++t;
        switch (s.kind) {
        case OptimizerKind::Sgd:
            w -= eta * g;
            break;
        case OptimizerKind::Momentum:
            m = s.momentum * m + g;
            w -= eta * m;
            break;
        case OptimizerKind::Nesterov:
            m = s.momentum * m + g;
            w -= eta * (g + s.momentum * m);
            break;
        case OptimizerKind::Adam:
            m = s.firstDecay * m + (1 - s.firstDecay) * g;
            v = s.secondDecay * v + (1 - s.secondDecay) * g * g;
            w -= eta * (m / (1 - std::pow(s.firstDecay, t))) /
                 (std::sqrt(v / (1 - std::pow(s.secondDecay, t))) + s.epsilon);
            break;
        }
    }
};

float gradientAt(int step, std::size_t element) {
    return static_cast<float>(std::sin(1.0 + step * 0.7 + static_cast<double>(element)));
}

std::vector<float> gradientsAt(int step) { return {gradientAt(step, 0), gradientAt(step, 1), gradientAt(step, 2)}; }

// A block of numbers at any offset from a cache line.
struct Block {
    Block(std::size_t offset, std::size_t size)
        : memory(offset + size + 64)
        , values(std::span(memory).subspan(
              offset + (64 - reinterpret_cast<std::uintptr_t>(memory.data()) % 64) / sizeof(float) % 16, size)) {}

    std::vector<float> memory;
    std::span<float> values;
};

// Adam's update of one weight by plain arithmetic, with PyTorch's constants: 1 - beta in double, then rounded.
struct ScalarAdam {
    OptimizerSettings s;
    float w = 0.5F, m = 0, v = 0;

    void update(float gradient, int t) {
        const float step = static_cast<float>(eta / (1 - std::pow(s.firstDecay, t)));
        const float root = static_cast<float>(1 / std::sqrt(1 - std::pow(s.secondDecay, t)));
        const float g = gradient + static_cast<float>(s.weightDecay) * w;
        m = static_cast<float>(s.firstDecay) * m + static_cast<float>(1 - s.firstDecay) * g;
        v = static_cast<float>(s.secondDecay) * v + static_cast<float>(1 - s.secondDecay) * g * g;
        w -= step * m / (std::sqrt(v) * root + static_cast<float>(s.epsilon));
    }
};

} // namespace

class TestOptimizer : public QObject {
    Q_OBJECT

    static void rows() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"sgd", "momentum", "nesterov", "adam"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

private slots:
    void updatesAreTheDefinitions_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("decay");
        for (const char* name : {"sgd", "momentum", "nesterov", "adam"})
            for (const double decay : {0.0, 0.3})
                QTest::addRow("%s, weight decay %g", name, decay) << QString::fromLatin1(name) << decay;
    }
    void updatesAreTheDefinitions() {
        QFETCH(QString, name);
        QFETCH(double, decay);
        OptimizerSettings settings{.kind = optimizerNamed(name.toStdString())};
        settings.weightDecay = decay;
        Optimizer optimizer(settings, 3);
        std::vector<float> weights(3, 0.5F);
        std::vector<Reference> references(3, Reference{.s = settings});
        for (int step = 0; step < 40; ++step) {
            optimizer.update(weights, gradientsAt(step), eta);
            for (std::size_t i = 0; i < 3; ++i) {
                references[i].update(static_cast<double>(gradientAt(step, i)));
                // Forty roundings of numbers below 4.
                QVERIFY(std::abs(static_cast<double>(weights[i]) - references[i].w) < 2e-6);
            }
        }
        QCOMPARE(optimizer.updates(), 40);
    }

    void theFirstStepOfAdamIsEta() {
        Optimizer optimizer({.kind = OptimizerKind::Adam}, 1);
        std::vector<float> weight{1};
        optimizer.update(weight, std::vector<float>{1e-3F}, 0.25);
        QVERIFY(std::abs(weight[0] - 0.75F) < 1e-4F);
    }

    void adamsConstantsArePyTorchs() {
        // torch.optim.Adam multiplies with 1 - beta, computed in double and rounded: 0.1F and 0.001F. 1 - float(beta)
        // is another number.
        Optimizer optimizer({.kind = OptimizerKind::Adam}, 1);
        std::vector<float> weight{1};
        optimizer.update(weight, std::vector<float>{1}, 0.25);
        QVERIFY(optimizer.state()[0] == 0.1F);
        QVERIFY(optimizer.state()[1] == 0.001F);
    }

    void adamHasTheBitsOfAPlainLoop_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("offset");
        for (const int size : {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 1023})
            for (const int offset : {0, 1, 3, 7, 13})
                QTest::addRow("%d from %d", size, offset) << size << offset;
    }
    void adamHasTheBitsOfAPlainLoop() {
        // In whole vectors, before the first one and behind the last.
        QFETCH(int, size);
        QFETCH(int, offset);
        const auto count = static_cast<std::size_t>(size);
        const auto first = static_cast<std::size_t>(offset);
        OptimizerSettings settings{.kind = OptimizerKind::Adam};
        settings.weightDecay = 0.01;
        Optimizer optimizer(settings, first + count + 5);
        Block weights(first, count);
        Block gradients(first * 2 % 16, count);
        std::ranges::fill(weights.values, 0.5F);
        std::vector<ScalarAdam> references(count, ScalarAdam{.s = settings});
        for (int t = 1; t <= 5; ++t) {
            for (std::size_t i = 0; i < count; ++i) // large ones, zeros, and some whose squares are denormal
                gradients.values[i] = gradientAt(t, i) * (i % 5 == 1 ? 0.0F : i % 5 == 2 ? 1e-20F : 1.0F);
            optimizer.beginUpdate(eta);
            optimizer.updatePart(first, weights.values, gradients.values);
            for (std::size_t i = 0; i < count; ++i) {
                references[i].update(gradients.values[i], t);
                QVERIFY(weights.values[i] == references[i].w);
                QVERIFY(optimizer.state()[first + i] == references[i].m);
                QVERIFY(optimizer.state()[2 * first + count + 5 + i] == references[i].v);
            }
        }
    }

    void partsInAnyOrderAreTheWhole_data() { rows(); }
    void partsInAnyOrderAreTheWhole() {
        QFETCH(QString, name);
        OptimizerSettings settings{.kind = optimizerNamed(name.toStdString())};
        settings.weightDecay = 0.01;
        constexpr std::size_t size = 103;
        Optimizer whole(settings, size);
        Optimizer inParts(settings, size);
        std::vector<float> expected(size, 0.5F);
        std::vector<float> weights = expected;
        for (int step = 0; step < 5; ++step) {
            std::vector<float> gradients(size);
            for (std::size_t i = 0; i < size; ++i)
                gradients[i] = gradientAt(step, i);
            whole.update(expected, gradients, eta);
            inParts.beginUpdate(eta);
            for (const auto& [first, count] : {std::pair<std::size_t, std::size_t>{40, 63}, {0, 1}, {17, 23}, {1, 16}})
                inParts.updatePart(first, std::span(weights).subspan(first, count),
                                   std::span(std::as_const(gradients)).subspan(first, count));
            QCOMPARE(weights, expected);
        }
        QVERIFY(std::ranges::equal(inParts.state(), whole.state()));
        QCOMPARE(inParts.updates(), whole.updates());
    }

    void resetForgets_data() { rows(); }
    void resetForgets() {
        QFETCH(QString, name);
        Optimizer used({.kind = optimizerNamed(name.toStdString())}, 3);
        std::vector<float> weights(3, 0.5F);
        const auto run = [&] {
            weights.assign(3, 0.5F);
            for (int step = 0; step < 5; ++step)
                used.update(weights, gradientsAt(step), eta);
            return weights;
        };
        const auto first = run();
        used.reset();
        QCOMPARE(run(), first);
    }

    void aRestoredOneGoesOn_data() { rows(); }
    void aRestoredOneGoesOn() {
        QFETCH(QString, name);
        const OptimizerSettings settings{.kind = optimizerNamed(name.toStdString())};
        Optimizer whole(settings, 3);
        std::vector<float> weights(3, 0.5F);
        std::vector<float> halfway;
        Optimizer resumed(settings, 3);
        for (int step = 0; step < 10; ++step) {
            if (step == 5) {
                halfway = weights;
                resumed.restore(whole.state(), whole.updates());
            }
            whole.update(weights, gradientsAt(step), eta);
        }
        for (int step = 5; step < 10; ++step)
            resumed.update(halfway, gradientsAt(step), eta);
        QCOMPARE(halfway, weights);
    }

    void aStateOfAnotherSizeIsRefused() {
        Optimizer optimizer({.kind = OptimizerKind::Adam}, 3);
        const std::vector<float> state(5);
        QVERIFY_EXCEPTION_THROWN(optimizer.restore(state, 1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(optimizerNamed("lion"), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"
