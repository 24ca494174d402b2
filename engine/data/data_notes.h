// What a person should know of a data set before believing what a training on it says: classes without images, images
// on which there is nothing.
#pragma once

#include "engine/data/dataset.h"

#include <string>
#include <vector>

namespace unroll {

// One sentence each, as those of errors, for a training that takes the first so many images of each set: what was found
// when the set was read (Dataset::notes), and which classes have no image among those taken.
std::vector<std::string> dataNotes(const Dataset& data, std::int64_t trainImages, std::int64_t testImages);

// The same for all images.
std::vector<std::string> dataNotes(const Dataset& data);

// Looks at the images of a set one by one as they are read.
class ImageCheck {
public:
    void add(std::span<const std::uint8_t> image);

    // Whether images of one shade are among them, on which there is nothing to be seen, or all are nearly black. `what`
    // are "training" or "test".
    std::vector<std::string> notes(const std::string& what) const;

private:
    std::int64_t images_ = 0;
    std::int64_t ofOneShade_ = 0;
    int brightest_ = 0;
};

} // namespace unroll
