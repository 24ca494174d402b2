#include "engine/files/json_guard.h"

#include "engine/files/limits.h"

namespace unroll {

bool nestsDeeperThan(int depth, std::string_view json) {
    int open = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char letter = json[i];
        if (quoted && letter == '\\')
            ++i; // and what it stands before
        else if (letter == '"')
            quoted = !quoted;
        else if (!quoted && (letter == '[' || letter == '{') && ++open > depth)
            return true;
        else if (!quoted && (letter == ']' || letter == '}'))
            --open;
    }
    return false;
}

std::string quotable(std::string text) {
    if (text.size() <= mostQuotedBytes)
        return text;
    std::size_t end = mostQuotedBytes;
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
    while (end > 0 && continues(text[end]))
        --end; // between two letters of UTF-8
    return text.substr(0, end) + "...";
}

} // namespace unroll
