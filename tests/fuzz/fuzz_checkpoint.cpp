// Checkpoints. The checksum in the file would stop every change at the door, so that it is put right first.
#include "engine/files/checkpoint_file.h"
#include "engine/files/safetensors.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        Safetensors content = parseSafetensors(textOf(Bytes(data, size)), "file");
        content.metadata["sha256"] = checkpointDigest(content);
        const SavedRun run = parseCheckpoint(safetensorsBytes(content), "file");
        const std::string written = checkpointBytes(run);
        require(checkpointBytes(parseCheckpoint(written, "file")) == written);
    });
    return 0;
}
