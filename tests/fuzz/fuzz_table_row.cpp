// row.json of the table of runs: what is read is written and read again as it was.
#include "app/table_row.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        const StoredRun run = parseTableRow(std::string(textOf(Bytes(data, size))), "key");
        const StoredRun again = parseTableRow(tableRowText(run), "key");
        require(again.row == run.row && again.label == run.label);
    });
    return 0;
}
