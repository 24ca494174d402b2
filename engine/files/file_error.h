// How a reader refuses a file: "name: what is wrong." as one sentence.
#pragma once

#include <stdexcept>
#include <string>

namespace unroll {

// Throws std::runtime_error.
[[noreturn]] inline void refuseFile(const std::string& fileName, const std::string& what) {
    throw std::runtime_error(fileName + ": " + what + ".");
}

} // namespace unroll
