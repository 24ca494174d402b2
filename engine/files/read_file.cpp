#include "engine/files/read_file.h"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace unroll {
namespace {

[[noreturn]] void refuseReading(const std::filesystem::path& path, const std::string& why) {
    throw std::runtime_error("Cannot read " + path.string() + ": " + why + ".");
}

// A size that is known is held against the limit before memory is taken; one that is not, as of a pipe, while reading.
std::string readAll(std::ifstream& stream, const std::filesystem::path& path, std::uint64_t mostBytes) {
    constexpr std::size_t pieceBytes = std::size_t{1} << 20;
    const auto checkSize = [&](std::uint64_t size) {
        if (size > mostBytes)
            refuseReading(path,
                          "it has more than the " + std::to_string(mostBytes) + " bytes that such a file can have");
    };
    std::error_code error;
    const std::uintmax_t known = std::filesystem::file_size(path, error);
    checkSize(error ? 0 : known);
    std::string bytes;
    bytes.reserve(error ? 0 : static_cast<std::size_t>(known));
    std::vector<char> piece(pieceBytes);
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        bytes.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
        checkSize(bytes.size());
    }
    return bytes;
}

} // namespace

std::string readFile(const std::filesystem::path& path, std::uint64_t mostBytes) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        refuseReading(path, "it is a folder, and a file is expected");
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        refuseReading(path, std::generic_category().message(errno));
    std::string bytes = readAll(stream, path, mostBytes);
    if (stream.bad())
        refuseReading(path, "it can't be read to its end");
    return bytes;
}

} // namespace unroll
