// metrics.csv: what is read is written and read again as the same text.
#include "engine/files/metrics_csv.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readsOrRefuses([&] {
        const std::string written = metricsCsv(parseMetricsCsv(textOf(Bytes(data, size)), "file"));
        require(metricsCsv(parseMetricsCsv(written, "file")) == written);
    });
    return 0;
}
