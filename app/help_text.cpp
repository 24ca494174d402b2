#include "app/help_text.h"

#include <algorithm>
#include <sstream>

namespace unroll {
namespace {

constexpr std::size_t lineWidth = 80;
constexpr std::size_t helpIndent = 6;

// Breaks a text at spaces, every line indented.
std::string wrapped(const std::string& text, std::size_t indent) {
    std::istringstream words(text);
    const std::string margin(indent, ' ');
    std::string lines;
    std::string line = margin;
    for (std::string word; words >> word;) {
        if (line.size() > indent && line.size() + 1 + word.size() > lineWidth) {
            lines += line + '\n';
            line = margin;
        }
        line += (line.size() > indent ? " " : "") + word;
    }
    return lines + line + '\n';
}

std::string listed(std::span<const Option> options) {
    std::string text = "Options:\n";
    for (const Option& option : options) {
        text += "  " + option.name + (option.argument.empty() ? "" : " " + option.argument) + '\n';
        text += wrapped(option.help, helpIndent);
    }
    text += "  --help\n" + wrapped("Shows this text.", helpIndent);
    return text;
}

// "  unroll predict MODEL IMAGE...    says which digits pictures show"
std::string usageLine(const Command& command) {
    constexpr std::size_t column = 35;
    std::string line = "  unroll " + command.usage;
    line.resize(std::max(column, line.size() + 2), ' ');
    return line + command.summary + '\n';
}

constexpr const char* exitStatus = "Exit status: 0 done, 1 failed, 2 wrong usage, 3 diverged, 130 interrupted.\n";

} // namespace

std::string programHelp(std::span<const Option> options, std::span<const Command> commands) {
    std::string text = "Usage:\n"
                       "  unroll [options]                 opens the window; the options preset its form\n"
                       "  unroll 'unroll:?cell=lstm&…'     opens it with a copied setting\n";
    for (const Command& command : commands)
        text += usageLine(command);
    return text +
           "  unroll COMMAND --help            the options of a command\n"
           "  unroll --version\n\n" +
           wrapped("Unroll trains recurrent networks on handwritten digits and lets you watch them learn.", 0) + '\n' +
           listed(options) + '\n' + exitStatus;
}

std::string dataHelp() {
    return std::string("Usage:\n"
                       "  unroll data list                 the data sets that are found or can be fetched\n"
                       "  unroll data check DATA           reads one and says what it holds\n"
                       "  unroll data generate DIR         draws the built-in digits into a folder\n"
                       "  unroll data fetch NAME           fetches one over the network\n"
                       "  unroll data import SOURCE DIR    makes one of pictures, a .csv or an .npz\n"
                       "  unroll data COMMAND --help       the options of a command\n\n") +
           exitStatus;
}

std::string commandHelp(const std::string& usage, const std::string& purpose, std::span<const Option> options) {
    return "Usage: unroll " + usage + "\n\n" + wrapped(purpose, 0) + '\n' + listed(options) + '\n' + exitStatus;
}

} // namespace unroll
