#include "app/data_command_line.h"

#include "app/help_text.h"

#include <array>
#include <charconv>
#include <functional>
#include <limits>

namespace unroll {
namespace {

// One command of "unroll data": what it is called with, what --help says, and where its arguments go.
struct DataCommand {
    std::string usage; // "generate DIR [options]"
    std::string purpose;
    std::vector<Option> options;
    std::vector<std::function<void(const std::string&)>> arguments; // in their order, all of them needed
};

template <typename Number>
Number numberIn(const std::string& option, const std::string& text, Number least, Number most,
                const std::string& range) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !(number >= least && number <= most))
        throw UsageError(option + " is " + range + ", not '" + text + "'.");
    return number;
}

Option countOption(std::string name, std::string help, std::function<void(std::int64_t)> set, std::int64_t least,
                   std::int64_t most) {
    const std::string range = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    return {name, "N", std::move(help),
            [=](const std::string& text) { set(numberIn(name, text, least, most, range)); }};
}

Option jsonOption(bool& target) {
    return {"--json", {}, "Prints the result as one JSON object.", [&target](const std::string&) { target = true; }};
}

constexpr std::int64_t largestSeed = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t mostDrawn = 10'000'000;

DataCommand describe(DataListOptions& options) {
    return {"list [options]",
            "Lists the data sets that are found, and those that can be fetched.",
            {jsonOption(options.json)},
            {}};
}

DataCommand describe(DataCheckOptions& options) {
    return {
        "check DATA [options]",
        "Reads all of a data set and says what it holds. DATA is a name, a folder with IDX files, or the file of the "
        "training images.",
        {jsonOption(options.json)},
        {[&options](const std::string& text) { options.data = text; }}};
}

DataCommand describe(DataGenerateOptions& options) {
    return {"generate DIR [options]",
            "Draws the built-in digits and writes them as IDX files to a new folder.",
            {countOption(
                 "--seed", "Another seed draws other digits. Default 1.",
                 [&options](std::int64_t n) { options.seed = n; }, 0, largestSeed),
             countOption(
                 "--train", "How many training images. Default: as many as the built-in set has.",
                 [&options](std::int64_t n) { options.trainImages = n; }, 1, mostDrawn),
             countOption(
                 "--test", "How many test images. Default: as many as the built-in set has.",
                 [&options](std::int64_t n) { options.testImages = n; }, 1, mostDrawn)},
            {[&options](const std::string& text) { options.folder = text; }}};
}

DataCommand describe(DataFetchOptions& options) {
    return {"fetch NAME [options]",
            "Fetches a data set over the network into the user's data folder, where all runs find it. What breaks off "
            "goes on with the next fetch. unroll data list shows the names.",
            {{"--source", "FILE",
              "Where it lies, in place of what the program knows: a file like those in its sources' "
              "folder resources/downloads.",
              [&options](const std::string& text) { options.source = text; }},
             {"--quiet", {}, "Shows no progress.", [&options](const std::string&) { options.quiet = true; }}},
            {[&options](const std::string& text) { options.name = text; }}};
}

void setSize(ImportOptions& options, const std::string& text) {
    const std::string range = "WIDTHxHEIGHT in pixels, each from 1 to " + std::to_string(largestImportedSide);
    const std::size_t middle = text.find('x');
    if (middle == std::string::npos)
        throw UsageError("--size is " + range + ", not '" + text + "'.");
    options.width = numberIn("--size", text.substr(0, middle), 1, largestImportedSide, range);
    options.height = numberIn("--size", text.substr(middle + 1), 1, largestImportedSide, range);
}

void setInvert(ImportOptions& options, const std::string& text) {
    if (text != "auto" && text != "yes" && text != "no")
        throw UsageError("--invert is auto, yes or no, not '" + text + "'.");
    options.invert = text == "auto" ? Invert::Auto : text == "yes" ? Invert::Yes : Invert::No;
}

DataCommand describe(DataImportOptions& options) {
    ImportOptions& import = options.import;
    return {
        "import SOURCE DIR [options]",
        "Makes a data set of PNG, JPEG and other picture files and writes it to the new folder DIR. SOURCE holds "
        "one folder of pictures for each class, which bears its name; or two folders of such folders, for training "
        "and testing. Colours become grey; on a transparent ground, the ink is what is opaque. SOURCE may also be a "
        "file: a table of text, whose lines are a label and its pixels (.csv), or NumPy's arrays x_train, y_train, "
        "x_test and y_test (.npz).",
        {countOption(
             "--seed", "Decides the images' order and which of them are the test set. Default 1.",
             [&import](std::int64_t n) { import.seed = static_cast<std::uint64_t>(n); }, 0, largestSeed),
         {"--test-share", "X",
          "The share of each class's images that becomes the test set where SOURCE has no folder for testing. "
          "Default 0.142857.",
          [&import](const std::string& text) {
              import.testShare = numberIn("--test-share", text, 0.001, 0.999, "a number from 0.001 to 0.999");
          }},
         {"--size", "WxH",
          "The size of the images. Default: their own, or 28x28 where they differ. Images of "
          "another size are scaled, keeping their proportions, and lie in the middle.",
          [&import](const std::string& text) { setSize(import, text); }},
         {"--invert", "auto|yes|no",
          "Whether bright becomes dark: in a data set the paper is dark. Default auto: "
          "when most images have bright edges; a .csv or .npz stays as it is.",
          [&import](const std::string& text) { setInvert(import, text); }},
         {"--skip-unreadable",
          {},
          "Leaves out pictures that can't be read, and says which. Default: they are an error.",
          [&import](const std::string&) { import.skipUnreadable = true; }}},
        {[&options](const std::string& text) { options.images = text; },
         [&options](const std::string& text) { options.folder = text; }}};
}

template <typename Options>
std::variant<DataOptions, ShowText> parseWith(Arguments arguments) {
    Options options;
    const DataCommand command = describe(options);
    if (asksForHelp(arguments))
        return ShowText{commandHelp("data " + command.usage, command.purpose, command.options)};
    std::vector<std::string> others = applyOptions(arguments, command.options);
    for (const auto& take : command.arguments) {
        if (others.empty() || others.front().empty())
            throw UsageError("An argument is missing: unroll data " + command.usage + ".");
        take(others.front());
        others.erase(others.begin());
    }
    refuseOthers(others);
    return DataOptions(options);
}

struct Entry {
    std::string name;
    std::variant<DataOptions, ShowText> (*parse)(Arguments);
};

const std::array<Entry, 5> entries{{{"list", parseWith<DataListOptions>},
                                    {"check", parseWith<DataCheckOptions>},
                                    {"generate", parseWith<DataGenerateOptions>},
                                    {"fetch", parseWith<DataFetchOptions>},
                                    {"import", parseWith<DataImportOptions>}}};

} // namespace

std::variant<DataOptions, ShowText> parseData(Arguments arguments) {
    std::vector<std::string> names;
    for (const Entry& entry : entries)
        names.push_back(entry.name);
    if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
        if (arguments.empty())
            throw UsageError("data needs a command: list, check, generate, fetch or import; unroll data --help.");
        return ShowText{dataHelp()};
    }
    for (const Entry& entry : entries)
        if (entry.name == arguments.front())
            return entry.parse(arguments.subspan(1));
    const std::string suggestion = nearest(arguments.front(), names);
    throw UsageError(
        "There is no command 'data " + arguments.front() + "'; " +
        (suggestion.empty() ? "unroll data --help lists them." : "did you mean 'data " + suggestion + "'?"));
}

} // namespace unroll
