#include "app/image_import.h"

#include "engine/data/held_out.h"
#include "engine/files/limits.h"
#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <QDir>
#include <QImageReader>
#include <QPainter>

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr int usualSide = 28;
constexpr int middleGrey = 128;

struct Source {
    QString file;
    std::uint8_t label = 0;
};

bool numberedLess(const QString& a, const QString& b) {
    bool aIsNumber = false;
    bool bIsNumber = false;
    const qulonglong left = a.toULongLong(&aIsNumber);
    const qulonglong right = b.toULongLong(&bIsNumber);
    if (aIsNumber && bIsNumber && left != right)
        return left < right;
    return aIsNumber != bIsNumber ? aIsNumber : a < b;
}

QString pathOf(const std::filesystem::path& folder) { return QFile::decodeName(folder.c_str()); }

// The folders that hold images.
QStringList classFolders(const std::filesystem::path& folder, const QStringList& endings) {
    QStringList names = QDir(pathOf(folder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    erase_if(names, [&](const QString& name) {
        return QDir(QDir(pathOf(folder)).filePath(name)).entryList(endings, QDir::Files).isEmpty();
    });
    std::ranges::sort(names, numberedLess);
    if (names.size() < fewestClasses || names.size() > mostClasses)
        throw std::runtime_error("'" + folder.string() + "' has " + std::to_string(names.size()) +
                                 " folders with PNG or JPEG files: put the images of each class into a folder of its "
                                 "own, from " +
                                 std::to_string(fewestClasses) + " to " + std::to_string(mostClasses) + " of them.");
    return names;
}

std::vector<Source> sourcesIn(const std::filesystem::path& folder, const QStringList& classes,
                              const QStringList& endings, std::uint64_t seed) {
    std::vector<Source> sources;
    for (qsizetype label = 0; label < classes.size(); ++label) {
        const QDir dir(QDir(pathOf(folder)).filePath(classes[label]));
        for (const QString& name : dir.entryList(endings, QDir::Files, QDir::Name))
            sources.push_back({dir.filePath(name), static_cast<std::uint8_t>(label)});
    }
    Random(seed, streams::importOrder).shuffle(std::span(sources));
    return sources;
}

QSize sizeOf(const Source& source) {
    const QSize size = QImageReader(source.file).size();
    if (!size.isValid() || size.isEmpty())
        throw std::runtime_error("'" + source.file.toStdString() + "' can't be read as an image: remove it.");
    return size;
}

// White below what is transparent, then grey.
QImage readGrey(const Source& source) {
    QImageReader reader(source.file);
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull())
        throw std::runtime_error("'" + source.file.toStdString() + "' can't be read as an image (" +
                                 reader.errorString().toStdString() + "): remove it.");
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter painter(&opaque);
    painter.drawImage(0, 0, image);
    painter.end();
    return opaque.convertToFormat(QImage::Format_Grayscale8);
}

// As large as fits, in the middle of its own kind of paper.
QImage fitted(const QImage& grey, QSize size, int paper) {
    if (grey.size() == size)
        return grey;
    const QSize within = grey.size().scaled(size, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    const QImage scaled =
        grey.convertToFormat(QImage::Format_RGB32).scaled(within, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage sheet(size, QImage::Format_RGB32);
    sheet.fill(qRgb(paper, paper, paper));
    QPainter painter(&sheet);
    painter.drawImage((size.width() - within.width()) / 2, (size.height() - within.height()) / 2, scaled);
    painter.end();
    return sheet.convertToFormat(QImage::Format_Grayscale8);
}

// The mean of the pixels at the edges.
double edgeOf(const QImage& grey) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < grey.height(); ++y) {
        const bool whole = y == 0 || y == grey.height() - 1;
        for (int x = 0; x < grey.width(); x += whole || grey.width() == 1 ? 1 : grey.width() - 1) {
            sum += grey.constScanLine(y)[x];
            ++count;
        }
    }
    return sum / count;
}

void append(ImageSet& set, const QImage& grey, std::uint8_t label, bool invert) {
    for (int y = 0; y < grey.height(); ++y)
        for (int x = 0; x < grey.width(); ++x)
            set.pixels.push_back(
                static_cast<std::uint8_t>(invert ? 255 - grey.constScanLine(y)[x] : grey.constScanLine(y)[x]));
    set.labels.push_back(label);
    ++set.count;
}

// Whether most images lie on bright paper.
bool looksInverted(const std::vector<Source>& sources) {
    constexpr std::size_t enough = 200; // shuffled, so that all classes are among them
    const auto looked = std::span(sources).first(std::min(sources.size(), enough));
    const auto bright =
        std::ranges::count_if(looked, [](const Source& source) { return edgeOf(readGrey(source)) >= middleGrey; });
    return 2 * bright > std::ssize(looked);
}

} // namespace

ImportedImages importImages(const std::filesystem::path& folder, const std::string& name,
                            const ImportOptions& options) {
    const QStringList endings{QStringLiteral("*.png"), QStringLiteral("*.jpg"), QStringLiteral("*.jpeg")};
    const QStringList classes = classFolders(folder, endings);
    const std::vector<Source> sources = sourcesIn(folder, classes, endings, options.seed);
    ImportedImages imported;
    const QSize first = sizeOf(sources.front());
    const bool alike = std::ranges::all_of(sources, [&](const Source& source) { return sizeOf(source) == first; });
    QSize size = alike ? first : QSize(usualSide, usualSide);
    if (options.width > 0)
        size = QSize(options.width, options.height);
    imported.scaled = !alike || size != first;
    imported.inverted = options.invert == Invert::Yes || (options.invert == Invert::Auto && looksInverted(sources));
    Dataset& dataset = imported.dataset;
    dataset.name = name;
    dataset.width = size.width();
    dataset.height = size.height();
    dataset.classes = static_cast<int>(classes.size());
    for (const QString& className : classes)
        dataset.classNames.push_back(className.toStdString());
    for (const Source& source : sources)
        append(dataset.train, fitted(readGrey(source), size, imported.inverted ? 255 : 0), source.label,
               imported.inverted);
    holdOut(dataset, options.testShare, options.seed);
    return imported;
}

} // namespace unroll
