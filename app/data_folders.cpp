#include "app/data_folders.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

namespace unroll {

std::vector<std::filesystem::path> dataFolders() {
    std::vector<std::filesystem::path> folders;
    const auto add = [&](const QString& folder) {
        if (!folder.isEmpty())
            folders.emplace_back(QFile::encodeName(folder).toStdString());
    };
    QCoreApplication::setApplicationName(QStringLiteral("unroll")); // names the folder below the user's
    add(qEnvironmentVariable("UNROLL_DATA_DIR"));
    add(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    add(QStringLiteral("/usr/share/unroll"));
    return folders;
}

} // namespace unroll
