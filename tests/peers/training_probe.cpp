// Trains a network as told, step by step on the first images of MNIST, and writes down what PyTorch is compared with:
//   training_probe SETTING WEIGHTS OUT STEPS
// SETTING is a config.json as a run directory has it, WEIGHTS a safetensors file with the weights to begin with. Writes
// OUT/gradients.safetensors (of the first batch), OUT/weights.safetensors (after all steps) and OUT/losses.csv. Batch
// i = 0, 1, ... is images i * batch ... (i + 1) * batch - 1.

#include "engine/data/catalog.h"
#include "engine/data/reading_order.h"
#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_config.h"
#include "engine/files/safetensors.h"
#include "engine/nn/weights.h"
#include "engine/session/training_session.h"
#include "engine/training/learning_rate.h"

#include <cstdio>
#include <cstdlib>
#include <numeric>

using namespace unroll;
namespace fs = std::filesystem;

namespace {

void writeTensors(const fs::path& file, const std::vector<NamedTensor>& tensors) {
    writeFileAtomically(file, safetensorsBytes({tensors, {}}));
}

void probe(const fs::path& setting, const fs::path& weights, const fs::path& out, std::int64_t steps) {
    const Hyperparameters h = parseConfig(readFile(setting), setting.string()).hyperparameters;
    const char* folder = std::getenv("UNROLL_DATA_DIR");
    Catalog catalog({folder ? folder : ""});
    const auto data = catalog.load("mnist");

    WorkerPool pool(threadCount(h.threads));
    Trainer trainer(describeModel(h, data->pixelsPerImage(), data->classes), h.batch, pool,
                    {.kind = optimizerNamed(h.optimizer), .weightDecay = h.weightDecay});
    trainer.setClip(h.clip);
    trainer.setPixelPlaces(pixelPlaces(h, *data));
    importWeights(trainer.graph(), parseSafetensors(readFile(weights), weights.string()).tensors, trainer.parameters());

    std::string losses = "loss\n";
    std::vector<std::uint32_t> batch(static_cast<std::size_t>(h.batch));
    for (std::int64_t step = 0; step < steps; ++step) {
        std::iota(batch.begin(), batch.end(), static_cast<std::uint32_t>(step * h.batch));
        const double rate = learningRate(scheduleNamed(h.schedule), h.eta, step, steps);
        const TrainingStep result = trainer.step(data->train, batch, rate);
        losses += formatValue(result.loss) + '\n';
        if (step == 0)
            writeTensors(out / "gradients.safetensors", exportWeights(trainer.graph(), trainer.gradients()));
    }
    writeTensors(out / "weights.safetensors", exportWeights(trainer.graph(), trainer.parameters()));
    writeFileAtomically(out / "losses.csv", losses);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5)
        return std::fputs("training_probe SETTING WEIGHTS OUT STEPS\n", stderr), 2;
    try {
        probe(argv[1], argv[2], argv[3], std::atoll(argv[4]));
    } catch (const std::exception& error) {
        return std::fprintf(stderr, "training_probe: %s\n", error.what()), 1;
    }
    return 0;
}
