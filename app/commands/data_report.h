// What "unroll data" prints of data sets.
#pragma once

#include "engine/data/catalog.h"

#include <string>

namespace unroll {

// The data sets that are found, and those that can be fetched.
std::string listText(const Catalog& catalog);
std::string listJson(const Catalog& catalog);

// What a data set holds: its images, sizes, classes, pixels, checksum.
std::string reportText(const Dataset& dataset);
std::string reportJson(const Dataset& dataset);

} // namespace unroll
