#include "engine/session/training_blueprint.h"

#include "engine/session/session_setup.h"
#include "tests/support/tiny_training.h"

#include <QTest>

using namespace unroll;

namespace {

Findings lookAt(const Session& session, Subject subject) {
    const Query query{{std::move(subject)}, inspectionQuantities};
    return session.blueprint()->inspector()->look(snapshotOf(session), query, std::atomic<bool>(false)).value();
}

Bitmap bitmapOf(const DigitImage& image) { return {image.pixels, image.label}; }

} // namespace

class TestTrainingBlueprint : public QObject {
    Q_OBJECT

private slots:
    void aSnapshotIsLookedAtAsTheSessionIs() {
        Hyperparameters setting = tinySetting();
        setting.order = "columns";
        auto session = sessionOf(setting);
        session.step();
        const Snapshot before = snapshotOf(session);
        const Inspection inspection = session.inspect(5);
        session.step();
        const auto inspector = session.blueprint()->inspector();
        const Query query{{TestImage{5}}, inspectionQuantities};
        const auto findings = inspector->look(before, query, std::atomic<bool>(false));
        QCOMPARE(findings->moment, before.moment);
        QCOMPARE(inspectionOf(*findings), inspection);
        QVERIFY(inspectionOf(lookAt(session, TestImage{5})) != inspection); // of later weights
    }

    void lookingOutlivesTheSessionAndLeavesItAlone() {
        auto session = std::make_unique<TrainingSession>(std::make_shared<const Dataset>(tinyDataset()), tinySetting(),
                                                         SessionOrigin{});
        session->step();
        const Checkpoint before = session->checkpoint();
        const Snapshot snapshot = snapshotOf(*session);
        const auto blueprint = session->blueprint();
        lookAt(*session, TestImage{1});
        QCOMPARE(session->checkpoint(), before);
        session.reset();
        const Query query{{TestImage{1}, TestImage{2}}, Quantity::Answer};
        QCOMPARE(blueprint->inspector()->look(snapshot, query, std::atomic<bool>(false))->answers.size(), 2U);
    }

    // As the window does with a run of yesterday.
    void aRecordIsLookedIntoWithoutASession() {
        Hyperparameters setting = tinySetting();
        setting.cell = "lstm"; // whose biases are written as two
        auto session = sessionOf(setting);
        session.step();
        const auto description = describeModel(setting, tinyDataset().pixelsPerImage(), tinyDataset().classes);
        const TrainingBlueprint blueprint(std::make_shared<const Dataset>(tinyDataset()), setting, description,
                                          session.blueprint()->parameters());
        QCOMPARE(blueprint.parametersOf(session.weights()), snapshotOf(session).parameters);
        auto others = session.weights();
        others.pop_back();
        QVERIFY_EXCEPTION_THROWN(blueprint.parametersOf(others), std::invalid_argument);
    }

    void aBitmapLikeATestImageIsReadAlike() {
        auto session = sessionOf(tinySetting());
        const std::int64_t index = 7;
        const Bitmap bitmap = bitmapOf(session.data()->images({.part = DataPart::Test}, std::span(&index, 1)).front());
        QCOMPARE(lookAt(session, bitmap).arrays, lookAt(session, TestImage{index}).arrays);
        QVERIFY(lookAt(session, bitmap).arrays != lookAt(session, TestImage{8}).arrays);
    }

    void trainingImagesAreMovedAsInTheirEpoch() {
        Hyperparameters setting = tinySetting();
        setting.shift = 1;
        setting.rotate = 20;
        auto session = sessionOf(setting);
        const std::int64_t index = 11;
        for (const std::int64_t epoch : {1, 3}) {
            const DataLook look{DataPart::Train, setting.shift, setting.rotate, setting.seed, epoch};
            const Bitmap moved = bitmapOf(session.data()->images(look, std::span(&index, 1)).front());
            QCOMPARE(lookAt(session, TrainingImage{index, epoch}).arrays, lookAt(session, moved).arrays);
        }
        QVERIFY(lookAt(session, TrainingImage{index, 1}).arrays != lookAt(session, TrainingImage{index, 3}).arrays);
    }

    void trainingImagesAreDrawnAsInTheirEpoch() {
        Dataset data = tinyDataset();
        data.redraw = [train = data.train](const Redrawing& redrawing) {
            ImageSet drawn = train;
            drawn.count = redrawing.images;
            drawn.pixels.resize(static_cast<std::size_t>(redrawing.images) * 16);
            drawn.labels.resize(static_cast<std::size_t>(redrawing.images));
            for (std::uint8_t& pixel : drawn.pixels)
                pixel = static_cast<std::uint8_t>(255 - redrawing.epoch);
            return drawn;
        };
        Hyperparameters setting = tinySetting();
        setting.fresh = true;
        const TrainingSession session(std::make_shared<const Dataset>(data), setting, {});
        const int label = data.train.labels[3];
        QCOMPARE(lookAt(session, TrainingImage{3, 1}).arrays,
                 lookAt(session, Bitmap{data.image(data.train, 3), label}).arrays);
        const Bitmap drawn{std::vector<std::uint8_t>(16, 252), label};
        QCOMPARE(lookAt(session, TrainingImage{3, 3}).arrays, lookAt(session, drawn).arrays);
    }

    void whatIsNotThereIsRefused() {
        auto session = sessionOf(tinySetting());
        for (const Subject& subject : {Subject(TestImage{40}), Subject(TestImage{-1}), Subject(TrainingImage{120, 1}),
                                       Subject(TrainingImage{0, 0})})
            QVERIFY_EXCEPTION_THROWN(lookAt(session, subject), std::out_of_range);
        std::vector<float> tooSmall(session.blueprint()->parameters() - 1);
        QVERIFY_EXCEPTION_THROWN(session.copyParameters(tooSmall), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestTrainingBlueprint)
#include "tst_training_blueprint.moc"
