#include "engine/files/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <regex>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace unroll {
namespace {

std::string adviceFor(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "free some space or choose another folder";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder you may write to";
    case ENOENT:
    case ENOTDIR:
        return "create the folder first or choose another one";
    default:
        return "choose another folder";
    }
}

[[noreturn]] void refuseWriting(const std::filesystem::path& path, int error) {
    throw std::runtime_error("Cannot write " + path.string() + ": " + std::generic_category().message(error) + "; " +
                             adviceFor(error) + ".");
}

// A new file beside its final place, removed again unless it was renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& target)
        : target_(target) {
        do {
            path_ = target.parent_path() / nextName();
            descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (descriptor_ < 0 && (errno == EEXIST || errno == EINTR));
        if (descriptor_ < 0)
            refuseWriting(target_, errno);
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    ~TemporaryFile() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
        if (!renamed_)
            ::unlink(path_.c_str());
    }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written >= 0)
                bytes.remove_prefix(static_cast<std::size_t>(written));
            else if (errno != EINTR)
                refuseWriting(target_, errno);
        }
    }

    // Some file systems report a full disk only here.
    void finish() {
        if (::fsync(descriptor_) != 0)
            refuseWriting(target_, errno);
        const int descriptor = std::exchange(descriptor_, -1);
        if (::close(descriptor) != 0 && errno != EINTR)
            refuseWriting(target_, errno);
        if (std::rename(path_.c_str(), target_.c_str()) != 0)
            refuseWriting(target_, errno);
        renamed_ = true;
    }

private:
    std::string nextName() const {
        static std::atomic<unsigned> counter = 0;
        return "." + target_.filename().string() + "." + std::to_string(::getpid()) + "." + std::to_string(++counter) +
               ".part";
    }

    std::filesystem::path target_;
    std::filesystem::path path_;
    int descriptor_ = -1;
    bool renamed_ = false;
};

// The new name itself has to reach the disk as well. Not every file system can do it, and the file is whole either way.
void syncFolder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

// The process that writes a temporary file of this name, ".metrics.csv.4711.2.part"; 0 for any other name.
pid_t writerOf(const std::string& name) {
    static const std::regex pattern(R"(\..+\.([0-9]{1,9})\.[0-9]+\.part)");
    std::smatch match;
    return std::regex_match(name, match, pattern) ? static_cast<pid_t>(std::stol(match[1])) : 0;
}

bool isAlive(pid_t process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

} // namespace

void removeHalfFiles(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::vector<std::filesystem::path> abandoned;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (const pid_t writer = writerOf(entry.path().filename().string()); writer > 0 && !isAlive(writer))
            abandoned.push_back(entry.path());
    for (const auto& path : abandoned)
        std::filesystem::remove(path, ignored);
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes) {
    writeFileAtomically(path, [bytes](const TakeBytes& take) { take(bytes); });
}

void writeFileAtomically(const std::filesystem::path& path, const std::function<void(const TakeBytes& take)>& produce) {
    TemporaryFile file(path);
    produce([&file](std::string_view bytes) { file.write(bytes); });
    file.finish();
    syncFolder(path.parent_path());
}

} // namespace unroll
