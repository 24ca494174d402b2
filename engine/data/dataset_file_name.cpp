#include "engine/data/dataset_file_name.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace unroll {
namespace {

constexpr const char* separators = "-._ ";

struct Word {
    std::string text; // in lower case
    std::size_t at = 0;
};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

std::vector<Word> wordsOf(const std::string& name) {
    std::vector<Word> words;
    for (std::size_t begin = name.find_first_not_of(separators); begin != std::string::npos;) {
        const std::size_t end = std::min(name.find_first_of(separators, begin), name.size());
        Word word{name.substr(begin, end - begin), begin};
        std::ranges::transform(word.text, word.text.begin(), lower);
        words.push_back(std::move(word));
        begin = name.find_first_not_of(separators, end);
    }
    return words;
}

template <std::size_t Count>
bool isOneOf(const std::string& text, const std::array<std::string_view, Count>& words) {
    return std::ranges::find(words, text) != words.end();
}

bool isTrain(const std::string& text) { return isOneOf<2>(text, {"train", "training"}); }
bool isTest(const std::string& text) { return isOneOf<3>(text, {"t10k", "test", "testing"}); }
bool isImages(const std::string& text) { return isOneOf<2>(text, {"images", "image"}); }
bool isLabels(const std::string& text) { return isOneOf<2>(text, {"labels", "label"}); }
bool isFormat(const std::string& text) {
    return isOneOf<13>(
        text, {"idx", "idx1", "idx2", "idx3", "idx4", "ubyte", "byte", "short", "int", "float", "double", "bin", "gz"});
}

DatasetFileRole roleOf(bool train, bool images) {
    if (train)
        return images ? DatasetFileRole::TrainImages : DatasetFileRole::TrainLabels;
    return images ? DatasetFileRole::TestImages : DatasetFileRole::TestLabels;
}

} // namespace

std::optional<DatasetFileName> parseDatasetFileName(const std::string& name) {
    if (name.starts_with('.'))
        return std::nullopt;
    const std::vector<Word> words = wordsOf(name);
    const auto saysWhat = [](const Word& word) {
        return isTrain(word.text) || isTest(word.text) || isImages(word.text) || isLabels(word.text);
    };
    // The last two words before the format's: a set may have words like these in its own name.
    auto formats = words.end();
    while (formats != words.begin() && isFormat((formats - 1)->text))
        --formats;
    if (formats - words.begin() < 2 || !saysWhat(*(formats - 1)) || !saysWhat(*(formats - 2)))
        return std::nullopt;
    const std::string& one = (formats - 2)->text;
    const std::string& other = (formats - 1)->text;
    const bool partFirst = isTrain(one) || isTest(one);
    const std::string& part = partFirst ? one : other;
    const std::string& kind = partFirst ? other : one;
    if (!(isTrain(part) || isTest(part)) || !(isImages(kind) || isLabels(kind)))
        return std::nullopt;
    DatasetFileName parsed;
    const std::string before = name.substr(0, (formats - 2)->at);
    parsed.set = before.substr(0, before.find_last_not_of(separators) + 1);
    parsed.role = roleOf(isTrain(part), isImages(kind));
    parsed.gzip = words.back().text == "gz";
    parsed.dotted = formats != words.end() && formats->text != "gz" && name[formats->at - 1] == '.';
    return parsed;
}

} // namespace unroll
