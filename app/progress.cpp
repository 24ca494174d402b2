#include "app/progress.h"

#include "app/number_text.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace unroll {
namespace {

using Clock = std::chrono::steady_clock;

std::string epochLine(const EpochMetrics& epoch, std::int64_t epochs) {
    return "Epoch " + std::to_string(epoch.epoch) + " of " + std::to_string(epochs) + ": accuracy " +
           fixedText(epoch.trainAccuracy, 4) + ", test accuracy " + fixedText(epoch.testAccuracy, 4) + ", loss " +
           fixedText(epoch.trainLoss, 4) + ", " + groupedText(epoch.samplesPerSecond) + " images/s, " +
           durationText(epoch.seconds) + '\n';
}

class NoProgress : public TrainingListener {
public:
    void batchTrained(const BatchMetrics&) override {}
    void epochFinished(const EpochMetrics&) override {}
};

class EpochLines : public TrainingListener {
public:
    EpochLines(std::ostream& stream, std::int64_t epochs)
        : stream_(stream)
        , epochs_(epochs) {}

    void batchTrained(const BatchMetrics&) override {}
    void epochFinished(const EpochMetrics& epoch) override { stream_ << epochLine(epoch, epochs_) << std::flush; }

private:
    std::ostream& stream_;
    std::int64_t epochs_;
};

class ProgressBar : public TrainingListener {
public:
    ProgressBar(std::ostream& stream, std::int64_t epochs, std::int64_t batchesPerEpoch)
        : stream_(stream)
        , epochs_(epochs)
        , batchesPerEpoch_(std::max<std::int64_t>(1, batchesPerEpoch)) {}

    ~ProgressBar() override { stream_ << erased << std::flush; }

    void batchTrained(const BatchMetrics& batch) override {
        if (!firstStep_)
            firstStep_ = batch.step;
        if (batch.batch == 1)
            images_ = right_ = seconds_ = 0;
        images_ += static_cast<double>(batch.images);
        right_ += batch.accuracy * static_cast<double>(batch.images);
        seconds_ += batch.seconds;
        const Clock::time_point now = Clock::now();
        if (now - drawn_ < std::chrono::milliseconds(100))
            return;
        drawn_ = now;
        draw(batch, std::chrono::duration<double>(now - started_).count());
    }

    void epochFinished(const EpochMetrics& epoch) override {
        stream_ << erased << epochLine(epoch, epochs_) << std::flush;
    }

private:
    static constexpr const char* erased = "\r\033[K";
    static constexpr int barWidth = 16;

    void draw(const BatchMetrics& batch, double elapsed) {
        const auto done = static_cast<double>(batch.step);
        const auto here = static_cast<double>(batch.step - *firstStep_ + 1); // a run that goes on was elsewhere before
        const auto all = static_cast<double>(epochs_ * batchesPerEpoch_);
        const auto filled = static_cast<std::size_t>(std::clamp(done / all, 0.0, 1.0) * barWidth);
        const std::string bar = std::string(filled, '#') + std::string(barWidth - filled, '.');
        stream_ << erased << "Epoch " << batch.epoch << " of " << epochs_ << " [" << bar << "] accuracy "
                << fixedText(right_ / images_, 3) << "  " << groupedText(images_ / seconds_) << " images/s  "
                << durationText(elapsed * (all - done) / here) << " left" << std::flush;
    }

    std::ostream& stream_;
    std::int64_t epochs_;
    std::int64_t batchesPerEpoch_;
    Clock::time_point started_ = Clock::now();
    Clock::time_point drawn_;
    std::optional<std::int64_t> firstStep_;
    double images_ = 0; // of the present epoch so far
    double right_ = 0;
    double seconds_ = 0;
};

} // namespace

std::unique_ptr<TrainingListener> makeProgress(const Console& console, bool quiet,
                                               const Hyperparameters& hyperparameters, const SessionInfo& info) {
    if (quiet)
        return std::make_unique<NoProgress>();
    if (console.errIsTerminal)
        return std::make_unique<ProgressBar>(console.err, hyperparameters.epochs, info.batchesPerEpoch);
    return std::make_unique<EpochLines>(console.err, hyperparameters.epochs);
}

} // namespace unroll
