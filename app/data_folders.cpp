#include "app/data_folders.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <stdexcept>

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

QString fetchFolder(const std::filesystem::path& userFolder) {
    if (userFolder.empty())
        throw std::runtime_error("There is no home folder to fetch data sets into: set HOME or XDG_DATA_HOME.");
    return QFile::decodeName(userFolder.c_str());
}

} // namespace unroll
