#include "engine/data/csv_dataset.h"

#include "engine/data/available_memory.h"
#include "engine/data/byte_source.h"
#include "engine/data/file_kind.h"
#include "engine/files/json_guard.h"
#include "engine/files/limits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <memory>
#include <stdexcept>

namespace unroll {
namespace {

constexpr int largestByte = 255;

class NoLabels : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// A text line by line.
class Lines {
public:
    explicit Lines(const std::filesystem::path& file)
        : source_(ByteSource::open(file)) {}

    // The next line that is not blank, without its end; nothing at the text's end.
    std::optional<std::string_view> next() {
        while (const auto line = take()) {
            std::string_view text = *line;
            if (number_ == 1 && text.starts_with(byteOrderMark))
                text.remove_prefix(byteOrderMark.size());
            if (text.ends_with('\r'))
                text.remove_suffix(1);
            if (text.find_first_not_of(" \t") != std::string_view::npos)
                return text;
        }
        return std::nullopt;
    }

    std::uint64_t number() const { return number_; } // of the line that next() gave, counted from 1

    const std::filesystem::path& path() const { return source_->path(); }

private:
    std::optional<std::string_view> take() {
        std::size_t end = 0;
        std::size_t looked = begin_;
        while ((end = buffer_.find('\n', looked)) == std::string::npos) {
            looked = buffer_.size() - begin_;
            if (!fill()) {
                end = buffer_.size();
                break;
            }
        }
        if (begin_ == buffer_.size())
            return std::nullopt;
        const std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
        begin_ = std::min(end + 1, buffer_.size());
        ++number_;
        return line;
    }

    // Appends a piece of the file to what is left of the last one. False at the file's end.
    bool fill() {
        constexpr std::size_t piece = std::size_t{1} << 16;
        buffer_.erase(0, begin_);
        begin_ = 0;
        if (buffer_.size() > mostLineBytes)
            throw std::runtime_error("'" + path().string() + "', line " + std::to_string(number_ + 1) +
                                     ": it has more than " + std::to_string(mostLineBytes) +
                                     " bytes, which no table of images has.");
        const std::size_t before = buffer_.size();
        buffer_.resize(before + piece);
        const std::size_t count = source_->read({reinterpret_cast<std::uint8_t*>(buffer_.data()) + before, piece});
        buffer_.resize(before + count);
        return count > 0;
    }

