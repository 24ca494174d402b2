// What the form offers as data, and what a person may want of it.
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace unroll {

// A data set that is not here but can be fetched.
struct DataOffer {
    std::string name;
    QString title;          // "MNIST"
    QString about;          // "70,000 handwritten digits"
    std::int64_t bytes = 0; // to fetch, about

    bool operator==(const DataOffer&) const = default;
};

struct DataChoices {
    std::vector<std::string> here{};   // by name
    std::vector<std::string> opened{}; // a person's own: folders, or files as --data lists them
    std::vector<DataOffer> offered{};
    bool opensOthers = false; // whether a person can look for more

    bool operator==(const DataChoices&) const = default;
};

struct DataWish {
    enum class Kind { Use, Fetch, OpenFolder, OpenFiles, ImportImages };

    Kind kind = Kind::Use;
    std::string data{}; // to use or to fetch

    bool operator==(const DataWish&) const = default;
};

// A set in few letters: a name as people write it, a folder's name, of listed files the first one's.
QString shortDataText(const std::string& data);

// Every place that a set's text names: itself, or the files that it lists by absolute paths.
std::vector<std::string> dataPaths(const std::string& data);

// Whether it is named by where it lies and not by a name.
bool isOwnData(const std::string& data);

} // namespace unroll
