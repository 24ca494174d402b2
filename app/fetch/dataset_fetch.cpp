#include "app/fetch/dataset_fetch.h"

#include "engine/data/class_names.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkProxyFactory>
#include <QTimer>

#include <algorithm>
#include <filesystem>
#include <ranges>

namespace unroll {
namespace {

constexpr std::chrono::milliseconds longestPause = std::chrono::seconds(30);

std::filesystem::path pathOf(const QString& name) { return QFile::encodeName(name).toStdString(); }

// Takes the place of a file of that name.
void move(const QString& from, const QString& to) { std::filesystem::rename(pathOf(from), pathOf(to)); }

} // namespace

DatasetFetch::DatasetFetch(DownloadSource source, const QString& dataFolder, FetchPatience patience, QObject* parent)
    : QObject(parent)
    , source_(std::move(source))
    , dataFolder_(dataFolder)
    , patience_(patience) {
    QNetworkProxyFactory::setUseSystemConfiguration(true);
}

DatasetFetch::~DatasetFetch() = default;

QString DatasetFetch::folder() const { return QDir(dataFolder_).filePath(source_.name); }
QString DatasetFetch::installed(const QString& name) const { return folder() + '/' + name; }
QString DatasetFetch::staged(const QString& name) const {
    return QDir(dataFolder_).filePath('.' + source_.name + QStringLiteral(".fetched/") + name);
}
QString DatasetFetch::part() const { return staged(file().name + QStringLiteral(".part")); }

// No gzip file is larger than what is in it, but for a frame of a few bytes a block.
qint64 DatasetFetch::mostBytes() const { return file().bytes + file().bytes / 1000 + 1024; }

void DatasetFetch::start() { QMetaObject::invokeMethod(this, &DatasetFetch::begin, Qt::QueuedConnection); }

void DatasetFetch::begin() {
    if (ended_)
        return;
    if (!QDir().mkpath(QFileInfo(staged(file().name)).path()))
        return fail(tr("the folder %1 can't be made").arg(dataFolder_));
    lock_ = std::make_unique<QLockFile>(QDir(dataFolder_).filePath('.' + source_.name + QStringLiteral(".lock")));
    lock_->setStaleLockTime(0); // as long as its program runs
    if (!lock_->tryLock())
        return fail(lock_->error() == QLockFile::LockFailedError
                        ? tr("another program is fetching it already")
                        : tr("the folder %1 can't be written to").arg(dataFolder_));
    look(Looking::ThereAlready);
}

void DatasetFetch::nextFile() {
    before_ += file().gzipBytes;
    emit progress(before_, source_.gzipBytes());
    if (++index_ == source_.files.size())
        return install();
    look(Looking::ThereAlready);
}

QString DatasetFetch::lookedAt() const {
    return looking_ == Looking::ThereAlready    ? installed(file().name)
           : looking_ == Looking::FetchedBefore ? staged(file().name)
                                                : part();
}

void DatasetFetch::look(Looking where) {
    looking_ = where;
    if (!QFileInfo(lookedAt()).isFile())
        return checked(tr("no file"));
    try {
        check_ = std::make_unique<FileCheck>(pathOf(lookedAt()), file());
    } catch (const std::runtime_error& error) {
        return checked(QString::fromUtf8(error.what()));
    }
    checkOn();
}

// A piece at a time: between two of them a window stays awake and a fetch can be cancelled.
void DatasetFetch::checkOn() {
    if (ended_)
        return;
    if (const auto fault = check_->step())
        return checked(*fault);
    QTimer::singleShot(0, this, &DatasetFetch::checkOn);
}

void DatasetFetch::checked(const QString& fault) {
    check_.reset();
    if (fault.isEmpty() && looking_ == Looking::JustFetched) {
        try {
            move(part(), staged(file().name));
        } catch (const std::filesystem::filesystem_error& error) {
            return fail(QString::fromStdString(error.code().message()));
        }
        Download::discard(part());
    }
    if (fault.isEmpty())
        return nextFile();
    if (looking_ == Looking::ThereAlready)
        return look(Looking::FetchedBefore);
    if (looking_ == Looking::JustFetched)
        return sentWrongBytes(fault);
    mirrors_ = source_.mirrors;
    suspects_.clear();
    mirror_ = 0;
    round_ = 0;
    ask();
}

// Once may be an accident on the way, such as a connection that ended early without a word.
void DatasetFetch::sentWrongBytes(const QString& fault) {
    Download::discard(part());
    const QUrl server = mirrors_[mirror_];
    const bool again = suspects_.contains(server);
    suspects_.append(server);
    answered(again ? Download::Outcome::Refused : Download::Outcome::Broken, tr("it sent %1").arg(fault));
}

void DatasetFetch::ask() {
    if (ended_)
        return;
    const QUrl url = mirrors_[mirror_].resolved(QUrl(file().name));
    download_ = new Download(network_, url, part(), mostBytes(), patience_.silence, this);
    connect(download_, &Download::progress, this,
            [this](qint64 bytes) { emit progress(before_ + std::min(bytes, file().gzipBytes), source_.gzipBytes()); });
    connect(download_, &Download::ended, this, &DatasetFetch::answered);
    download_->start();
}

void DatasetFetch::answered(Download::Outcome outcome, const QString& reason) {
    if (download_)
        download_->deleteLater();
    if (ended_)
        return;
    if (outcome == Download::Outcome::Complete)
        return look(Looking::JustFetched);
    reached_ = reached_ || outcome != Download::Outcome::Unreached;
    if (outcome == Download::Outcome::Failed)
        return fail(tr("%1 can't be written: %2").arg(part(), reason));
    const QString sentence = tr("%1 at %2: %3").arg(file().name, mirrors_[mirror_].host(), reason);
    if (outcome == Download::Outcome::Refused)
        mirrors_.removeAt(mirror_);
    else
        ++mirror_;
    if (mirrors_.isEmpty())
        return fail(sentence);
    askLater(sentence);
}

// The next server at once; all of them anew after a pause. Without a network nobody waits for one.
void DatasetFetch::askLater(const QString& reason) {
    std::chrono::milliseconds pause{0};
    if (mirror_ >= mirrors_.size()) {
        mirror_ = 0;
        pause = std::min(patience_.firstPause * (1 << std::min(round_, 10)), longestPause);
        if (++round_ >= patience_.rounds || !reached_)
            return fail(reason);
    }
    emit troubled(reason + (pause.count() > 0 ? tr("; trying again.") : tr("; trying another way.")));
    QTimer::singleShot(pause, this, &DatasetFetch::ask);
}

// The training images come last: before them a reader takes the folder for no data set.
void DatasetFetch::install() {
    try {
        std::filesystem::create_directories(pathOf(folder()));
        if (!source_.classNames.empty())
            writeClassNames(pathOf(installed(QStringLiteral("classes.txt"))), source_.classNames);
        for (const DownloadFile& file : std::views::reverse(source_.files))
            if (QFileInfo::exists(staged(file.name)))
                move(staged(file.name), installed(file.name));
    } catch (const std::exception& error) {
        return fail(tr("the folder %1 can't be written to (%2)").arg(folder(), QString::fromUtf8(error.what())));
    }
    QDir(QFileInfo(staged(QStringLiteral("x"))).path()).removeRecursively();
    endWith([this] { emit finished(folder()); });
}

void DatasetFetch::cancel() {
    endWith([this] { emit cancelled(); });
}

void DatasetFetch::fail(const QString& reason) {
    const QString sentence = tr("The data set %1 can't be fetched (%2): check the connection and the disk, and try "
                                "again; what has arrived is kept.")
                                 .arg(source_.name, reason);
    endWith([this, sentence] { emit failed(sentence); });
}

void DatasetFetch::endWith(const std::function<void()>& announce) {
    if (std::exchange(ended_, true))
        return;
    check_.reset();
    if (download_) {
        download_->halt();
        download_->deleteLater();
    }
    lock_.reset();
    announce();
}

} // namespace unroll
