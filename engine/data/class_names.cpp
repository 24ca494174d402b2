#include "engine/data/class_names.h"

#include "engine/data/byte_sink.h"
#include "engine/data/byte_source.h"
#include "engine/data/file_kind.h"
#include "engine/files/limits.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr const char* spaces = " \t\r";

std::string trimmed(const std::string& line) {
    const std::size_t first = line.find_first_not_of(spaces);
    return first == std::string::npos ? "" : line.substr(first, line.find_last_not_of(spaces) - first + 1);
}

bool isControl(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; }

std::string readText(const std::filesystem::path& file) {
    constexpr std::size_t mostBytes = mostClasses * (mostClassNameBytes + 2) + byteOrderMark.size();
    const auto source = ByteSource::open(file);
    std::vector<std::uint8_t> bytes(mostBytes + 1);
    bytes.resize(source->read(bytes));
    if (const std::string kind = foreignKind(std::span(bytes).first(std::min(bytes.size(), tellingBytes)));
        !kind.empty())
        throw std::runtime_error("'" + file.string() + "' has no names of classes; " + kind + ".");
    if (bytes.size() > mostBytes)
        throw std::runtime_error("'" + file.string() + "' is too large for the names of " +
                                 std::to_string(mostClasses) + " classes: give one short name a line.");
    const std::string text(bytes.begin(), bytes.end());
    return text.starts_with(byteOrderMark) ? text.substr(byteOrderMark.size()) : text;
}

// One a line; an end of line at the text's end begins no other.
std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return lines;
}

// What is wrong with a name, or an empty text.
std::string faultOf(const std::string& name, std::span<const std::string> before) {
    if (std::string fault = classNameFault(name); !fault.empty())
        return fault;
    if (std::ranges::find(before, name) != before.end())
        return "'" + name + "' names another class already";
    return {};
}

void check(std::span<const std::string> names, const std::filesystem::path& file) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (const std::string fault = faultOf(names[i], names.first(i)); !fault.empty())
            throw std::runtime_error("'" + file.string() + "', line " + std::to_string(i + 1) + ": " + fault + ".");
    if (names.size() < fewestClasses || names.size() > mostClasses)
        throw std::runtime_error("'" + file.string() + "' names " + std::to_string(names.size()) +
                                 " classes: there are from " + std::to_string(fewestClasses) + " to " +
                                 std::to_string(mostClasses) + ", one name a line.");
}

} // namespace

std::string classNameFault(const std::string& name) {
    if (name.empty())
        return "a class needs a name";
    if (name.size() > mostClassNameBytes)
        return "a name has at most " + std::to_string(mostClassNameBytes) + " bytes, not " +
               std::to_string(name.size());
    if (std::ranges::any_of(name, isControl) || name.starts_with(byteOrderMark))
        return "a name has letters that can be printed";
    if (name != trimmed(name))
        return "a name neither begins nor ends with a blank";
    return {};
}

std::vector<std::string> readClassNames(const std::filesystem::path& file) {
    std::vector<std::string> names = linesOf(readText(file));
    check(names, file);
    return names;
}

void writeClassNames(const std::filesystem::path& file, std::span<const std::string> names) {
    check(names, file);
    std::string text;
    for (const std::string& name : names)
        text += name + '\n';
    writeFile(file, {}, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

} // namespace unroll
