// Writes a file whole or not at all: one that was there before stays as it was when the disk is full.
#pragma once

#include <QByteArray>
#include <QString>

namespace unroll {

// Throws std::runtime_error with one sentence.
void saveFile(const QString& path, const QByteArray& bytes);

} // namespace unroll
