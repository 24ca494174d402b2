// The heads of picture files: walked through without leaving the bytes, and what is whole is cut when its end is.
#include "engine/data/picture_bytes.h"
#include "tests/fuzz/fuzz_input.h"

using namespace unroll;
using namespace unroll::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    const auto format = pictureFormat(bytes);
    require(!format || !pictureFormatName(*format).empty());
    const bool early = endsEarly(bytes);
    require(format || !early);
    if (format == PictureFormat::Png && !early) {
        std::size_t shortest = size; // the least that is whole: its last byte is needed
        while (shortest > 8 && !endsEarly(bytes.first(shortest - 1)))
            --shortest;
        require(shortest >= 20);
    }
    return 0;
}
