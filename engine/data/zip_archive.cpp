#include "engine/data/zip_archive.h"

#include "engine/data/available_memory.h"
#include "engine/files/json_guard.h"
#include "engine/files/limits.h"

#include <zip.h>

#include <algorithm>
#include <stdexcept>

namespace unroll {

struct ZipArchive::Handle {
    explicit Handle(zip_t* opened)
        : zip(opened) {}
    ~Handle() { zip_discard(zip); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    zip_t* zip;
};

namespace {

// What fits beside deflate's best in a few bytes.
constexpr std::uint64_t slack = 1024;

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string textOf(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

} // namespace

ZipArchive::ZipArchive(const std::filesystem::path& file)
    : file_(file) {
    int code = 0;
    zip_t* const zip = zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!zip)
        throw std::runtime_error("'" + file.string() + "' can't be read as a zip file: " + textOf(code) + ".");
    handle_ = std::make_unique<Handle>(zip);
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* const name = zip_get_name(zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        names_.emplace_back(name ? name : "");
    }
}

ZipArchive::~ZipArchive() = default;

std::string ZipArchive::describe(std::size_t entry) const {
    return "'" + file_.string() + "', entry " + quotable(names_[entry]);
}

std::string ZipArchive::read(std::size_t entry) const {
    const auto refuse = [&](const std::string& what) { throw std::runtime_error(describe(entry) + ": " + what + "."); };
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t needed =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(handle_->zip, entry, 0, &stat) != 0 || (stat.valid & needed) != needed)
        refuse("its size can't be read");
    if (stat.encryption_method != ZIP_EM_NONE)
        refuse("it is encrypted");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        refuse("it is packed in another way than NumPy's");
    std::error_code error;
    const std::uint64_t packed = std::min<std::uint64_t>(stat.comp_size, std::filesystem::file_size(file_, error));
    if (error || stat.size / mostInflation > packed + slack)
        refuse("it announces " + std::to_string(stat.size) + " bytes, more than its " + std::to_string(packed) +
               " packed ones can hold");
    requireMemory(stat.size, file_, "the entry " + quotable(names_[entry]));
    const std::unique_ptr<zip_file_t, CloseEntry> opened(zip_fopen_index(handle_->zip, entry, 0));
    if (!opened)
        refuse(zip_error_strerror(zip_get_error(handle_->zip)));
    std::string bytes(stat.size, '\0');
    std::size_t filled = 0;
    zip_int64_t count = 1;
    while (count > 0 && filled < bytes.size()) {
        count = zip_fread(opened.get(), bytes.data() + filled, bytes.size() - filled);
        filled += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    char extra = 0;
    if (count >= 0 && filled == bytes.size())
        count = zip_fread(opened.get(), &extra, 1); // and with it the checksum
    if (count != 0 || filled != bytes.size())
        refuse(count < 0 ? std::string("it is damaged: ") + zip_error_strerror(zip_file_get_error(opened.get()))
                         : "it does not hold the " + std::to_string(stat.size) + " bytes that it announces");
    return bytes;
}

} // namespace unroll
