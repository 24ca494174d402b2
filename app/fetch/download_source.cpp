#include "app/fetch/download_source.h"

#include "engine/files/limits.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <stdexcept>

// Resources of a static library register themselves only when somebody asks; the macro must stand outside a namespace.
static void registerDownloads() { Q_INIT_RESOURCE(unroll); }

namespace unroll {
namespace {

const QString folder = QStringLiteral(":/downloads/");

class Parser {
public:
    explicit Parser(std::string fileName)
        : fileName_(std::move(fileName)) {}

    DownloadSource parse(const QByteArray& json) const {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(json, &error);
        require(document.isObject(), "it is not a JSON object");
        const QJsonObject root = document.object();
        DownloadSource source;
        source.name = nameIn(root);
        source.title = root["title"].toString(source.name);
        source.about = root["about"].toString();
        const QJsonArray mirrors = root["mirrors"].toArray();
        const QJsonArray files = root["files"].toArray();
        const QJsonArray classes = root["classes"].toArray();
        for (const QJsonValue& mirror : mirrors)
            source.mirrors.append(mirrorFrom(mirror.toString()));
        for (const QJsonValue& file : files)
            source.files.append(fileFrom(file.toObject()));
        for (const QJsonValue& name : classes)
            source.classNames.push_back(name.toString().toStdString());
        require(!source.mirrors.isEmpty(), "it names no 'mirrors'");
        require(!source.files.isEmpty(), "it names no 'files'");
        return source;
    }

private:
    void require(bool right, const std::string& what) const {
        if (!right)
            throw std::runtime_error(fileName_ + ": " + what + ".");
    }

    // A name that leads to no other folder.
    QString nameIn(const QJsonObject& object) const {
        const QString name = object["name"].toString();
        require(!name.isEmpty() && !name.startsWith('.') && !name.contains('/') && !name.contains('\\'),
                "a 'name' is that of a file or a data set, not '" + name.toStdString() + "'");
        return name;
    }

    QUrl mirrorFrom(const QString& text) const {
        const QUrl url(text.endsWith('/') ? text : text + '/', QUrl::StrictMode);
        require(url.isValid() && !url.host().isEmpty() && (url.scheme() == "https" || url.scheme() == "http"),
                "a mirror is an address that begins with https:// or http://, not '" + text.toStdString() + "'");
        return url;
    }

    qint64 sizeIn(const QJsonObject& object, const QString& key) const {
        const qint64 size = object[key].toInteger();
        require(size >= 1 && static_cast<std::uint64_t>(size) <= mostFetchedBytes,
                "'" + key.toStdString() + "' is a number of bytes from 1 to " + std::to_string(mostFetchedBytes));
        return size;
    }

    QByteArray checksumIn(const QJsonObject& object, const QString& key, qsizetype digits) const {
        const QByteArray text = object[key].toString().toLatin1().toLower();
        const bool hexadecimal =
            std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
        require(text.isEmpty() || (hexadecimal && text.size() == digits),
                "'" + key.toStdString() + "' has " + std::to_string(digits) + " hexadecimal digits");
        return text;
    }

    DownloadFile fileFrom(const QJsonObject& object) const {
        DownloadFile file{nameIn(object), sizeIn(object, "gzip_bytes"), sizeIn(object, "bytes"),
                          checksumIn(object, "sha256", 64), checksumIn(object, "gzip_md5", 32)};
        require(file.name.endsWith(".gz"), "a file's 'name' ends in .gz");
        require(!file.sha256.isEmpty() || !file.gzipMd5.isEmpty(),
                "'" + file.name.toStdString() + "' has neither 'sha256' nor 'gzip_md5'");
        return file;
    }

    std::string fileName_;
};

} // namespace

qint64 DownloadSource::gzipBytes() const {
    qint64 sum = 0;
    for (const DownloadFile& file : files)
        sum += file.gzipBytes;
    return sum;
}

DownloadSource parseDownloadSource(const QByteArray& json, const std::string& fileName) {
    return Parser(fileName).parse(json);
}

QStringList downloadNames() {
    registerDownloads();
    QStringList names;
    for (const QString& file : QDir(folder).entryList(QDir::Files, QDir::Name))
        names.append(file.chopped(5)); // ".json"
    return names;
}

std::optional<DownloadSource> downloadNamed(const QString& name) {
    if (!downloadNames().contains(name))
        return std::nullopt;
    QFile file(folder + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        throw std::logic_error("A resource of the program can't be read.");
    return parseDownloadSource(file.readAll(), name.toStdString());
}

std::vector<DownloadSource> allDownloads() {
    std::vector<DownloadSource> all;
    for (const QString& name : downloadNames())
        all.push_back(*downloadNamed(name));
    return all;
}

} // namespace unroll
