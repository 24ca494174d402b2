// Weights: what is read can be written and read again.
#include "engine/files/safetensors.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        const Safetensors content = parseSafetensors(textOf(Bytes(data, size)), "file");
        const std::string written = safetensorsBytes(content);
        require(safetensorsBytes(parseSafetensors(written, "file")) == written);
    });
    return 0;
}
