#include "app/fetch/file_check.h"

#include "engine/data/file_kind.h"

namespace unroll {
namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 20; // a few milliseconds

QByteArrayView viewOf(const std::vector<std::uint8_t>& bytes, std::size_t count) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(count)};
}

std::vector<std::uint8_t> beginningOf(ByteSource& source) {
    std::vector<std::uint8_t> bytes(tellingBytes);
    bytes.resize(source.read(bytes));
    return bytes;
}

} // namespace

FileCheck::FileCheck(const std::filesystem::path& path, const DownloadFile& expected)
    : expected_(expected)
    , beginning_(beginningOf(*ByteSource::openPlain(path)))
    , gzip_(ByteSource::openPlain(path))
    , bytes_(ByteSource::open(path))
    , piece_(pieceBytes) {}

std::optional<QString> FileCheck::step() {
    try {
        const auto fault = read();
        return fault && !fault->isEmpty() && !foreign().isEmpty() ? foreign() : fault;
    } catch (const std::runtime_error&) { // zlib's
        return tr("a damaged file");
    }
}

QString FileCheck::foreign() const {
    const std::string kind = isGzip(beginning_) ? "" : foreignKind(beginning_);
    return kind.empty() ? QString() : tr("another file (%1)").arg(QString::fromStdString(kind));
}

// First the file itself, then what is in it.
std::optional<QString> FileCheck::read() {
    if (const std::size_t count = gzip_->read(piece_); count > 0) {
        md5_.addData(viewOf(piece_, count));
        return std::nullopt;
    }
    const std::size_t count = bytes_->read(piece_);
    sha256_.addData(viewOf(piece_, count));
    inflated_ += static_cast<qint64>(count);
    if (inflated_ > expected_.bytes)
        return tr("a file that inflates to more than %1 bytes").arg(expected_.bytes);
    if (count == piece_.size())
        return std::nullopt;
    return verdict();
}

QString FileCheck::verdict() const {
    if (inflated_ < expected_.bytes)
        return tr("%1 bytes instead of %2").arg(inflated_).arg(expected_.bytes);
    if (!expected_.sha256.isEmpty() && sha256_.result().toHex() != expected_.sha256)
        return tr("other bytes than were published: their SHA-256 differs");
    if (!expected_.gzipMd5.isEmpty() && md5_.result().toHex() != expected_.gzipMd5)
        return tr("other bytes than were published: their MD5 differs");
    return {};
}

} // namespace unroll
