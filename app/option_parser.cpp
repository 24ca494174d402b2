#include "app/option_parser.h"

#include "engine/session/hyperparameters.h"

#include <algorithm>

namespace unroll {
namespace {

// How many letters have to be inserted, removed, replaced or swapped with their neighbour (optimal string alignment).
std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> distance(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                distance[i][j] = i + j;
                continue;
            }
            const std::size_t replaced = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
        }
    return distance[a.size()][b.size()];
}

const Option& findOption(const std::string& name, std::span<const Option> options) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
    if (found != options.end())
        return *found;
    std::vector<std::string> names;
    for (const Option& option : options)
        names.push_back(option.name);
    const std::string suggestion = nearest(name, names);
    throw UsageError("There is no option '" + name + "'; " +
                     (suggestion.empty() ? "--help lists them." : "did you mean '" + suggestion + "'?"));
}

void applyOption(const Option& option, const std::string& value) {
    try {
        option.apply(value);
    } catch (const HyperparameterError& error) {
        throw UsageError(option.name + ": " + error.what());
    }
}

bool isOption(const std::string& argument) { return argument.size() > 1 && argument.starts_with('-'); }

} // namespace

std::string nearest(const std::string& word, std::span<const std::string> candidates) {
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(2, word.size() / 2) + 1;
    for (const std::string& candidate : candidates)
        if (const std::size_t distance = editDistance(word, candidate); distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    return best;
}

std::vector<std::string> applyOptions(std::span<const std::string> arguments, std::span<const Option> options) {
    std::vector<std::string> others;
    std::vector<std::pair<const Option*, std::string>> found;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--") {
            others.insert(others.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
            break;
        }
        if (!isOption(argument)) {
            others.push_back(argument);
            continue;
        }
        const std::size_t equals = argument.find('=');
        const Option& option = findOption(argument.substr(0, equals), options);
        if (option.argument.empty()) {
            if (equals != std::string::npos)
                throw UsageError(option.name + " takes no value.");
            found.emplace_back(&option, std::string());
        } else if (equals != std::string::npos) {
            found.emplace_back(&option, argument.substr(equals + 1));
        } else if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) {
            found.emplace_back(&option, arguments[++i]);
        } else {
            throw UsageError(option.name + " needs a value: " + option.name + " " + option.argument + ".");
        }
    }
    for (const bool first : {true, false})
        for (const auto& [option, value] : found)
            if (option->first == first)
                applyOption(*option, value);
    return others;
}

bool asksFor(const std::string& option, std::span<const std::string> arguments) {
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    return std::find(arguments.begin(), end, option) != end;
}

bool asksForHelp(std::span<const std::string> arguments) {
    return asksFor("--help", arguments) || asksFor("-h", arguments);
}

void refuseOthers(const std::vector<std::string>& others) {
    if (!others.empty())
        throw UsageError("'" + others.front() + "' is one argument too many; --help shows what is expected.");
}

} // namespace unroll
