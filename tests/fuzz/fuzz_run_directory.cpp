// A run directory: config.json, model.safetensors and checkpoint.safetensors as its readers take them from the disk.
// The input is these files, each after its length in two bytes; a length of 65535 leaves the file out.
#include "engine/files/model_file.h"
#include "engine/files/run_directory.h"
#include "tests/fuzz/fuzz_input.h"

#include <array>

using namespace unroll;
using namespace unroll::fuzz;

namespace {

constexpr std::size_t noFile = 65535;
constexpr std::array<const char*, 3> names{"config.json", "model.safetensors", "checkpoint.safetensors"};

void writeFiles(Bytes bytes) {
    for (const char* name : names) {
        std::filesystem::remove(folder().path() / name);
        if (bytes.size() < 2)
            continue;
        const std::size_t length = std::size_t{bytes[0]} * 256 + bytes[1];
        bytes = bytes.subspan(2);
        if (length == noFile)
            continue;
        const Bytes content = bytes.first(std::min(length, bytes.size()));
        folder().write(name, content);
        bytes = bytes.subspan(content.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    writeFiles(Bytes(data, size));
    readsOrRefuses([] { readRunConfig(folder().path()); });
    readsOrRefuses([] {
        const TrainedModel model = readModel(folder().path());
        const std::string written = modelBytes(model);
        folder().write(names[1], {reinterpret_cast<const std::uint8_t*>(written.data()), written.size()});
        require(modelBytes(readModel(folder().path())) == written);
    });
    readsOrRefuses([] { readCheckpoint(folder().path()); });
    readsOrRefuses([] { prepareRunDirectory(folder().path(), Overwrite::Yes); });
    require(!isComplete(folder().path()));
    return 0;
}
