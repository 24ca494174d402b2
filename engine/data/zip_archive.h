// A zip file whose entries are read one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace unroll {

class ZipArchive {
public:
    // Throws std::runtime_error with one sentence when there is no zip file or its directory is damaged.
    explicit ZipArchive(const std::filesystem::path& file);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    // As they stand in the file's directory.
    const std::vector<std::string>& names() const { return names_; }

    // What the entry with that place in names() holds, its checksum verified. Throws std::runtime_error with one
    // sentence when it is damaged, encrypted, packed otherwise than by deflate, larger than it can be, or than the
    // memory there is.
    std::string read(std::size_t entry) const;

private:
    struct Handle;

    std::string describe(std::size_t entry) const;

    std::filesystem::path file_;
    std::unique_ptr<Handle> handle_;
    std::vector<std::string> names_;
};

} // namespace unroll
