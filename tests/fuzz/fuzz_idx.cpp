// Files of images and labels: whatever is read holds what its header says, and is the same when it is written as bytes
// and read again.
#include "engine/data/idx_file.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    const std::filesystem::path file = folder().write("file", bytes);
    readsOrRefuses([&] {
        const IdxImages images = readIdxImages(file);
        require(images.count >= 1 && images.height >= 1 && images.width >= 1);
        require(std::ssize(images.pixels) == images.count * images.height * images.width);
        writeIdxImages(file, images.height, images.width, images.pixels);
        require(readIdxImages(file) == images);
    });
    readsOrRefuses([&] {
        std::int64_t announced = 0;
        std::int64_t taken = 0;
        readIdxImages(
            folder().write("file", bytes), [&](const IdxFormat& format) { announced = format.count; },
            [&](Bytes) { ++taken; });
        require(taken == announced && taken >= 1);
    });
    const std::int64_t count = size < 8 ? 0 : std::int64_t{data[6]} * 256 + data[7];
    readsOrRefuses([&] {
        const auto labels = readIdxLabels(folder().write("file", bytes), count, 10);
        require(std::ssize(labels) == count);
        writeIdxLabels(file, labels);
        require(readIdxLabels(file, count, 10) == labels);
    });
    return 0;
}
