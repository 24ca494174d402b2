// Tables of images: what is read is a data set.
#include "engine/data/csv_dataset.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::filesystem::path file = folder().write("table.csv", Bytes(data, size));
    readsOrRefuses([&] {
        const Dataset read = readCsvDataset(file, {}).dataset;
        const auto pixels = static_cast<std::size_t>(read.pixelsPerImage());
        for (const ImageSet* set : {&read.train, &read.test}) {
            require(set->pixels.size() == static_cast<std::size_t>(set->count) * pixels);
            require(std::ssize(set->labels) == set->count);
            require(std::ranges::all_of(set->labels, [&](int label) { return label < read.classes; }));
        }
        require(read.train.pixels.size() + read.test.pixels.size() <= size);
    });
    return 0;
}
