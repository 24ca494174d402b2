#include "engine/files/checkpoint_file.h"

#include "engine/files/model_file.h"
#include "engine/files/safetensors.h"
#include "engine/session/version.h"

#include <QTest>

#include <optional>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

SavedRun sampleRun() {
    SavedRun run;
    run.config = {
        std::string(version()), {}, "digits", std::string(64, 'a'), ModelOrigin{"a \"model\"", std::string(64, 'b')}};
    run.config.hyperparameters.optimizer = "adam";
    run.config.images = ImageFormat{.pixels = 784, .classes = 10};
    run.epochs = {{1, 3, 0.1, 0.015, 2.3, 0.25, 2.2, 0.5, 1e5, 0, 1.5},
                  {2, 6, 0.2, 0.015, 1.0 / 3, 0.75, 0.1, 0.875, 2e5, 12, 0.5}};
    TrainingProgress& progress = run.checkpoint.progress;
    progress = {.epoch = 3, .batch = 3, .step = 9, .seconds = 0.2, .sums = {}, .diverged = false};
    progress.sums = {.images = 120,
                     .right = 100,
                     .loss = 0.1 + 0.2,
                     .gradientNorm = 1e-300,
                     .seconds = 0.05,
                     .allocatedBytes = 7,
                     .evaluated = 20,
                     .testRight = 19,
                     .testLoss = 5e-324};
    run.checkpoint.parameters = {1, -0.0F, 1e-45F, 3.4e38F};
    run.checkpoint.optimizer = {0.1F, 0.2F, 0.3F, 0.4F, 5, 6, 7, 8};
    run.checkpoint.updates = 9;
    run.checkpoint.start = {9, 8, 7, 6};
    run.checkpoint.simd = {"AVX-512", "AVX2"};
    return run;
}

