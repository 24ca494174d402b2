#include "app/data_services.h"

#include "app/data_folders.h"
#include "engine/data/data_notes.h"

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

} // namespace

DataServices dataServices(const std::shared_ptr<Catalog>& catalog, const std::vector<DownloadSource>& sources,
                          const std::filesystem::path& dataFolder, const std::stop_token& stop,
                          FetchPatience patience) {
    DataServices services;
    std::ranges::transform(sources, std::back_inserter(services.fetchable), offerOf);
    std::ranges::sort(services.fetchable, {}, &DataOffer::bytes);
    services.names = [catalog] { return catalog->names(); };
    services.read = [catalog, stop](const std::string& data) { return infoOf(*catalog->load(data, stop)); };
    services.fetch = [sources, dataFolder, patience](const std::string& name, const FetchListener& listener) {
        const auto source = std::ranges::find(sources, QString::fromStdString(name), &DownloadSource::name);
        return std::make_unique<FetchUnderWay>(*source, fetchFolder(dataFolder), patience, listener);
    };
    return services;
}

} // namespace unroll
