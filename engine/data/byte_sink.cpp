#include "engine/data/byte_sink.h"

#include "engine/files/atomic_file.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace unroll {

namespace {

std::string_view viewOf(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Hands on what it is given, compressed, in pieces.
class Deflater {
public:
    explicit Deflater(const TakeBytes& take)
        : take_(take)
        , piece_(std::size_t{1} << 16) {
        constexpr int level = 6;
        constexpr int largestWindow = 15;
        constexpr int gzipFrame = 16;
        constexpr int usualMemory = 8;
        if (deflateInit2(&stream_, level, Z_DEFLATED, largestWindow + gzipFrame, usualMemory, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::runtime_error("A file can't be compressed: zlib can't be started.");
    }
    ~Deflater() { deflateEnd(&stream_); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void add(std::span<const std::uint8_t> bytes) {
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        while (!bytes.empty()) {
            const auto now = bytes.first(std::min(bytes.size(), most));
            stream_.next_in = const_cast<Bytef*>(now.data()); // zlib does not write there
            stream_.avail_in = static_cast<uInt>(now.size());
            run(Z_NO_FLUSH);
            bytes = bytes.subspan(now.size());
        }
    }

    void finish() { run(Z_FINISH); }

private:
    void run(int flush) {
        do {
            stream_.next_out = piece_.data();
            stream_.avail_out = static_cast<uInt>(piece_.size());
            deflate(&stream_, flush);
            take_(viewOf(std::span(piece_).first(piece_.size() - stream_.avail_out)));
        } while (stream_.avail_out == 0);
    }

    const TakeBytes& take_;
    std::vector<std::uint8_t> piece_;
    z_stream stream_{};
};

} // namespace

void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> header,
               std::span<const std::uint8_t> data) {
    writeFileAtomically(file, [&](const TakeBytes& take) {
        if (file.extension() != ".gz") {
            take(viewOf(header));
            take(viewOf(data));
            return;
        }
        Deflater deflater(take);
        deflater.add(header);
        deflater.add(data);
        deflater.finish();
    });
}

} // namespace unroll
