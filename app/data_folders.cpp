#include "app/data_folders.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

namespace unroll {

std::vector<std::filesystem::path> dataFolders() {
    std::vector<std::filesystem::path> folders{QFile::encodeName(qEnvironmentVariable("UNROLL_DATA_DIR")).toStdString(),
                                               userDataFolder(), "/usr/share/unroll"};
    std::erase(folders, std::filesystem::path());
    return folders;
}

std::filesystem::path userDataFolder() {
    QCoreApplication::setApplicationName(QStringLiteral("unroll")); // names the folder below the user's
    return QFile::encodeName(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).toStdString();
}

} // namespace unroll
