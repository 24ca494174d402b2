// Files as other programs write them, byte by byte: IDX of any type and shape, and gzip. For tests that link zlib.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QtEndian>

#include <zlib.h>

#include <filesystem>
#include <initializer_list>
#include <stdexcept>
#include <vector>

namespace unroll {

inline QByteArray gzip(const QByteArray& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), '\0');
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

template <typename Number>
QByteArray bigEndianBytes(Number number) {
    QByteArray bytes(sizeof(Number), '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

inline QByteArray idxHeader(char type, std::initializer_list<quint32> sizes) {
    QByteArray bytes("\0\0", 2);
    bytes.append(type);
    bytes.append(static_cast<char>(sizes.size()));
    for (const quint32 size : sizes)
        bytes += bigEndianBytes(size);
    return bytes;
}

template <typename Number>
QByteArray idx(char type, std::initializer_list<quint32> sizes, const std::vector<Number>& numbers) {
    QByteArray bytes = idxHeader(type, sizes);
    for (const Number number : numbers)
        bytes += bigEndianBytes(number);
    return bytes;
}

inline std::filesystem::path writeBytes(const QString& name, const QByteArray& bytes) {
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("The test's file can't be written.");
    return file.filesystemFileName();
}

// The sentence of the error that a function throws; empty when it throws none.
template <typename Function>
QString sentenceOf(Function function) {
    try {
        function();
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace unroll
