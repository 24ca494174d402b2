#include "app/commands/data.h"

#include "app/commands/data_fetch.h"
#include "app/commands/data_report.h"
#include "app/file_import.h"
#include "engine/data/dataset_folder.h"
#include "engine/data/digit_generator.h"
#include "engine/tensor/processors.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

void requireNew(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error))
        throw std::runtime_error("Cannot write a data set to " + folder.string() +
                                 ": it is there already and not empty; choose another folder.");
}

// Under its name when all of it is there.
void saveNew(const Dataset& dataset, const std::filesystem::path& folder, const Console& console) {
    std::filesystem::path part = folder.lexically_normal();
    part = (part.has_filename() ? part : part.parent_path()).string() + ".part";
    std::error_code error;
    std::filesystem::remove_all(part, error);
    saveDatasetFolder(dataset, part, Compression::Gzip);
    std::filesystem::rename(part, folder, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove_all(part, ignored);
        throw std::runtime_error("'" + folder.string() + "' can't be written: " + error.message() + ".");
    }
    printResult(console, reportText(dataset));
}

ExitStatus run(const DataListOptions& options, Catalog& catalog, const std::atomic<bool>&, const Console& console) {
    printResult(console, options.json ? listJson(catalog) : listText(catalog));
    return exitDone;
}

ExitStatus run(const DataCheckOptions& options, Catalog& catalog, const std::atomic<bool>&, const Console& console) {
    const auto data = catalog.load(options.data);
    printResult(console, options.json ? reportJson(*data) : reportText(*data));
    return exitDone;
}

ExitStatus run(const DataGenerateOptions& options, Catalog&, const std::atomic<bool>&, const Console& console) {
    requireNew(options.folder);
    DigitSetOptions set;
    set.seed = static_cast<std::uint64_t>(options.seed.value_or(static_cast<std::int64_t>(set.seed)));
    set.trainImages = options.trainImages.value_or(set.trainImages);
    set.testImages = options.testImages.value_or(set.testImages);
    set.threads = usableProcessors();
    saveNew(generateDigits(set), options.folder, console);
    return exitDone;
}

void explain(const ImportedImages& imported, const ImportOptions& options, std::ostream& err) {
    const Dataset& dataset = imported.dataset;
    for (const ImportRemark& remark : imported.remarks)
        err << sentenceOf(remark) << '\n';
    if (imported.isSplit && options.testShare)
        err << "SOURCE has test images of its own, so that --test-share takes none.\n";
    if (imported.scaled)
        err << "Images of another size are scaled into " << dataset.width << " x " << dataset.height
            << " pixels, keeping their proportions, and centred.\n";
    if (imported.inverted)
        err << "Bright paper is made dark, as data sets have it; --invert no leaves it.\n";
    err.flush();
}

Dataset importFolder(const DataImportOptions& options, const std::atomic<bool>& interrupted, const Console& console) {
    ImportedImages imported =
        importImages(options.images, options.folder.filename().string(), options.import, &interrupted);
    explain(imported, options.import, console.err);
    return std::move(imported.dataset);
}

Dataset importFile(const DataImportOptions& options, const Console& console) {
    ImportedDataset imported = importDatasetFile(options.images, options.folder.filename().string(), options.import);
    for (const std::string& note : imported.notes)
        console.err << note << std::endl;
    return std::move(imported.dataset);
}

ExitStatus run(const DataImportOptions& options, Catalog&, const std::atomic<bool>& interrupted,
               const Console& console) {
    requireNew(options.folder);
    std::error_code error;
    const bool isFile = std::filesystem::is_regular_file(options.images, error);
    try {
        saveNew(isFile ? importFile(options, console) : importFolder(options, interrupted, console), options.folder,
                console);
    } catch (const ImportStopped& stopped) {
        console.err << stopped.what() << std::endl;
        return exitInterrupted;
    }
    return exitDone;
}

ExitStatus run(const DataFetchOptions& options, Catalog&, const std::atomic<bool>& interrupted,
               const Console& console) {
    return runFetch(options, interrupted, console);
}

} // namespace

ExitStatus runData(const DataOptions& options, Catalog& catalog, const std::atomic<bool>& interrupted,
                   const Console& console) {
    return std::visit([&](const auto& chosen) { return run(chosen, catalog, interrupted, console); }, options);
}

Command dataCommand() {
    return {"data", "data --help", "draws, fetches, imports and checks data",
            [](Arguments arguments, const std::string&) -> std::variant<Invocation, ShowText> {
                const auto parsed = parseData(arguments);
                if (const auto* text = std::get_if<ShowText>(&parsed))
                    return *text;
                return invocation(
                    std::get<DataOptions>(parsed), [](const DataOptions& asked, const CommandContext& context) {
                        return runData(asked, *context.catalog, context.watchForInterruption(), context.console);
                    });
            }};
}

} // namespace unroll
