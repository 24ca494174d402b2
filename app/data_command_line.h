// The command line of "unroll data" and what follows it.
#pragma once

#include "app/command.h"
#include "app/image_import.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace unroll {

// unroll data list
struct DataListOptions {
    bool json = false;
};

// unroll data check NAME_OR_DIR
struct DataCheckOptions {
    std::string data;
    bool json = false;
};

// unroll data generate DIR
struct DataGenerateOptions {
    std::filesystem::path folder;
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> trainImages;
    std::optional<std::int64_t> testImages;
};

// unroll data fetch NAME
struct DataFetchOptions {
    std::string name;
    std::optional<std::filesystem::path> source; // a description of one's own of where it lies
    bool quiet = false;
};

// unroll data import FOLDER DIR
struct DataImportOptions {
    std::filesystem::path images;
    std::filesystem::path folder;
    ImportOptions import;
};

using DataOptions =
    std::variant<DataListOptions, DataCheckOptions, DataGenerateOptions, DataFetchOptions, DataImportOptions>;

// `arguments` begin after "data". Throws UsageError.
std::variant<DataOptions, ShowText> parseData(Arguments arguments);

} // namespace unroll
