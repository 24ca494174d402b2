#include "app/option_parser.h"

#include "engine/session/hyperparameters.h"

#include <algorithm>
#include <numeric>

namespace unroll {
namespace {

// Levenshtein's distance: how many letters have to be inserted, removed or replaced.
std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
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
            applyOption(option, {});
        } else if (equals != std::string::npos) {
            applyOption(option, argument.substr(equals + 1));
        } else if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) {
            applyOption(option, arguments[++i]);
        } else {
            throw UsageError(option.name + " needs a value: " + option.name + " " + option.argument + ".");
        }
    }
    return others;
}

} // namespace unroll
