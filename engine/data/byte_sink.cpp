#include "engine/data/byte_sink.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace unroll {

namespace {

// 'T' writes the bytes as they are, without gzip's frame.
const char* modeFor(const std::filesystem::path& file) { return file.extension() == ".gz" ? "wb6" : "wbT"; }

bool writeAll(gzFile file, std::span<const std::uint8_t> bytes) {
    constexpr std::size_t largestPiece = std::size_t{1} << 26;
    while (!bytes.empty()) {
        const std::size_t piece = std::min(bytes.size(), largestPiece);
        if (gzwrite(file, bytes.data(), static_cast<unsigned>(piece)) != static_cast<int>(piece)) {
            return false;
        }
        bytes = bytes.subspan(piece);
    }
    return true;
}

std::runtime_error writeError(const std::filesystem::path& file, const std::string& reason) {
    return std::runtime_error("'" + file.string() + "' can't be written: " + reason + ".");
}

} // namespace

void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> header,
               std::span<const std::uint8_t> data) {
    std::filesystem::path part = file;
    part += ".part";
    errno = 0;
    gzFile stream = gzopen(part.c_str(), modeFor(file));
    if (stream == nullptr) {
        throw writeError(file, std::strerror(errno));
    }
    const bool written = writeAll(stream, header) && writeAll(stream, data);
    const bool closed = gzclose(stream) == Z_OK;
    const std::string reason = std::strerror(errno);
    std::error_code error;
    if (written && closed) {
        std::filesystem::rename(part, file, error);
        if (!error) {
            return;
        }
    }
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    throw writeError(file, error ? error.message() : reason);
}

} // namespace unroll
