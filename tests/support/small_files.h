// Files that a test writes with a line.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

namespace unroll {

// Makes the folders to it as well. Ends the program when the file can't be written.
inline void writeSmallFile(const QString& path, const QByteArray& contents) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
        qFatal("'%s' can't be written.", qPrintable(path));
}

} // namespace unroll
