#include "ui/main_window_save.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <stdexcept>

namespace unroll {

// Asked to commit alone, a QSaveFile does not say that its last bytes could not be written.
void saveFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return;
    const QString sentence = QCoreApplication::translate(
        "unroll::saveFile", "%1 could not be saved: %2. Choose another folder, or make room on the disk.");
    throw std::runtime_error(sentence.arg(QDir::toNativeSeparators(path), file.errorString()).toStdString());
}

} // namespace unroll
