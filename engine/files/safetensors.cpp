#include "engine/files/safetensors.h"

#include "engine/files/json_guard.h"
#include "engine/files/limits.h"
#include "engine/files/number_format.h"
#include "engine/files/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace unroll {
namespace {

static_assert(std::endian::native == std::endian::little, "The numbers are written as they lie in memory.");

constexpr std::size_t lengthBytes = 8;
constexpr std::size_t headerAlignment = 8;
constexpr std::uint64_t largestSize = std::numeric_limits<std::int64_t>::max();
constexpr const char* metadataKey = "__metadata__";

std::string_view dataOf(const NamedTensor& tensor) {
    return {reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float)};
}

void checkShape(const NamedTensor& tensor) {
    std::int64_t elements = 1;
    for (const std::int64_t size : tensor.shape)
        elements *= size;
    if (elements != static_cast<std::int64_t>(tensor.values.size()))
        throw std::invalid_argument("safetensorsBytes: " + tensor.name + " has " +
                                    std::to_string(tensor.values.size()) + " values, its shape asks for " +
                                    std::to_string(elements) + ".");
}

std::string headerOf(const Safetensors& content) {
    auto header = nlohmann::ordered_json::object();
    if (!content.metadata.empty())
        header[metadataKey] = content.metadata;
    std::size_t begin = 0;
    for (const NamedTensor& tensor : content.tensors) {
        checkShape(tensor);
        if (header.contains(tensor.name))
            throw std::invalid_argument("safetensorsBytes: the name " + tensor.name + " comes twice.");
        const std::size_t end = begin + dataOf(tensor).size();
        header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
        begin = end;
    }
    // A folder's name among the metadata may be no valid UTF-8; that must not cost a person the weights.
    std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    text.append((headerAlignment - text.size() % headerAlignment) % headerAlignment, ' ');
    return text;
}

// One file being read.
class Reader {
public:
    Reader(std::string_view bytes, const std::string& fileName)
        : bytes_(bytes)
        , fileName_(fileName) {}

    Safetensors read() {
        const nlohmann::json header = parseHeader();
        Safetensors content;
        std::vector<Entry> entries;
        for (const auto& [name, value] : header.items()) {
            if (name == metadataKey)
                content.metadata = parseMetadata(value);
            else
                entries.push_back(parseEntry(name, value));
        }
        checkCoverage(entries);
        for (const Entry& entry : entries)
            content.tensors.push_back(tensorOf(entry));
        return content;
    }

private:
    struct Entry {
        std::string name;
        NumberFormat format = NumberFormat::F32;
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    [[noreturn]] void refuse(const std::string& what) const { throw std::runtime_error(fileName_ + ": " + what + "."); }

    // Cuts the header off, so that bytes_ is the data section from then on.
    std::string_view takeHeader() {
        if (bytes_.size() < lengthBytes)
            refuse("a safetensors file begins with 8 bytes that give its header's length, and this one has " +
                   std::to_string(bytes_.size()) + " bytes");
        std::uint64_t length = 0;
        std::memcpy(&length, bytes_.data(), lengthBytes);
        bytes_.remove_prefix(lengthBytes);
        if (length > bytes_.size())
            refuse("its first 8 bytes announce a header of " + std::to_string(length) + " bytes, but only " +
                   std::to_string(bytes_.size()) + " bytes follow");
        if (length > mostHeaderBytes)
            refuse("its header has " + std::to_string(length) + " bytes, and " + std::to_string(mostHeaderBytes) +
                   " are the most there can be");
        const std::string_view header = bytes_.substr(0, length);
        bytes_.remove_prefix(length);
        return header;
    }

    nlohmann::json parseHeader() {
        const std::string_view text = takeHeader();
        if (nestsDeeperThan(deepestJson, text))
            refuse("the lists and objects in its header lie in each other deeper than " + std::to_string(deepestJson));
        std::set<std::string> names;
        const auto refuseTwins = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& key) {
            if (depth == 1 && event == nlohmann::json::parse_event_t::key && !names.insert(key).second)
                refuse("its header has the name " + quotable(key.dump()) + " twice");
            return true;
        };
        nlohmann::json header;
        try {
            header = nlohmann::json::parse(text, refuseTwins);
        } catch (const nlohmann::json::parse_error& error) {
            refuse("its header is not valid JSON at byte " + std::to_string(lengthBytes + error.byte));
        } catch (const nlohmann::json::out_of_range&) {
            refuse("its header has a number that is too large");
        }
        if (!header.is_object())
            refuse("its header is expected to be a JSON object");
        return header;
    }

    std::map<std::string, std::string> parseMetadata(const nlohmann::json& value) const {
        std::map<std::string, std::string> metadata;
        if (!value.is_object())
            refuse("__metadata__ is expected to be a JSON object");
        for (const auto& [key, text] : value.items()) {
            if (!text.is_string())
                refuse("__metadata__ is expected to hold texts, and '" + key + "' is none");
            metadata[key] = text.get<std::string>();
        }
        return metadata;
    }

