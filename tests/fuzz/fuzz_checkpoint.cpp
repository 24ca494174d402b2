// Checkpoints. The checksum in the file would stop every change at the door, so that it is put right first.
#include "engine/files/checkpoint_file.h"
#include "engine/files/safetensors.h"
#include "engine/files/sha256.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

namespace {

// As checkpoint_file.cpp computes it.
std::string digestOf(const Safetensors& content) {
    Sha256 hash;
    const auto add = [&](std::string_view text) {
        hash.add(std::as_bytes(std::span(text)));
        hash.add(std::as_bytes(std::span("\0", 1)));
    };
    for (const auto& [key, text] : content.metadata)
        if (key != "sha256") {
            add(key);
            add(text);
        }
    for (const NamedTensor& tensor : content.tensors) {
        add(tensor.name);
        hash.add(std::as_bytes(std::span(tensor.values)));
    }
    return hash.hexadecimal();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        Safetensors content = parseSafetensors(textOf(Bytes(data, size)), "file");
        content.metadata["sha256"] = digestOf(content);
        const SavedRun run = parseCheckpoint(safetensorsBytes(content), "file");
        const std::string written = checkpointBytes(run);
        require(checkpointBytes(parseCheckpoint(written, "file")) == written);
    });
    return 0;
}
