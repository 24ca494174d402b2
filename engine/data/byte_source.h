// A file read from its beginning to its end, plain or gzip, in which every byte is accounted for. Its content decides
// which it is, and not its name: files are unpacked on their way, and packed ones lose their ending.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

namespace unroll {

// "FILE, byte N: expected E, found F." as the error to throw. For gzip, N counts the uncompressed bytes.
std::runtime_error byteError(const std::filesystem::path& file, std::uint64_t byte, const std::string& expected,
                             const std::string& found);

class ByteSource {
public:
    virtual ~ByteSource() = default;

    // What a file holds: what is in it when it begins as gzip does, or else its bytes. Throws std::runtime_error with
    // one sentence.
    static std::unique_ptr<ByteSource> open(const std::filesystem::path& file);

    // The bytes as they lie in the file, packed or not.
    static std::unique_ptr<ByteSource> openPlain(const std::filesystem::path& file);

    // Fills as much of `target` as there are bytes left and returns their number. Throws std::runtime_error with one
    // sentence when the disk or the gzip data fails; a gzip checksum is verified with the last byte. Zeros behind the
    // gzip data are passed over, as gunzip does; anything else there is an error.
    virtual std::size_t read(std::span<std::uint8_t> target) = 0;

    // No file can give more bytes than this: its size, or for gzip what its size could hold at the most.
    virtual std::uint64_t maximumSize() const = 0;

    // Whether maximumSize() is the very number of bytes.
    virtual bool sizeIsExact() const = 0;

    const std::filesystem::path& path() const { return path_; }

protected:
    explicit ByteSource(std::filesystem::path path)
        : path_(std::move(path)) {}

private:
    std::filesystem::path path_;
};

} // namespace unroll
