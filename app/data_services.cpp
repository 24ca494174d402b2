#include "app/data_services.h"

#include "app/data_folders.h"
#include "app/image_import.h"
#include "engine/data/data_notes.h"
#include "engine/data/dataset_folder.h"

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

DataOffer offerOf(const DownloadSource& source) {
    return {source.name.toStdString(), source.title, source.about, source.gzipBytes()};
}

// Its signals are queued: whoever hears of the end may end it, though it is a download of its own that speaks.
class FetchUnderWay : public DataFetch {
public:
    FetchUnderWay(DownloadSource source, const QString& folder, FetchPatience patience, const FetchListener& listener)
        : fetch_(std::move(source), folder, patience) {
        const auto tell = [this](auto signal, auto slot) {
            QObject::connect(&fetch_, signal, &fetch_, slot, Qt::QueuedConnection);
        };
        tell(&DatasetFetch::progress, listener.progress);
        tell(&DatasetFetch::troubled, listener.troubled);
        tell(&DatasetFetch::failed, listener.failed);
        tell(&DatasetFetch::finished, [arrived = listener.arrived] { arrived(); });
        fetch_.start();
    }
    ~FetchUnderWay() override { fetch_.cancel(); }

private:
    DatasetFetch fetch_;
};

SessionInfo infoOf(const Dataset& data) {
    SessionInfo info;
    info.dataName = data.name;
    info.trainImages = data.train.count;
    info.testImages = data.test.count;
    info.width = data.width;
    info.height = data.height;
    info.classes = data.classes;
    info.classNames = data.namesOfClasses();
    info.testHeldOut = data.testHeldOut;
    info.notes = dataNotes(data);
    return info;
}

// A name in the folder that no data set has, after the folder of the pictures.
std::string freeName(const std::filesystem::path& dataFolder, const std::filesystem::path& pictures) {
    const std::filesystem::path whole = pictures.lexically_normal();
    std::string name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
    std::ranges::replace(name, ',', ' '); // which parts the files of a set in its name
    std::string taken = name;
    for (int number = 2; std::filesystem::exists(dataFolder / taken); ++number)
        taken = name + "-" + std::to_string(number);
    return taken;
}

// Under its name when all of it is there.
void saveNew(const Dataset& dataset, const std::filesystem::path& folder) {
    const std::filesystem::path part = folder.string() + ".part";
    std::filesystem::remove_all(part);
    saveDatasetFolder(dataset, part, Compression::Gzip);
    std::filesystem::rename(part, folder);
}

ImportedImages readPictures(const std::filesystem::path& pictures, const std::string& name, Unreadable unreadable) {
    try {
        return importImages(pictures, name, {.skipUnreadable = unreadable == Unreadable::LeaveOut});
    } catch (const UnreadablePictures& refused) {
        throw UnreadableImages(refused.trouble());
    }
}

ImportedData importedFrom(const std::filesystem::path& pictures, Unreadable unreadable,
                          const std::filesystem::path& dataFolder) {
    fetchFolder(dataFolder); // or there is no place to put it
    std::filesystem::create_directories(dataFolder);
    const std::string name = freeName(dataFolder, pictures);
    const ImportedImages imported = readPictures(pictures, name, unreadable);
    saveNew(imported.dataset, dataFolder / name);
    ImportedData data{name};
    if (imported.scaled)
        data.notes.push_back("Images of another size are scaled into " + std::to_string(imported.dataset.width) +
                             " x " + std::to_string(imported.dataset.height) +
                             " pixels, keeping their proportions, and centred.");
    if (imported.inverted)
        data.notes.emplace_back("Bright paper is made dark, as data sets have it.");
    std::ranges::transform(imported.remarks, std::back_inserter(data.warnings), sentenceOf);
    return data;
}

} // namespace

DataServices dataServices(const std::shared_ptr<Catalog>& catalog, const std::vector<DownloadSource>& sources,
                          const std::filesystem::path& dataFolder, const std::stop_token& stop,
                          FetchPatience patience) {
    DataServices services;
    std::ranges::transform(sources, std::back_inserter(services.fetchable), offerOf);
    std::ranges::sort(services.fetchable, {}, &DataOffer::bytes);
    services.names = [catalog] { return catalog->names(); };
    services.read = [catalog, stop](const std::string& data) { return infoOf(*catalog->load(data, stop)); };
    services.importImages = [dataFolder](const std::string& pictures, Unreadable unreadable) {
        return importedFrom(pictures, unreadable, dataFolder);
    };
    services.fetch = [sources, dataFolder, patience](const std::string& name, const FetchListener& listener) {
        const auto source = std::ranges::find(sources, QString::fromStdString(name), &DownloadSource::name);
        return std::make_unique<FetchUnderWay>(*source, fetchFolder(dataFolder), patience, listener);
    };
    return services;
}

} // namespace unroll
