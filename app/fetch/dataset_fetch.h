// Fetches a data set into a folder of the user's: every file from the first of its servers that has it, checked, and
// put under its name only when all of them are there.
//
// Whatever breaks off is tried again, later and from the other servers, and goes on where it was; so does a new fetch
// after a cancelled one. Two programs never fetch the same data set at once.
#pragma once

#include "app/fetch/download.h"
#include "app/fetch/download_source.h"
#include "app/fetch/file_check.h"

#include <QLockFile>

#include <chrono>
#include <functional>
#include <memory>

namespace unroll {

struct FetchPatience {
    std::chrono::milliseconds silence = std::chrono::seconds(20);   // that a server may keep
    std::chrono::milliseconds firstPause = std::chrono::seconds(1); // before all servers are asked again; then doubled
    int rounds = 5;                                                 // in which each server is asked
};

class DatasetFetch : public QObject {
    Q_OBJECT

public:
    // The data set comes to lie in `dataFolder`/NAME. Uses the system's proxy settings.
    DatasetFetch(DownloadSource source, const QString& dataFolder, FetchPatience patience = {},
                 QObject* parent = nullptr);
    ~DatasetFetch() override;

    // Ends with one of finished(), failed() and cancelled(), which is never emitted before this returns. A fetch is
    // started once.
    void start();

    // What has arrived is kept for the next fetch.
    void cancel();

    QString folder() const; // where the data set comes to lie

signals:
    void progress(qint64 bytes, qint64 total); // of all files; the total is about right
    void troubled(const QString& sentence);    // something went wrong and is tried again
    void finished(const QString& folder);
    void failed(const QString& sentence); // what, why, and what to do
    void cancelled();

private:
    enum class Looking { ThereAlready, FetchedBefore, JustFetched }; // where a file is that is checked

    void begin();
    void nextFile();
    void look(Looking where);
    void checkOn();
    void checked(const QString& fault);
    void sentWrongBytes(const QString& fault);
    void ask();
    void answered(Download::Outcome outcome, const QString& reason);
    void askLater(const QString& reason);
    void install();
    void fail(const QString& reason);
    void endWith(const std::function<void()>& announce);

    const DownloadFile& file() const { return source_.files[index_]; }
    QString installed(const QString& name) const; // under its name
    QString staged(const QString& name) const;    // checked, waiting for the others
    QString part() const;                         // what arrives
    QString lookedAt() const;
    qint64 mostBytes() const;

    DownloadSource source_;
    QString dataFolder_;
    FetchPatience patience_;
    QNetworkAccessManager network_;
    std::unique_ptr<QLockFile> lock_;
    std::unique_ptr<FileCheck> check_;
    QPointer<Download> download_;
    Looking looking_ = Looking::ThereAlready;
    qsizetype index_ = 0;  // of the file
    QList<QUrl> mirrors_;  // that may have it
    QList<QUrl> suspects_; // of them, that sent something else once
    qsizetype mirror_ = 0; // that is asked
    int round_ = 0;
    bool reached_ = false; // one of the servers, ever
    qint64 before_ = 0;    // bytes of the files before this one
    bool ended_ = false;
};

} // namespace unroll