    Entry parseEntry(const std::string& name, const nlohmann::json& value) const {
        const auto member = [&](const char* key) -> const nlohmann::json& {
            if (!value.is_object() || !value.contains(key))
                refuse("tensor '" + name + "' has no " + key);
            return value[key];
        };
        const nlohmann::json& dtype = member("dtype");
        const auto format = dtype.is_string() ? numberFormatNamed(dtype.get<std::string>()) : std::nullopt;
        if (!format)
            refuse("tensor '" + name + "' is of type " + quotable(dtype.dump()) +
                   " where \"F16\", \"BF16\", \"F32\" or \"F64\" is expected");
        Entry entry{name, *format, {}, 0, 0};
        const std::vector<std::uint64_t> shape = parseSizes(name, "shape", member("shape"));
        const std::vector<std::uint64_t> offsets = parseSizes(name, "data_offsets", member("data_offsets"));
        if (offsets.size() != 2)
            refuse("tensor '" + name + "' is expected to have two data_offsets");
        entry.begin = offsets[0];
        entry.end = offsets[1];
        entry.shape.assign(shape.begin(), shape.end());
        checkSize(entry);
        return entry;
    }

    std::vector<std::uint64_t> parseSizes(const std::string& name, const char* key, const nlohmann::json& list) const {
        std::vector<std::uint64_t> sizes;
        if (!list.is_array())
            refuse("tensor '" + name + "' is expected to have a list as its " + key);
        for (const nlohmann::json& size : list) {
            if (!size.is_number_unsigned() || size.get<std::uint64_t>() > largestSize)
                refuse("tensor '" + name + "' has " + quotable(size.dump()) + " in its " + key +
                       " where whole numbers from 0 are expected");
            sizes.push_back(size.get<std::uint64_t>());
        }
        return sizes;
    }

    void checkSize(const Entry& entry) const {
        if (entry.begin > entry.end || entry.end > bytes_.size())
            refuse("tensor '" + entry.name + "' is said to lie at bytes " + std::to_string(entry.begin) + " to " +
                   std::to_string(entry.end) + " of the data, which has " + std::to_string(bytes_.size()) +
                   " bytes; the file may be truncated");
        std::uint64_t expected = bytesOf(entry.format);
        for (const std::int64_t size : entry.shape)
            if (__builtin_mul_overflow(expected, static_cast<std::uint64_t>(size), &expected))
                refuse("tensor '" + entry.name + "' has a shape too large for any memory");
        if (expected != entry.end - entry.begin)
            refuse("tensor '" + entry.name + "' needs " + std::to_string(expected) + " bytes for its shape and has " +
                   std::to_string(entry.end - entry.begin));
    }

    // Sorts the entries by their data; the data section has to be covered by them exactly.
    void checkCoverage(std::vector<Entry>& entries) const {
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
        std::uint64_t end = 0;
        for (const Entry& entry : entries) {
            if (entry.begin != end)
                refuse("tensor '" + entry.name + "' begins at byte " + std::to_string(entry.begin) +
                       " of the data where byte " + std::to_string(end) + " is expected: tensors " +
                       (entry.begin < end ? "overlap" : "leave a gap"));
            end = entry.end;
        }
        if (end != bytes_.size())
            refuse("after the last tensor's data " + std::to_string(bytes_.size() - end) +
                   " more bytes follow where the file is expected to end");
    }

    NamedTensor tensorOf(const Entry& entry) const {
        NamedTensor tensor{entry.name, entry.shape, {}};
        const std::string_view data = bytes_.substr(entry.begin, entry.end - entry.begin);
        tensor.values.resize(data.size() / bytesOf(entry.format));
        if (const auto tooLarge = readNumbers(entry.format, data, tensor.values))
            refuse("tensor '" + entry.name + "' holds a number at place " + std::to_string(*tooLarge) +
                   " that is too large for single precision");
        return tensor;
    }

    std::string_view bytes_;
    const std::string& fileName_;
};

} // namespace

std::string safetensorsBytes(const Safetensors& content) {
    const std::string header = headerOf(content);
    const std::uint64_t length = header.size();
    std::string bytes(reinterpret_cast<const char*>(&length), lengthBytes);
    bytes += header;
    for (const NamedTensor& tensor : content.tensors)
        bytes += dataOf(tensor);
    return bytes;
}

Safetensors parseSafetensors(std::string_view bytes, const std::string& fileName) {
    return Reader(bytes, fileName).read();
}

std::string weightsSha256(std::span<const NamedTensor> tensors) {
    Sha256 hash;
    for (const NamedTensor& tensor : tensors)
        hash.add(std::as_bytes(std::span(tensor.values)));
    return hash.hexadecimal();
}

} // namespace unroll
