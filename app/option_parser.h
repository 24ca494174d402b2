// Reads options such as "--eta 0.1", "--eta=0.1" and "--json". Knows no option itself and ends no program.
#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace unroll {

// One option of a command.
struct Option {
    std::string name;                                    // "--train-limit"
    std::string argument;                                // what --help calls its value, "N"; empty when it takes none
    std::string help;                                    // one or two sentences
    std::function<void(const std::string& value)> apply; // the value is empty when it takes none
    bool first = false;                                  // applied before the others, wherever it stands
};

// The command line can't be understood; one sentence that says what is wrong and what would be right.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Applies every option among the arguments in their order, those marked `first` before the others, and returns the
// arguments that are none. After "--" all arguments are taken as they are. Throws UsageError, naming the nearest option
// for one that does not exist.
std::vector<std::string> applyOptions(std::span<const std::string> arguments, std::span<const Option> options);

// Whether an option, or one that asks for help, stands among the arguments, before any "--".
bool asksFor(const std::string& option, std::span<const std::string> arguments);
bool asksForHelp(std::span<const std::string> arguments);

// Throws UsageError when arguments are left that no one expects.
void refuseOthers(const std::vector<std::string>& others);

// The candidate with the smallest edit distance to a word, or an empty text when none resembles it.
std::string nearest(const std::string& word, std::span<const std::string> candidates);

} // namespace unroll
