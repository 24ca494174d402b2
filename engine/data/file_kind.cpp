#include "engine/data/file_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace unroll {
namespace {

using namespace std::string_view_literals;

struct Kind {
    std::string_view magic;
    std::string_view sentence;
    std::size_t at = 0;
};

constexpr std::string_view packedTwice =
    "it is gzip within gzip, packed twice: unpack it once (gunzip), or fetch it again";
constexpr std::string_view webPage =
    "it is a web page, most likely a server's error message, and not the file itself: fetch it again";
constexpr std::string_view serversAnswer =
    "it is XML, most likely a server's error message, and not the file itself: fetch it again";
constexpr std::string_view gitPointer =
    "it is a Git LFS pointer, which stands for the file: fetch the file itself with git lfs pull";
constexpr std::string_view zipped =
    "it is a zip archive (.zip, .npz, .pt): unpack it, or read an .npz with unroll data import";
constexpr std::string_view picture = "it is a single picture: make a data set of a folder of pictures with unroll data "
                                     "import";
constexpr std::string_view utf16 = "it is text in UTF-16: save it as UTF-8";

// Longer beginnings before shorter ones that they contain. Sources: the formats' own specifications.
constexpr std::array kinds{
    Kind{"\x1f\x8b"sv, packedTwice},
    Kind{"PK\x03\x04"sv, zipped},
    Kind{"PK\x05\x06"sv, "it is an empty zip archive: fetch it again"},
    Kind{"\xFD"
         "7zXZ\0"sv,
         "it is packed with xz: unpack it (unxz)"},
    Kind{"BZh"sv, "it is packed with bzip2: unpack it (bunzip2)"},
    Kind{"\x28\xB5\x2F\xFD"sv, "it is packed with Zstandard: unpack it (unzstd)"},
    Kind{"\x04\x22\x4D\x18"sv, "it is packed with LZ4: unpack it (unlz4)"},
    Kind{"\x1f\x9d"sv, "it is packed with compress: unpack it (uncompress)"},
    Kind{"7z\xBC\xAF\x27\x1C"sv, "it is a 7-Zip archive: unpack it"},
    Kind{"Rar!\x1A\x07"sv, "it is a RAR archive: unpack it"},
    Kind{"ustar"sv, "it is a tar archive: unpack it (tar xf) and name the folder", 257},
    Kind{"\x89PNG"sv, picture},
    Kind{"\xFF\xD8\xFF"sv, picture},
    Kind{"GIF8"sv, picture},
    Kind{"\x93NUMPY"sv, "it is a NumPy array (.npy): save images and labels together as .npz (numpy.savez) and read it "
                        "with unroll data import"},
    Kind{"\x89HDF\r\n"sv, "it is an HDF5 file: convert it to IDX or .npz"},
    Kind{"MATLAB 5.0"sv, "it is a MATLAB file (.mat): convert it to IDX or .npz"},
    Kind{"PAR1"sv, "it is a Parquet file: convert it to IDX or .npz"},
    Kind{"\x80\x02"sv, "it is a Python pickle: convert it to IDX or .npz"},
    Kind{"\x80\x03"sv, "it is a Python pickle: convert it to IDX or .npz"},
    Kind{"\x80\x04"sv, "it is a Python pickle: convert it to IDX or .npz"},
    Kind{"\x80\x05"sv, "it is a Python pickle: convert it to IDX or .npz"},
    Kind{"%PDF"sv, "it is a PDF: fetch the file itself"},
    Kind{"version https://git-lfs"sv, gitPointer},
    Kind{"\0\x05\x16\x07"sv, "it is what macOS keeps beside a file (AppleDouble): take the file whose name does not "
                             "begin with '._'"},
    Kind{"\xFF\xFE"sv, utf16},
    Kind{"\xFE\xFF"sv, utf16},
};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

// Text behind a byte order mark and blanks, in lower case: what a browser would look at.
std::string markup(std::string_view text) {
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    std::string begin(text);
    std::ranges::transform(begin, begin.begin(), lower);
    return begin;
}

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

bool isMarkup(std::string_view text) { return text.starts_with("<!--") || text.starts_with("<?xml"); }

} // namespace

bool isGzip(std::span<const std::uint8_t> beginning) {
    return beginning.size() >= 2 && beginning[0] == 0x1f && beginning[1] == 0x8b;
}

bool isText(std::span<const std::uint8_t> beginning) {
    return std::ranges::all_of(beginning, [](std::uint8_t byte) {
        return byte == '\t' || byte == '\n' || byte == '\r' || (byte >= 0x20 && byte != 0x7F);
    });
}

std::string foreignKind(std::span<const std::uint8_t> beginning) {
    const std::string_view bytes(reinterpret_cast<const char*>(beginning.data()), beginning.size());
    for (const Kind& kind : kinds)
        if (bytes.size() >= kind.at && bytes.substr(kind.at).starts_with(kind.magic))
            return std::string(kind.sentence);
    const std::string text = markup(bytes);
    if (startsWithAny(text, {"<!doctype html", "<html", "<head", "<body", "<title", "<script"}) ||
        (isMarkup(text) && text.find("<html") != std::string::npos))
        return std::string(webPage);
    return std::string(isMarkup(text) || startsWithAny(text, {"<error"}) ? serversAnswer : "");
}

} // namespace unroll
