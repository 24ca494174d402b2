#include "ui/models/data_choices.h"

#include <QFileInfo>

namespace unroll {
namespace {

constexpr int longestText = 24; // characters

} // namespace

bool isOwnData(const std::string& data) { return data.find('/') != std::string::npos; }

std::vector<std::string> dataPaths(const std::string& data) {
    std::vector<std::string> paths{data};
    for (std::size_t comma = data.rfind(",/"); comma != std::string::npos; comma = data.rfind(",/", comma - 1)) {
        paths.insert(paths.begin() + 1, paths.front().substr(comma + 1));
        paths.front().resize(comma);
        if (comma == 0)
            break;
    }
    return paths;
}

QString shortDataText(const std::string& data) {
    const std::vector<std::string> paths = dataPaths(data);
    const QString first = QString::fromStdString(paths.front());
    const QString text = paths.size() > 1 ? QFileInfo(first).fileName() : first;
    if (text.size() <= longestText)
        return text;
    return paths.size() > 1 ? text.left(longestText - 1) + QChar(0x2026) : QChar(0x2026) + text.right(longestText - 1);
}

} // namespace unroll
