// Gzip files: no more comes out than a file of that size can hold, and no more than is asked for is in memory.
#include "engine/data/byte_source.h"
#include "engine/data/idx_file.h"
#include "tests/fuzz/fuzz_input.h"

#include <vector>

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::filesystem::path file = folder().write("file.gz", Bytes(data, size));
    readsOrRefuses([&] {
        const auto source = ByteSource::open(file);
        std::vector<std::uint8_t> piece(10000);
        std::uint64_t total = 0;
        for (std::size_t count = piece.size(); count == piece.size(); total += count)
            count = source->read(piece);
        require(total <= source->maximumSize());
        require(source->read(piece) == 0);
    });
    readsOrRefuses([&] {
        const IdxImages images = readIdxImages(file);
        require(std::ssize(images.pixels) == images.count * images.height * images.width);
    });
    return 0;
}
