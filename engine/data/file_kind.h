// What a file is by its first bytes, where it is none of what was asked for: a name tells little, and what comes over a
// network or out of an archive is often something else under the right name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace unroll {

// How many bytes of a file's beginning are enough to tell: a tar archive says so behind its first member's name.
inline constexpr std::size_t tellingBytes = 512;

// What Windows programs put before a text in UTF-8.
inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool isGzip(std::span<const std::uint8_t> beginning);

// Whether the bytes are printable, blanks or ends of lines, as in a table that a spreadsheet wrote.
bool isText(std::span<const std::uint8_t> beginning);

// What the file is and what to do about it, as the end of a sentence without its full stop: "it is a web page, not the
// file itself: fetch it again". Empty for bytes that tell nothing.
std::string foreignKind(std::span<const std::uint8_t> beginning);

} // namespace unroll
