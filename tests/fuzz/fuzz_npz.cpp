// NumPy's arrays: the input is a whole .npz file, and then a .npy file by itself, so that more than a zip file's
// directory is tried.
#include "engine/data/npz_dataset.h"
#include "engine/files/npy.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>

using namespace unroll;
using namespace unroll::fuzz;

namespace {

void check(const Dataset& read) {
    for (const ImageSet* set : {&read.train, &read.test}) {
        require(std::ssize(set->pixels) == set->count * read.pixelsPerImage());
        require(std::ssize(set->labels) == set->count);
        require(std::ranges::all_of(set->labels, [&](int label) { return label < read.classes; }));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    const std::filesystem::path file = folder().write("arrays.npz", bytes);
    readsOrRefuses([&] { check(readNpzDataset(file, {}).dataset); });
    readsOrRefuses([&] {
        const NpyArray array = parseNpy(textOf(bytes), "array");
        for (std::int64_t i = 0; i < array.count(); ++i)
            static_cast<void>(array.at(i));
        require(array.shape.size() == array.strides.size());
    });
    return 0;
}
