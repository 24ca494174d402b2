#include "engine/training/state_map.h"

#include "engine/tensor/random.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

constexpr std::int64_t pixels = 4;

// One cell that hands on what it reads: hidden element i is weight i times pixel i.
struct Mirror {
    explicit Mirror(std::vector<float> weights, std::int64_t images = 60)
        : description{.pixels = pixels,
                      .cells = 1,
                      .hidden = pixels,
                      .classes = 2,
                      .activation = Activation::Identity,
                      .cell = CellKind::Vanilla}
        , parameters(Model(description, 1).graph().parameterBlockSize()) {
        Random random(4);
        set.count = images;
        for (std::int64_t i = 0; i < images * pixels; ++i)
            set.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
        for (std::int64_t i = 0; i < images; ++i)
            set.labels.push_back(static_cast<std::uint8_t>(i % 2));
        Model model(description, 1);
        for (const Node node : model.graph().parameters())
            if (node.name() == "rnn.weight_ih_l0")
                for (Index i = 0; i < pixels; ++i)
                    parameterIn(parameters.span(), node)(i, i) = weights[static_cast<std::size_t>(i)];
        indices.resize(static_cast<std::size_t>(images));
        std::iota(indices.begin(), indices.end(), 0U);
    }

    double pixel(std::size_t image, std::size_t place) const { return set.pixels[image * pixels + place] / 255.0; }
    double meanOf(std::size_t place) const {
        double sum = 0;
        for (const std::uint32_t image : indices)
            sum += pixel(image, place);
        return sum / static_cast<double>(indices.size());
    }
    StateMap map(const StateMap& before = {}, std::size_t together = 100) const {
        return mapStates(description, parameters.span(), ImageReader(set), indices, before, together);
    }

    ModelDescription description;
    Arena<float> parameters;
    ImageSet set{};
    std::vector<std::uint32_t> indices;
};

} // namespace

class TestStateMap : public QObject {
    Q_OBJECT

private slots:
    // Two elements that vary much and two that hardly do: the axes are those two.
    void theAxesAreWhereTheStatesVary() {
        const Mirror mirror({0.01F, 100, 0, 10});
        const StateMap map = mirror.map();
        QCOMPARE(map.points.size(), std::size_t{60});
        QVERIFY(std::abs(map.axes[0][1] - 1) < 1e-4);
        QVERIFY(std::abs(map.axes[1][3] - 1) < 1e-4);
        QVERIFY(map.variance[0] > 0.97 && map.variance[1] > 0.005 && map.variance[0] + map.variance[1] < 1.0000001);
        for (std::size_t i = 0; i < map.points.size(); ++i) {
            QCOMPARE(map.points[i].index, static_cast<std::uint32_t>(i));
            QCOMPARE(map.points[i].label, static_cast<int>(i % 2));
            QVERIFY(std::abs(map.points[i].x - 100 * (mirror.pixel(i, 1) - mirror.meanOf(1))) < 0.3);
            QVERIFY(std::abs(map.points[i].y - 10 * (mirror.pixel(i, 3) - mirror.meanOf(3))) < 0.3);
        }
    }

    void howManyAreReadAtOnceChangesNothing() {
        const Mirror mirror({1, 3, 2, 0.5F});
        const StateMap all = mirror.map();
        const StateMap few = mirror.map({}, 7);
        for (std::size_t i = 0; i < all.points.size(); ++i) {
            QVERIFY(std::abs(all.points[i].x - few.points[i].x) < 1e-5);
            QCOMPARE(all.points[i].prediction, few.points[i].prediction);
        }
    }

    // What was to the right stays there, though another axis may have come to vary more.
    void axesKeepTheirDirectionAndPlace() {
        const StateMap before = Mirror({0, 100, 0, 90}).map();
        const StateMap turned = Mirror({0, -95, 0, 99}).map(before);
        QVERIFY(turned.axes[0][1] > 0.9);
        QVERIFY(turned.axes[1][3] > 0.9);
        QVERIFY(turned.variance[1] > turned.variance[0]);
        QVERIFY(Mirror({0, -95, 0, 99}).map().axes[0][3] > 0.9); // without it the larger one comes first
    }

    void twoImagesAreTheLeast() {
        Mirror mirror({1, 1, 1, 1});
        mirror.indices.resize(1);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, mirror.map());
        mirror.indices = {3, 9};
        QCOMPARE(mirror.map().points.size(), std::size_t{2});
        QVERIFY(std::abs(mirror.map().variance[0] - 1) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TestStateMap)
#include "tst_state_map.moc"
