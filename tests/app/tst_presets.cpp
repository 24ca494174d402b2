#include "app/presets.h"

#include "app/command_line.h"
#include "app/option_parser.h"
#include "app/train_options.h"

#include <QTest>

using namespace unroll;

namespace {

TrainOptions parsed(const std::vector<std::string>& arguments) {
    return std::any_cast<TrainOptions>(std::get<Invocation>(parseCommandLine(arguments, "digits")).options);
}

} // namespace

class TestPresets : public QObject {
    Q_OBJECT

private slots:
    void namesAreKnown() { QCOMPARE(presetNames(), (std::vector<std::string>{"best", "paper", "pixels"})); }

    void everyPresetCanBeRead() {
        for (const std::string& name : presetNames()) {
            Hyperparameters hyperparameters;
            applyPreset(name, hyperparameters);
            QCOMPARE(hyperparameters.cells, name == "pixels" ? 784 : 4);
        }
    }

    void thePapersIsTheDefault() {
        Hyperparameters changed;
        changed.hidden = 7;
        changed.optimizer = "adam";
        changed.clip = 3;
        applyPreset("paper", changed);
        QVERIFY(changed == Hyperparameters());
    }

    void theBestDiffersInTheTrainingAlone() {
        Hyperparameters best;
        applyPreset("best", best);
        QCOMPARE(best.hidden, 64);
        QCOMPARE(best.epochs, 5);
        QCOMPARE(best.optimizer, std::string("adam"));
    }

    void pixelsAreReadOneByOneWithALongMemory() {
        Hyperparameters pixels;
        applyPreset("pixels", pixels);
        QCOMPARE(pixels.cell, std::string("lstm"));
        QCOMPARE(pixels.init, std::string("chrono"));
        QVERIFY(pixels.clip > 0);
    }

    void dataAndSeedAreNotAPresetsBusiness() {
        Hyperparameters hyperparameters;
        hyperparameters.data = "mnist";
        hyperparameters.seed = 9;
        hyperparameters.threads = 3;
        hyperparameters.trainLimit = 100;
        applyPreset("best", hyperparameters);
        QCOMPARE(hyperparameters.data, std::string("mnist"));
        QCOMPARE(hyperparameters.seed, 9);
        QCOMPARE(hyperparameters.threads, 3);
        QCOMPARE(hyperparameters.trainLimit, 100);
    }

    void otherOptionsChangeIt() {
        const Hyperparameters h = parsed({"train", "--hidden", "128", "--preset", "best", "--seed=4"}).hyperparameters;
        QCOMPARE(h.hidden, 128);
        QCOMPARE(h.seed, 4);
        QCOMPARE(h.schedule, std::string("one-cycle"));
    }

    void theWindowTakesItAsGiven() {
        const CommandLine line = parseCommandLine(std::vector<std::string>{"--preset", "best"}, "digits");
        const auto& options = std::get<WindowOptions>(line);
        QCOMPARE(options.hyperparameters.optimizer, std::string("adam"));
        QCOMPARE(options.given, presetRows());
    }

    void anUnknownOneIsNamedWithThoseThereAre() {
        try {
            parsed({"train", "--preset", "worst"});
            QFAIL("was accepted");
        } catch (const UsageError& error) {
            QCOMPARE(QString::fromUtf8(error.what()),
                     QStringLiteral("There is no preset 'worst'; there are best, paper, pixels."));
        }
    }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
