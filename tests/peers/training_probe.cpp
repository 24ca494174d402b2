// Trains a network as told, step by step on a data set's first images, and writes down what PyTorch is compared with:
//   training_probe SETTING WEIGHTS OUT STEPS
// SETTING is a config.json as a run directory has it, its data "mnist" or "digits" (see peerData()); WEIGHTS a
// safetensors file with the weights to begin with, or - for the setting's own initialisation. Writes to OUT
//   start.safetensors, weights.safetensors   the weights before and after all steps
//   gradients.safetensors                    of the first batch, clipped
//   losses.csv                               the loss of every batch
//   batches.safetensors                      the images, [images x pixels] of 0...1, and their labels
// Batch i = 0, 1, ... is images i * batch ... (i + 1) * batch - 1; see PeerTraining::step().

#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"
#include "engine/files/run_config.h"
#include "engine/files/safetensors.h"
#include "engine/nn/weights.h"
#include "tests/support/peer_training.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace unroll;
namespace fs = std::filesystem;

namespace {

void writeTensors(const fs::path& file, const std::vector<NamedTensor>& tensors) {
    writeFileAtomically(file, safetensorsBytes({tensors, {}}));
}

std::vector<NamedTensor> imagesOf(const Dataset& data, std::int64_t count) {
    NamedTensor pixels{"pixels", {count, data.pixelsPerImage()}, {}};
    NamedTensor labels{"labels", {count}, {}};
    for (std::int64_t i = 0; i < count; ++i) {
        for (const std::uint8_t byte : data.image(data.train, i))
            pixels.values.push_back(static_cast<float>(byte) / 255.0F);
        labels.values.push_back(data.train.labels[static_cast<std::size_t>(i)]);
    }
    return {pixels, labels};
}

void probe(const fs::path& setting, const fs::path& weights, const fs::path& out, std::int64_t steps) {
    const Hyperparameters h = parseConfig(readFile(setting), setting.string()).hyperparameters;
    const auto data = peerData(h.data);
    PeerTraining training(h, *data, steps);
    Trainer& trainer = training.trainer();
    if (weights != "-")
        importWeights(trainer.graph(), parseSafetensors(readFile(weights), weights.string()).tensors,
                      trainer.parameters());
    writeTensors(out / "start.safetensors", training.weights());
    writeTensors(out / "batches.safetensors", imagesOf(*data, std::min(steps * h.batch, data->train.count)));

    std::string losses = "loss\n";
    for (std::int64_t step = 0; step < steps; ++step) {
        losses += formatValue(training.step().loss) + '\n';
        if (step == 0)
            writeTensors(out / "gradients.safetensors", exportWeights(trainer.graph(), trainer.gradients()));
    }
    writeTensors(out / "weights.safetensors", training.weights());
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
