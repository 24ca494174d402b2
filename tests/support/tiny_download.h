// A small data set as it would be fetched: four gzip files and the description of where they lie.
#pragma once

#include "app/fetch/download_source.h"
#include "engine/data/dataset_folder.h"
#include "tests/support/tiny_dataset.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace unroll {

struct TinyDownload {
    TinyDownload();

    DownloadSource source; // without mirrors
    QHash<QString, QByteArray> bodies;
};

inline QByteArray contentsOf(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline TinyDownload::TinyDownload() {
    const QTemporaryDir folder;
    const Dataset dataset = tinyDataset();
    saveDatasetFolder(dataset, folder.filePath("gz").toStdString(), Compression::Gzip);
    saveDatasetFolder(dataset, folder.filePath("plain").toStdString(), Compression::None);
    source.name = "tiny";
    for (const char* name : {trainImagesName, trainLabelsName, testImagesName, testLabelsName}) {
        const QString file = QString(name) + ".gz";
        const QByteArray plain = contentsOf(folder.filePath(QString("plain/") + name));
        bodies[file] = contentsOf(folder.filePath("gz/" + file));
        source.files.append({file,
                             bodies[file].size(),
                             plain.size(),
                             QCryptographicHash::hash(plain, QCryptographicHash::Sha256).toHex(),
                             {}});
    }
}

} // namespace unroll
