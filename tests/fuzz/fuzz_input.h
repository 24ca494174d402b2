// What the targets share: a file made of the fuzzer's bytes, and what may come of reading it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace unroll::fuzz {

using Bytes = std::span<const std::uint8_t>;

inline std::string_view textOf(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// Reads, or refuses with a sentence; anything else that is thrown ends the fuzzer.
template <typename Function>
bool readsOrRefuses(Function function) {
    try {
        function();
        return true;
    } catch (const std::runtime_error& error) {
        if (*error.what() == '\0')
            std::abort();
        return false;
    }
}

inline void require(bool holds) {
    if (!holds)
        std::abort();
}

// A folder of this process, gone with it.
class Folder {
public:
    Folder()
        : path_(parent() / ("unroll_fuzz_" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    std::filesystem::path write(const std::string& name, Bytes bytes) const {
        const std::filesystem::path file = path_ / name;
        std::FILE* stream = std::fopen(file.c_str(), "wb");
        require(stream != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size());
        require(std::fclose(stream) == 0);
        return file;
    }

private:
    // In memory where there is such a place: a disk would take most of the time.
    static std::filesystem::path parent() {
        const std::filesystem::path memory = "/dev/shm";
        return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    }

    std::filesystem::path path_;
};

inline const Folder& folder() {
    static const Folder folder;
    return folder;
}

} // namespace unroll::fuzz
