// Tells whether a fetched gzip file is the published one, a piece at a time, so that a window stays awake meanwhile. A
// file that was unpacked on its way is the published one, too, where the checksum of what is in it is known. Takes
// little memory however much the file inflates to: a file that holds more than it should is refused as soon as that
// shows.
#pragma once

#include "app/fetch/download_source.h"
#include "engine/data/byte_source.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <memory>
#include <optional>

namespace unroll {

class FileCheck {
    Q_DECLARE_TR_FUNCTIONS(unroll::FileCheck)

public:
    // Throws std::runtime_error with one sentence when the file can't be opened.
    FileCheck(const std::filesystem::path& path, const DownloadFile& expected);

    // Reads a piece. Nothing as long as the file may be right; in the end what is wrong, or an empty text when it is
    // the published one.
    std::optional<QString> step();

private:
    std::optional<QString> read();
    QString foreign() const; // what the file is when it is none of this kind; else empty
    QString verdict() const;

    DownloadFile expected_;
    std::vector<std::uint8_t> beginning_;
    std::unique_ptr<ByteSource> gzip_;  // the file as it was fetched
    std::unique_ptr<ByteSource> bytes_; // and what is in it
    QCryptographicHash md5_{QCryptographicHash::Md5};
    QCryptographicHash sha256_{QCryptographicHash::Sha256};
    qint64 inflated_ = 0;
    std::vector<std::uint8_t> piece_;
};

} // namespace unroll
