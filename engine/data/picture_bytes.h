// What the bytes of a picture file say of themselves, without decoding them: which format it is, whatever its name, and
// whether its end is missing. Decoders make a picture of half a file, its lower part grey, without an error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace unroll {

enum class PictureFormat { Png, Jpeg, Gif, Bmp, Webp, Tiff, Heif, Avif, Jpeg2000, JpegXl };

// By the file's first bytes; nothing when they begin none of these.
std::optional<PictureFormat> pictureFormat(std::span<const std::uint8_t> bytes);

// "WebP".
std::string_view pictureFormatName(PictureFormat format);

// Whether the file ends before its picture does: PNG without its end chunk, JPEG without its end marker, a GIF without
// its first picture's end, BMP, WebP and TIFF with fewer bytes than they announce. For other formats the decoder's word
// stands: false.
bool endsEarly(std::span<const std::uint8_t> bytes);

} // namespace unroll
