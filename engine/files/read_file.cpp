#include "engine/files/read_file.h"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
    throw std::runtime_error("Cannot read " + path.string() + ": " + why + ".");
}

} // namespace

std::string readFile(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        refuse(path, "it is a folder, and a file is expected");
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        refuse(path, std::generic_category().message(errno));
    std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (stream.bad())
        refuse(path, "it can't be read to its end");
    return bytes;
}

} // namespace unroll