    std::unique_ptr<ByteSource> source_;
    std::string buffer_;
    std::size_t begin_ = 0; // of the next line in it
    std::uint64_t number_ = 0;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

template <typename Take>
void forEachField(std::string_view line, char divider, Take take) {
    for (std::size_t column = 0;; ++column) {
        const std::size_t end = line.find(divider);
        take(column, trimmed(line.substr(0, end)));
        if (end == std::string_view::npos)
            return;
        line.remove_prefix(end + 1);
    }
}

// "7", and "7.0" as some programs write it; nothing for what is no whole number from 0 to 255.
std::optional<std::uint8_t> byteIn(std::string_view text) {
    int whole = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, whole);
    if (error != std::errc{} || whole < 0 || whole > largestByte)
        return std::nullopt;
    const std::string_view rest(end, static_cast<std::size_t>(last - end));
    const bool isWhole =
        rest.empty() || (rest.front() == '.' && rest.find_first_not_of('0', 1) == std::string_view::npos);
    return isWhole ? std::optional(static_cast<std::uint8_t>(whole)) : std::nullopt;
}

bool isNumber(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

// How a table is read.
struct Columns {
    char divider = ',';
    std::size_t count = 0;
    std::size_t label = 0;
    bool hasNames = false; // in the first line
};

char dividerOf(std::string_view line) {
    constexpr std::array<char, 3> dividers{',', ';', '\t'};
    return *std::ranges::max_element(dividers, {}, [line](char c) { return std::ranges::count(line, c); });
}

bool namesLabels(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower == "label" || lower == "class" || lower == "target" || lower == "digit" || lower == "y";
}

Columns columnsIn(std::string_view first, const std::filesystem::path& file, const DatasetImport& wanted) {
    Columns columns{.divider = dividerOf(first)};
    std::optional<std::size_t> label;
    forEachField(first, columns.divider, [&](std::size_t column, std::string_view field) {
        columns.count = column + 1;
        columns.hasNames = columns.hasNames || !isNumber(field);
        if (!label && namesLabels(field))
            label = column;
    });
    if (columns.count < 2)
        throw std::runtime_error("'" + file.string() +
                                 "', line 1: expected a label and pixels, divided by commas, found '" +
                                 quotable(std::string(first)) + "'.");
    const auto count = static_cast<std::int64_t>(columns.count);
    if (!label && makesImage(count, wanted) && !makesImage(count - 1, wanted))
        throw NoLabels("'" + file.string() + "' has " + std::to_string(count) +
                       " columns of pixels and none of labels: what an image shows can't be learned from it.");
    columns.label = label.value_or(0);
    return columns;
}

[[noreturn]] void refuseField(const Lines& lines, std::size_t column, const char* what, std::string_view found) {
    throw std::runtime_error("'" + lines.path().string() + "', line " + std::to_string(lines.number()) + ", column " +
                             std::to_string(column + 1) + ": expected " + what +
                             ", a whole number from 0 to 255, found '" + quotable(std::string(found)) + "'.");
}

void takeLine(ImageSet& set, std::string_view line, const Columns& columns, const Lines& lines) {
    std::size_t found = 0;
    forEachField(line, columns.divider, [&](std::size_t column, std::string_view field) {
        found = column + 1;
        if (found > columns.count)
            return;
        const auto byte = byteIn(field);
        if (!byte)
            refuseField(lines, column, column == columns.label ? "a label" : "a pixel", field);
        (column == columns.label ? set.labels : set.pixels).push_back(*byte);
    });
    if (found != columns.count)
        throw std::runtime_error("'" + lines.path().string() + "', line " + std::to_string(lines.number()) +
                                 ": expected " + std::to_string(columns.count) +
                                 " columns as in the first line, found " + std::to_string(found) + ".");
    ++set.count;
}

struct Table {
    ImageSet images;
    ImageSize size;
};

Table readTable(const std::filesystem::path& file, const DatasetImport& wanted) {
    constexpr std::int64_t atOnce = 4096; // images between two looks at the memory that is left
    Lines lines(file);
    auto line = lines.next();
    if (!line)
        throw std::runtime_error("'" + file.string() + "' is empty.");
    const Columns columns = columnsIn(*line, file, wanted);
    const auto pixels = static_cast<std::int64_t>(columns.count) - 1;
    Table table{.images = {}, .size = sizeOfList(pixels, wanted, file)};
    if (columns.hasNames)
        line = lines.next();
    for (; line; line = lines.next()) {
        if (table.images.count % atOnce == 0)
            requireMemory(table.images.pixels.size() + static_cast<std::uint64_t>(atOnce * pixels), file,
                          "a table of more than " + std::to_string(table.images.count) + " images");
        takeLine(table.images, *line, columns, lines);
    }
    if (table.images.count == 0)
        throw std::runtime_error("'" + file.string() + "' has no line with an image.");
    return table;
}

// The test images' file by the name of the training images'; an empty path when there is none.
std::filesystem::path testFileOf(const std::filesystem::path& file) {
    std::string name = file.filename().string();
    const std::size_t place = name.rfind("train");
    if (place == std::string::npos)
        return {};
    std::filesystem::path test = file.parent_path() / name.replace(place, 5, "test");
    std::error_code error;
    return std::filesystem::is_regular_file(test, error) ? test : std::filesystem::path();
}

// Nothing when there is no such file, or it has no labels, which a note then says.
std::optional<Table> readTestTable(const std::filesystem::path& train, const DatasetImport& wanted,
                                   std::vector<std::string>& notes) {
    const std::filesystem::path file = testFileOf(train);
    if (file.empty())
        return std::nullopt;
    try {
        Table table = readTable(file, wanted);
        notes.push_back("The test images are those of '" + file.string() + "'.");
        return table;
    } catch (const NoLabels&) {
        notes.push_back("'" + file.string() +
                        "' has no labels: a share of the training images is held out to test on.");
        return std::nullopt;
    }
}

} // namespace

ImportedDataset readCsvDataset(const std::filesystem::path& file, const DatasetImport& wanted) {
    ImportedDataset imported;
    Table train = readTable(file, wanted);
    auto test = readTestTable(file, wanted, imported.notes);
    if (test && test->size != train.size)
        throw std::runtime_error("'" + testFileOf(file).string() + "' has images of " +
                                 std::to_string(test->size.width) + " x " + std::to_string(test->size.height) +
                                 " pixels, and those to train on have " + std::to_string(train.size.width) + " x " +
                                 std::to_string(train.size.height) + ".");
    std::optional<ImageSet> testImages;
    if (test)
        testImages = std::move(test->images);
    imported.dataset = assembleDataset(wanted, train.size, std::move(train.images), std::move(testImages));
    return imported;
}

} // namespace unroll
