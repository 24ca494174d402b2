// config.json: a setting that is read is one that every row of the table allows, and is written back as it was.
#include "engine/files/run_config.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        const RunConfig config = parseConfig(textOf(Bytes(data, size)), "file");
        require(parseConfig(configJson(config), "file") == config);
        require(parseHyperparameterTexts(hyperparameterTexts(config.hyperparameters), "file") ==
                config.hyperparameters);
    });
    return 0;
}
