#include "ui/state/data_choices.h"

#include <QFileInfo>

namespace unroll {
namespace {

constexpr int longestText = 24; // characters

// As people write the names of sets that everybody knows.
QString writtenName(const QString& name) {
    if (name == u"mnist")
        return QStringLiteral("MNIST");
    if (name == u"fashion-mnist")
        return QStringLiteral("Fashion-MNIST");
    if (name == u"emnist")
        return QStringLiteral("EMNIST");
    return name;
}

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
    const QString path = QString::fromStdString(dataPaths(data).front());
    const QString name = QFileInfo(path).fileName();
    const QString text = isOwnData(data) ? (name.isEmpty() ? path : name) : writtenName(path);
    return text.size() <= longestText ? text : text.left(longestText - 1) + QChar(0x2026);
}

} // namespace unroll
