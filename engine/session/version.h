// The program's version, as it is built.
#pragma once

#include <string_view>

namespace unroll {

// "1.2.3"
std::string_view version();

} // namespace unroll
