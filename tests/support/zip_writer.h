// Writes zip files and .npy arrays for tests.
#pragma once

#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

namespace unroll {

using ZipEntries = std::vector<std::pair<std::string, std::string>>; // names and what they hold

inline void writeZip(const std::filesystem::path& file, const ZipEntries& entries,
                     zip_int32_t method = ZIP_CM_DEFLATE) {
    int code = 0;
    zip_t* const zip = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    bool written = zip != nullptr;
    for (std::size_t i = 0; written && i < entries.size(); ++i) {
        const auto& [name, bytes] = entries[i];
        zip_source_t* const source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
        written = source && zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0 &&
                  zip_set_file_compression(zip, i, method, 0) == 0;
    }
    if (!written || zip_close(zip) != 0)
        throw std::logic_error("The test can't write a zip file.");
}

// A .npy file of version 1.0 with any header's values and any numbers.
inline std::string npyFile(const std::string& descr, const std::string& shape, const std::string& data,
                           bool fortranOrder = false) {
    const std::string header = "{'descr': " + descr + ", 'fortran_order': " + (fortranOrder ? "True" : "False") +
                               ", 'shape': " + shape + ", }\n";
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xFF);
    bytes += static_cast<char>(header.size() >> 8);
    return bytes + header + data;
}

template <typename Number>
std::string bytesOfNumbers(const std::vector<Number>& numbers) {
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

} // namespace unroll
