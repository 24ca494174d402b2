#include "app/commands/data_fetch.h"

#include "app/data_folders.h"
#include "app/fetch/dataset_fetch.h"
#include "app/number_text.h"
#include "engine/files/read_file.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <stdexcept>

namespace unroll {
namespace {

DownloadSource sourceOf(const DataFetchOptions& options) {
    const QString name = QString::fromStdString(options.name);
    std::optional<DownloadSource> source;
    if (options.source)
        source = parseDownloadSource(QByteArray::fromStdString(readFile(*options.source, mostTextBytes)),
                                     options.source->string());
    else
        source = downloadNamed(name);
    if (!source)
        throw UsageError("No data set '" + options.name + "' can be fetched; there are " +
                         downloadNames().join(", ").toStdString() + ".");
    if (source->name != name)
        throw UsageError("'" + options.source->string() + "' describes the data set '" + source->name.toStdString() +
                         "', not '" + options.name + "'.");
    return *source;
}

// On a terminal one line that grows; elsewhere nothing, the end says enough.
class FetchProgress {
public:
    FetchProgress(const Console& console, bool quiet)
        : console_(console)
        , shown_(console.errIsTerminal && !quiet) {}

    void show(qint64 bytes, qint64 total) {
        if (!shown_ || (drawn_.isValid() && drawn_.elapsed() < 100))
            return;
        drawn_.start();
        console_.err << erased << bytesText(bytes) << " of " << bytesText(total) << std::flush;
    }

    void clear() const {
        if (shown_)
            console_.err << erased << std::flush;
    }

private:
    static constexpr const char* erased = "\r\033[K";

    const Console& console_;
    bool shown_;
    QElapsedTimer drawn_;
};

} // namespace

ExitStatus runFetch(const DataFetchOptions& options, const std::atomic<bool>& interrupted, const Console& console) {
    int count = 1;
    char name[] = "unroll";
    char* arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    DatasetFetch fetch(sourceOf(options), fetchFolder(userDataFolder()));
    FetchProgress progress(console, options.quiet);
    ExitStatus status = exitDone;
    std::string result;
    const auto end = [&](ExitStatus how, const std::string& text) {
        progress.clear();
        status = how;
        result = text;
        QCoreApplication::quit();
    };
    QObject::connect(&fetch, &DatasetFetch::progress, &fetch,
                     [&](qint64 bytes, qint64 total) { progress.show(bytes, total); });
    QObject::connect(&fetch, &DatasetFetch::troubled, &fetch, [&](const QString& sentence) {
        progress.clear();
        if (!options.quiet)
            console.err << sentence.toStdString() << std::endl;
    });
    QObject::connect(&fetch, &DatasetFetch::finished, &fetch,
                     [&](const QString& folder) { end(exitDone, folder.toStdString() + '\n'); });
    QObject::connect(&fetch, &DatasetFetch::failed, &fetch,
                     [&](const QString& sentence) { end(exitFailed, sentence.toStdString()); });
    QObject::connect(&fetch, &DatasetFetch::cancelled, &fetch,
                     [&] { end(exitInterrupted, "Interrupted; unroll data fetch goes on where it was."); });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &fetch, [&] {
        if (interrupted)
            fetch.cancel();
    });
    watch.start(std::chrono::milliseconds(50));
    fetch.start();
    QCoreApplication::exec();
    if (status == exitFailed)
        throw std::runtime_error(result);
    if (status == exitDone)
        printResult(console, result);
    else
        console.err << "unroll: " << result << std::endl;
    return status;
}

} // namespace unroll
