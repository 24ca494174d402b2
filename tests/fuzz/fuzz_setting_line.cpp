// A setting as a command or as a link: what is read is written either way and read again as it was.
#include "engine/session/setting_line.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const Hyperparameters setting = settingOfLine(textOf(Bytes(data, size)));
        require(settingOfLine(settingLink(setting)) == setting);
        require(settingOfLine(settingCommand(setting)) == setting);
    } catch (const HyperparameterError& error) {
        require(*error.what() != '\0');
    }
    return 0;
}
