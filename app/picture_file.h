// Reads pictures from files of every format that Qt's plugins know here. A file's content decides, not its name.
#pragma once

#include "app/picture_shades.h"

#include <QSize>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace unroll {

// Why a file gives no picture. what() goes on where the file's name ended: "is incomplete".
class UnreadablePicture : public std::runtime_error {
public:
    enum class Reason {
        NoPicture, // nothing that begins like one
        NoReader,  // a format for which there is no plugin
        Damaged,   // a picture, but not readable: its end is missing, it has no byte, it is too large, ...
    };
    UnreadablePicture(Reason reason, const std::string& what)
        : std::runtime_error(what)
        , reason_(reason) {}

    Reason reason() const { return reason_; }

private:
    Reason reason_;
};

struct Picture {
    PictureShades shades;
    QSize size; // its own, as it is seen; the shades of very large ones are smaller
};

// More pixels than this are scaled down while they are read, or refused where the format's reader can't.
inline constexpr std::int64_t mostPicturePixels = 64'000'000;

// Turned as the file says that it is to be seen (EXIF). Of several pictures in one file, the first. Nothing of Qt's
// appears on standard error. One after the other where several threads call it. Throws UnreadablePicture.
Picture readPicture(const std::filesystem::path& file);

} // namespace unroll