QString failureOf(const std::string& bytes) {
    try {
        parseCheckpoint(bytes, "checkpoint.safetensors");
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

// The file with other metadata, its checksum made to fit unless it is what was changed.
std::string withMetadata(const std::string& key, const std::string& text) {
    Safetensors content = parseSafetensors(checkpointBytes(sampleRun()), "");
    content.metadata[key] = text;
    return safetensorsBytes(content);
}

// The same with a checksum that fits; without the key where there is no text.
std::string withSimd(const std::optional<std::string>& text) {
    Safetensors content = parseSafetensors(checkpointBytes(sampleRun()), "");
    content.metadata.erase("simd");
    if (text)
        content.metadata["simd"] = *text;
    content.metadata["sha256"] = checkpointDigest(content);
    return safetensorsBytes(content);
}

} // namespace

class TestCheckpointFile : public QObject {
    Q_OBJECT

private slots:
    void readsBackWhatWasWritten() {
        const SavedRun run = sampleRun();
        const SavedRun read = parseCheckpoint(checkpointBytes(run), "");
        QVERIFY(read == run);
        QVERIFY(std::signbit(read.checkpoint.parameters[1]));
    }

    void earlierFilesDoNotTellTheProcessor() {
        SavedRun run = sampleRun();
        run.checkpoint.simd.clear();
        QVERIFY(parseCheckpoint(withSimd(std::nullopt), "") == run);
    }

    void aRunBeforeItsFirstBatch() {
        SavedRun run;
        run.config = {std::string(version()), {}, "digits", "", {}};
        run.checkpoint.parameters = {1};
        QVERIFY(parseCheckpoint(checkpointBytes(run), "") == run);
    }

    void whatIsNotFiniteStaysSo() {
        SavedRun run = sampleRun();
        run.checkpoint.progress.sums.testLoss = std::numeric_limits<double>::infinity();
        run.epochs.back().testLoss = -std::numeric_limits<double>::infinity();
        run.checkpoint.parameters[0] = std::numeric_limits<float>::infinity();
        run.checkpoint.progress.diverged = true;
        QVERIFY(parseCheckpoint(checkpointBytes(run), "") == run);
        run.checkpoint.progress.sums.loss = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(std::isnan(parseCheckpoint(checkpointBytes(run), "").checkpoint.progress.sums.loss));
    }

    void weightsThatAreNotFiniteAreRefused() {
        SavedRun run = sampleRun();
        run.checkpoint.optimizer[2] = std::numeric_limits<float>::infinity(); // as Adam's after a huge gradient
        QVERIFY(parseCheckpoint(checkpointBytes(run), "") == run);
        run.checkpoint.start[1] = std::numeric_limits<float>::infinity();
        QVERIFY(failureOf(checkpointBytes(run)).contains("the tensor 'start' is not finite: its value at place 1 is"));
        run.checkpoint.parameters[3] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(
            failureOf(checkpointBytes(run)).contains("the tensor 'parameters' is not finite: its value at place 3"));
    }

    void aTruncatedFileIsRefused() {
        const std::string bytes = checkpointBytes(sampleRun());
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const QString sentence = failureOf(bytes.substr(0, length));
            QVERIFY2(sentence.startsWith("checkpoint.safetensors: ") && sentence.endsWith('.'),
                     qPrintable(QString("length %1: ").arg(length) + sentence));
        }
    }

    void aBitThatFlippedIsFound() {
        const std::string bytes = checkpointBytes(sampleRun());
        for (std::size_t place = 0; place < bytes.size(); ++place) {
            std::string damaged = bytes;
            damaged[place] = static_cast<char>(damaged[place] ^ 1);
            const QString sentence = failureOf(damaged);
            if (sentence.isEmpty()) // a space of the header's padding, which means nothing, may have become another
                QVERIFY(parseCheckpoint(damaged, "") == sampleRun());
            else
                QVERIFY2(sentence.endsWith('.'), qPrintable(sentence));
        }
    }

    void damageIsNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const std::string& bytes, const char* sentence) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(sentence);
        };
        const std::string bytes = checkpointBytes(sampleRun());
        std::string flipped = bytes;
        flipped.back() = static_cast<char>(flipped.back() ^ 64);
        add("empty", "", "has 0 bytes");
        add("a text", "no checkpoint at all, but long enough", "announce a header");
        add("truncated", bytes.substr(0, bytes.size() - 1), "may be truncated");
        add("a weight changed", flipped, "it is damaged");
        add("more behind it", bytes + "more", "4 more bytes follow");
        add("a number changed", withMetadata("step", "10"), "it is damaged");
        add("another format", withMetadata("format", "unroll checkpoint 2"),
            "its format is 'unroll checkpoint 2', and this version reads 'unroll checkpoint 1'");
        add("a model", modelBytes({Hyperparameters(), {{"out.bias", {2}, {1, 2}}}}),
            "it is no checkpoint of unroll, for its __metadata__ has no 'format'");
        add("no vector instructions", withSimd("AVX2\n"), "'simd' is expected to name vector instructions");
        add("a list with a gap", withSimd("AVX2,,SSE2"), "'simd' is expected to name vector instructions");
        SavedRun run = sampleRun();
        run.epochs.pop_back();
        add("an epoch is missing", checkpointBytes(run), "its metrics are not those of all epochs before epoch 3.");
        run = sampleRun();
        run.epochs[1].epoch = 3;
        add("another epoch", checkpointBytes(run), "its metrics are not those of all epochs before epoch 3.");
        run = sampleRun();
        run.config.version = "0.0.9";
        add("another version", checkpointBytes(run), "unroll 0.0.9 wrote it, and ");
        run = sampleRun();
        run.checkpoint.progress.epoch = std::numeric_limits<std::int64_t>::min();
        add("an absurd epoch", checkpointBytes(run), "its metrics are not those of all epochs before epoch -9");
    }
    void damageIsNamed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, sentence);
        const QString failure = failureOf(bytes.toStdString());
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.startsWith("checkpoint.safetensors: ") && failure.endsWith('.') && !failure.contains('\n'));
    }
};

QTEST_APPLESS_MAIN(TestCheckpointFile)
#include "tst_checkpoint_file.moc"
