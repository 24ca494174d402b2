#include "engine/session/setting_line.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace unroll {
namespace {

constexpr std::string_view scheme = "unroll:";
constexpr std::string_view spaces = " \t\r\n";

bool isPlain(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) ||
           std::string_view("-._~/").find(letter) != std::string_view::npos;
}

std::vector<const HyperparameterRow*> namedRows(const Hyperparameters& setting) {
    std::vector<const HyperparameterRow*> rows = differences(setting, Hyperparameters());
    std::erase_if(rows, [](const HyperparameterRow* row) { return row->key == "threads" || row->key == "data"; });
    if (!setting.data.empty())
        rows.insert(rows.begin(), findHyperparameter("data"));
    return rows;
}

std::string quoted(const std::string& text) {
    if (!text.empty() && std::ranges::all_of(text, isPlain))
        return text;
    std::string result = "'";
    for (const char letter : text)
        result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return result + '\'';
}

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (isPlain(letter))
            result += letter;
        else
            result.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    return result;
}

int hexDigit(char letter) {
    const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (lower >= '0' && lower <= '9')
        return lower - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            throw HyperparameterError("The link has a '%' that two hexadecimal digits do not follow",
                                      "copy it anew, whole");
        result += static_cast<char>(16 * high + low);
        i += 2;
    }
    return result;
}

[[noreturn]] void refuseName(const std::string& name) {
    throw HyperparameterError("There is no hyperparameter '" + name + "'", "unroll train --help lists them");
}

Hyperparameters papersWithoutData() {
    Hyperparameters setting;
    setting.data.clear();
    return setting;
}

Hyperparameters ofLink(std::string_view link) {
    link.remove_prefix(scheme.size());
    link.remove_prefix(std::min(link.size(), link.find_first_not_of('/'))); // as some programs write it
    if (link.starts_with('?'))
        link.remove_prefix(1);
    Hyperparameters setting = papersWithoutData();
    while (!link.empty()) {
        const std::string_view pair = link.substr(0, link.find('&'));
        link.remove_prefix(std::min(link.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        const std::string key = decoded(pair.substr(0, equals));
        const HyperparameterRow* row = findHyperparameter(key);
        if (!row || row->key == "threads")
            refuseName(key);
        if (equals == std::string_view::npos)
            throw HyperparameterError("The link gives " + key + " no value", "copy it anew, whole");
        setValue(setting, *row, parseValue(*row, decoded(pair.substr(equals + 1))));
    }
    return setting;
}

// As a shell takes it apart.
std::vector<std::string> wordsOf(std::string_view line) {
    std::vector<std::string> words;
    char quote = 0;
    bool inWord = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char letter = line[i];
        if (quote == 0 && spaces.find(letter) != std::string_view::npos) {
            inWord = false;
            continue;
        }
        if (!inWord)
            words.emplace_back();
        inWord = true;
        if (letter == quote)
            quote = 0;
        else if (quote == 0 && (letter == '\'' || letter == '"'))
            quote = letter;
        else if (letter == '\\' && quote != '\'' && i + 1 < line.size())
            words.back() += line[++i];
        else
            words.back() += letter;
    }
    return words;
}

Hyperparameters ofCommand(const std::vector<std::string>& words) {
    Hyperparameters setting = papersWithoutData();
    const auto rows = hyperparameterTable();
    for (std::size_t i = words.size() > 1 && words[1] == "train" ? 2 : 1; i < words.size(); ++i) {
        const std::string name = words[i].substr(0, words[i].find('='));
        const auto row = std::ranges::find(rows, name, &HyperparameterRow::option);
        if (row == rows.end())
            refuseName(name);
        if (const bool* on = std::get_if<bool>(&row->defaultValue)) {
            setValue(setting, *row, !*on);
            continue;
        }
        if (name.size() == words[i].size() && i + 1 == words.size())
            throw HyperparameterError("The command gives " + name + " no value", "copy it anew, whole");
        const std::string value = name.size() < words[i].size() ? words[i].substr(name.size() + 1) : words[++i];
        if (row->key != "threads")
            setValue(setting, *row, parseValue(*row, value));
    }
    return setting;
}

} // namespace

std::string settingCommand(const Hyperparameters& setting) {
    std::string command = "unroll train";
    for (const HyperparameterRow* row : namedRows(setting)) {
        command += ' ' + row->option();
        if (!std::holds_alternative<bool>(row->defaultValue))
            command += ' ' + quoted(formatValue(valueOf(setting, *row)));
    }
    return command;
}

std::string settingLink(const Hyperparameters& setting) {
    std::string link(scheme);
    char before = '?';
    for (const HyperparameterRow* row : namedRows(setting)) {
        link += before + std::string(row->key) + '=' + encoded(formatValue(valueOf(setting, *row)));
        before = '&';
    }
    return link;
}

bool isSettingLink(std::string_view text) {
    return text.size() >= scheme.size() &&
           std::ranges::equal(text.substr(0, scheme.size()), scheme, {}, [](char letter) {
               return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
           });
}

Hyperparameters settingOfLine(std::string_view line) {
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(spaces)));
    line = line.substr(0, line.find_last_not_of(spaces) + 1);
    if (isSettingLink(line))
        return ofLink(line);
    const std::vector<std::string> words = wordsOf(line);
    if (!words.empty() && (words.front() == "unroll" || words.front().ends_with("/unroll")))
        return ofCommand(words);
    throw HyperparameterError("That is no setting", "copy a link that begins with unroll: or a command unroll train");
}

} // namespace unroll
