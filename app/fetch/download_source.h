// Where a data set is fetched from, and how its files are known to be the published ones. What the program knows lies
// in resources/downloads; anyone's own description has the same form:
//
//   {"name": "mnist", "title": "MNIST", "about": "70,000 handwritten digits",
//    "mirrors": ["https://.../mnist/"], "classes": ["zero", ...],
//    "files": [{"name": "train-images-idx3-ubyte.gz", "gzip_bytes": 9912422, "bytes": 47040016, "sha256": "..."}]}
//
// "sha256" is that of the uncompressed bytes, so that it holds whoever compressed them; "gzip_md5" in its place is that
// of the file as it is fetched. "gzip_bytes" is about how large that is, for the progress; "bytes" is exact. "classes",
// "title" and "about" may be left out.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct DownloadFile {
    QString name;         // also on the server
    qint64 gzipBytes = 0; // about
    qint64 bytes = 0;     // uncompressed
    QByteArray sha256;    // of the uncompressed bytes, 64 hexadecimal digits; or empty, and
    QByteArray gzipMd5;   // of the compressed ones, 32
};

struct DownloadSource {
    QString name;
    QString title;       // as a person writes it; the name when it is left out
    QString about;       // what is in it, in a few words, or nothing
    QList<QUrl> mirrors; // folders, tried in this order
    QList<DownloadFile> files;
    std::vector<std::string> classNames; // or none

    qint64 gzipBytes() const; // of all files, about
};

// Throws std::runtime_error with one sentence that begins with `fileName` for what is no such description.
DownloadSource parseDownloadSource(const QByteArray& json, const std::string& fileName);

// The data sets that the program can fetch by name.
QStringList downloadNames();
std::optional<DownloadSource> downloadNamed(const QString& name);
std::vector<DownloadSource> allDownloads();

} // namespace unroll
