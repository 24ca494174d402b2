#include "engine/data/byte_source.h"

#include "engine/data/file_kind.h"
#include "engine/files/limits.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <vector>

namespace unroll {

std::runtime_error byteError(const std::filesystem::path& file, std::uint64_t byte, const std::string& expected,
                             const std::string& found) {
    return std::runtime_error("'" + file.string() + "', byte " + std::to_string(byte) + ": expected " + expected +
                              ", found " + found + ".");
}

namespace {

// The bytes of a file as they lie on the disk.
class PlainSource : public ByteSource {
public:
    explicit PlainSource(const std::filesystem::path& file)
        : ByteSource(file) {
        std::error_code error;
        const bool regular = std::filesystem::is_regular_file(file, error);
        if (!error && !regular) {
            throw std::runtime_error("'" + file.string() + "' can't be read: it is not a regular file.");
        }
        file_.reset(std::fopen(file.c_str(), "rb"));
        if (!file_) {
            throw std::runtime_error("'" + file.string() + "' can't be opened: " + std::strerror(errno) + ".");
        }
        size_ = std::filesystem::file_size(file);
    }

    std::size_t read(std::span<std::uint8_t> target) override {
        const std::size_t count = std::fread(target.data(), 1, target.size(), file_.get());
        if (count < target.size() && std::ferror(file_.get()) != 0) {
            throw std::runtime_error("'" + path().string() + "' can't be read: " + std::strerror(errno) + ".");
        }
        return count;
    }

    std::uint64_t maximumSize() const override { return size_; }
    bool sizeIsExact() const override { return true; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t size_ = 0;
};

// What a gzip file holds, inflated piece by piece: no more than is asked for ever comes out.
class GzipSource : public ByteSource {
public:
    explicit GzipSource(const std::filesystem::path& file)
        : ByteSource(file)
        , input_(file)
        , piece_(std::size_t{1} << 16) {
        constexpr int largestWindow = 15;
        constexpr int gzipAlone = 16;
        if (inflateInit2(&stream_, largestWindow + gzipAlone) != Z_OK) {
            throw std::runtime_error("'" + file.string() + "' can't be read: zlib can't be started.");
        }
    }
    ~GzipSource() override { inflateEnd(&stream_); }
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    std::size_t read(std::span<std::uint8_t> target) override {
        std::size_t filled = 0;
        while (filled < target.size()) {
            const std::size_t count = inflateInto(target.subspan(filled));
            if (count == 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }

    std::uint64_t maximumSize() const override {
        return std::min(input_.maximumSize(), std::numeric_limits<std::uint64_t>::max() / mostInflation) *
               mostInflation;
    }
    bool sizeIsExact() const override { return false; }

private:
    // At least one byte, or none at the end.
    std::size_t inflateInto(std::span<std::uint8_t> target) {
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        const auto wanted = static_cast<uInt>(std::min(target.size(), most));
        stream_.next_out = target.data();
        stream_.avail_out = wanted;
        while (stream_.avail_out == wanted && startPiece()) {
            const int status = inflate(&stream_, Z_NO_FLUSH);
            memberEnded_ = status == Z_STREAM_END;
            if (status != Z_OK && status != Z_STREAM_END) {
                throw corrupt();
            }
        }
        return wanted - stream_.avail_out;
    }

    // Sees to it that there is input; false at the end of the file. Gzip files may be joined, so that another member
    // can follow the end of one.
    bool startPiece() {
        refill();
        if (memberEnded_)
            skipPadding();
        if (stream_.avail_in == 0 && !memberEnded_) {
            throw byteError(path(), produced(), "more gzip data",
                            "the end of the file after " + std::to_string(consumed_) + " compressed bytes");
        }
        if (stream_.avail_in != 0 && memberEnded_)
            startMember();
        return stream_.avail_in != 0;
    }

    // Nothing at the end of the file.
    void refill() {
        if (stream_.avail_in != 0)
            return;
        const std::size_t count = input_.read(piece_);
        consumed_ += count;
        stream_.next_in = piece_.data();
        stream_.avail_in = static_cast<uInt>(count);
    }

    // Zeros behind a member fill a tape's or a disk's last block.
    void skipPadding() {
        for (; stream_.avail_in != 0 && *stream_.next_in == 0; refill()) {
            const auto zeros = std::find_if(stream_.next_in, stream_.next_in + stream_.avail_in,
                                            [](Bytef byte) { return byte != 0; }) -
                               stream_.next_in;
            stream_.next_in += zeros;
            stream_.avail_in -= static_cast<uInt>(zeros);
        }
    }

    void startMember() {
        constexpr Bytef magic = 0x1f;
        if (*stream_.next_in != magic) {
            throw byteError(path(), produced(), "the end of the file or more gzip data",
                            "other bytes behind the gzip data, from compressed byte " + std::to_string(position()) +
                                " on; gunzip leaves them out");
        }
        produced_ += stream_.total_out;
        inflateReset(&stream_);
        memberEnded_ = false;
    }

    std::uint64_t position() const { return consumed_ - stream_.avail_in; } // in the file

    std::uint64_t produced() const { return produced_ + stream_.total_out; }

    std::runtime_error corrupt() const {
        const std::string reason = stream_.msg != nullptr ? stream_.msg : "unreadable data";
        return byteError(path(), produced(), "gzip data",
                         "at compressed byte " + std::to_string(position()) + " an error (" + reason + ")");
    }

    PlainSource input_;
    std::vector<std::uint8_t> piece_;
    z_stream stream_{};
    std::uint64_t consumed_ = 0; // bytes of the file handed to zlib
    std::uint64_t produced_ = 0; // bytes that came out of members before the present one
    bool memberEnded_ = false;
};

} // namespace

std::unique_ptr<ByteSource> ByteSource::open(const std::filesystem::path& file) {
    std::array<std::uint8_t, 2> beginning{};
    const std::size_t count = openPlain(file)->read(beginning);
    if (isGzip(std::span(beginning).first(count)))
        return std::make_unique<GzipSource>(file);
    return openPlain(file);
}

std::unique_ptr<ByteSource> ByteSource::openPlain(const std::filesystem::path& file) {
    return std::make_unique<PlainSource>(file);
}

} // namespace unroll
