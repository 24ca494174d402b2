#include "app/image_import.h"

#include "app/picture_file.h"
#include "app/picture_folders.h"
#include "engine/data/available_memory.h"
#include "engine/data/class_names.h"
#include "engine/data/held_out.h"
#include "engine/files/limits.h"
#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <QImage>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <stdexcept>

namespace unroll {
namespace {

constexpr QSize usualSize(28, 28);
constexpr int faintContrast = 32;                                // of 255
constexpr std::uint64_t unaskedBytes = std::uint64_t{256} << 20; // of images, before the memory is asked about

// One that was read. In another size than the set's, it is scaled to what fits and not yet laid on paper.
struct Taken {
    QImage grey;
    bool bright = false; // its paper
    bool clear = false;  // on a clear ground
    bool isTest = false;
    std::string className{};
    std::uint8_t label = 0;
};

std::string sizeText(QSize size) { return std::to_string(size.width()) + " x " + std::to_string(size.height()); }

std::string quoted(const std::string& name) { return "'" + name + "'"; }

QImage fitted(const QImage& grey, QSize size) {
    const QSize within = grey.size().scaled(size, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    if (within == grey.size())
        return grey;
    return grey.convertToFormat(QImage::Format_RGB32)
        .scaled(within, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_Grayscale8);
}

// A name as pictures have, so that a file without a picture's content is a damaged picture and not a note.
bool isNamedLikeAPicture(const std::filesystem::path& file) {
    static const std::set<std::string> endings{".png",  ".jpg", ".jpeg", ".jpe", ".gif",  ".bmp",  ".webp", ".tif",
                                               ".tiff", ".ppm", ".pgm",  ".pbm", ".pnm",  ".ico",  ".tga",  ".svg",
                                               ".xbm",  ".xpm", ".jp2",  ".jxl", ".heic", ".heif", ".avif"};
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return endings.contains(ending);
}

// Reads pictures one after the other. As long as all have one size they are kept in that; with the first of another
// size, all become as the usual size is.
class Collector {
public:
    Collector(const PictureFolders& found, const ImportOptions& options)
        : found_(found)
        , size_(options.width, options.height)
        , isGiven_(options.width > 0) {}

    void read(const ClassFolder& folder, const std::filesystem::path& file) {
        const std::string shortName = found_.shortName(file);
        try {
            take(readPicture(file), folder, shortName);
        } catch (const UnreadablePicture& error) {
            const bool isNote = !isNamedLikeAPicture(file);
            if (error.reason() == UnreadablePicture::Reason::NoReader)
                noReader_
                    .try_emplace(error.what(),
                                 ImportRemark{.kind = ImportRemark::Kind::NoReader, .detail = error.what()})
                    .first->second.add(quoted(shortName));
            else if (isNote && error.reason() == UnreadablePicture::Reason::NoPicture)
                filesLeftOut_.add(quoted(shortName));
            else
                unreadable_.add(quoted(shortName) + " " + error.what());
        }
    }

    void leaveOut(const std::string& shortName) { filesLeftOut_.add(quoted(shortName)); }

    std::vector<Taken>& taken() { return taken_; }
    QSize size() const { return size_; }
    bool scaled() const { return scaled_; }
    const ImportRemark& unreadable() const { return unreadable_; }

    std::vector<ImportRemark> remarks() const {
        std::vector<ImportRemark> remarks;
        for (const auto& [detail, remark] : noReader_)
            remarks.push_back(remark);
        for (const ImportRemark& remark : {unreadable_, filesLeftOut_, oneShade_})
            if (remark.count > 0)
                remarks.push_back(remark);
        if (contrast_ > 0 && contrast_ < faintContrast)
            remarks.push_back({ImportRemark::Kind::Faint, std::ssize(taken_), {}, std::to_string(contrast_)});
        return remarks;
    }

private:
    void take(const Picture& picture, const ClassFolder& folder, const std::string& shortName) {
        const PictureShades& shades = picture.shades;
        const int contrast = contrastOf(shades.grey);
        contrast_ = std::max(contrast_, contrast);
        if (contrast == 0)
            oneShade_.add(quoted(shortName));
        settleSize(picture.size);
        scaled_ = scaled_ || picture.size != size_;
        const bool keeps = picture.size == size_ && shades.grey.size() == size_;
        Taken taken{keeps ? shades.grey : fitted(shades.grey, size_), shades.onBrightPaper(),
                    shades.clearGround.has_value(), folder.isTest, folder.name};
        bytes_ += static_cast<std::uint64_t>(taken.grey.sizeInBytes());
        if (bytes_ > asked_) {
            requireMemory(bytes_, found_.root,
                          std::to_string(taken_.size() + 1) + " pictures of " + sizeText(size_) + " pixels");
            asked_ = 2 * bytes_;
        }
        taken_.push_back(std::move(taken));
    }

    void settleSize(QSize size) {
        if (isGiven_ || size == size_)
            return;
        if (taken_.empty()) {
            size_ = size;
            return;
        }
        size_ = usualSize;
        isGiven_ = true;
        scaled_ = true;
        for (Taken& taken : taken_)
            taken.grey = fitted(taken.grey, size_);
    }

    static int contrastOf(const QImage& grey) {
        uchar least = 255;
        uchar most = 0;
        for (int y = 0; y < grey.height(); ++y) {
            const auto [low, high] = std::minmax_element(grey.constScanLine(y), grey.constScanLine(y) + grey.width());
            least = std::min(least, *low);
            most = std::max(most, *high);
        }
        return most - least;
    }

    const PictureFolders& found_;
    QSize size_;
    bool isGiven_ = false; // or settled: it does not change any more
    bool scaled_ = false;
    std::vector<Taken> taken_;
    std::uint64_t bytes_ = 0;
    std::uint64_t asked_ = unaskedBytes;
    int contrast_ = 0; // the strongest
    std::map<std::string, ImportRemark> noReader_;
    ImportRemark unreadable_{ImportRemark::Kind::Unreadable};
    ImportRemark filesLeftOut_{ImportRemark::Kind::FilesLeftOut};
    ImportRemark oneShade_{ImportRemark::Kind::OneShade};
};

// The names of the folders with pictures that were read.
std::vector<std::string> classNames(const std::vector<Taken>& taken) {
    std::set<std::string> names;
    for (const Taken& image : taken)
        names.insert(image.className);
    std::vector<std::string> sorted(names.begin(), names.end());
    std::ranges::sort(sorted, numberedLess);
    return sorted;
}

void requireClasses(const std::filesystem::path& folder, const std::vector<std::string>& names,
                    const Collector& collector) {
    for (const std::string& name : names)
        if (const std::string fault = classNameFault(name); !fault.empty())
            throw std::runtime_error("The folder '" + name + "' in '" + folder.string() +
                                     "' can't give its name to a class: " + fault + "; rename it.");
    if (names.size() >= fewestClasses && names.size() <= mostClasses)
        return;
    std::string why;
    for (const ImportRemark& remark : collector.remarks())
        if (remark.kind == ImportRemark::Kind::NoReader)
            why += "; " + std::to_string(remark.count) + " files are left out, each of which " + remark.detail;
    throw std::runtime_error("'" + folder.string() + "' has " + std::to_string(names.size()) +
                             " folders with pictures: put the images of each class into a folder of its own, from " +
                             std::to_string(fewestClasses) + " to " + std::to_string(mostClasses) + " of them" + why +
                             ".");
}

void requireReadable(const std::filesystem::path& folder, const ImportRemark& unreadable) {
    if (unreadable.count > 0)
        throw UnreadablePictures(
            (unreadable.count == 1 ? "A picture in '" : std::to_string(unreadable.count) + " pictures in '") +
            folder.string() + "' can't be read: " + namesOf(unreadable) + ".");
}

void requireSize(QSize size) {
    if (std::max(size.width(), size.height()) > largestImportedSide)
        throw std::runtime_error("The pictures are of " + sizeText(size) +
                                 " pixels, and a data set's images at most of " +
                                 sizeText({largestImportedSide, largestImportedSide}) +
                                 ": say to what size they are to be scaled, such as --size 28x28.");
}

// Which pictures are turned from bright paper to dark.
class Inversion {
public:
    Inversion(Invert wish, const std::vector<Taken>& taken)
        : wish_(wish) {
        std::int64_t opaque = 0;
        std::int64_t bright = 0;
        for (const Taken& image : taken) {
            opaque += image.clear ? 0 : 1;
            bright += !image.clear && image.bright ? 1 : 0;
        }
        mostAreBright_ = 2 * bright > opaque;
    }

    bool of(const Taken& image) const {
        if (wish_ != Invert::Auto)
            return wish_ == Invert::Yes;
        return image.clear ? image.bright : mostAreBright_;
    }

private:
    Invert wish_;
    bool mostAreBright_ = false;
};

void append(ImageSet& set, const Taken& image, QSize size, bool invert) {
    const int left = (size.width() - image.grey.width()) / 2;
    const int top = (size.height() - image.grey.height()) / 2;
    const auto flipped = [invert](int shade) { return static_cast<std::uint8_t>(invert ? 255 - shade : shade); };
    const std::size_t first = set.pixels.size();
    set.pixels.resize(first + static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()),
                      flipped(image.bright ? 255 : 0));
    for (int y = 0; y < image.grey.height(); ++y)
        std::transform(image.grey.constScanLine(y), image.grey.constScanLine(y) + image.grey.width(),
                       set.pixels.begin() + static_cast<std::ptrdiff_t>(first) +
                           std::ptrdiff_t{top + y} * size.width() + left,
                       flipped);
    set.labels.push_back(image.label);
    ++set.count;
}

// Shuffled, each part for itself.
void fill(ImportedImages& imported, std::vector<Taken>& taken, QSize size, const ImportOptions& options) {
    const Inversion inversion(options.invert, taken);
    Random random(options.seed, streams::importOrder);
    const auto test = std::ranges::stable_partition(taken, [](const Taken& image) { return !image.isTest; });
    random.shuffle(std::span(taken.begin(), test.begin()));
    random.shuffle(std::span(test.begin(), test.end()));
    for (Taken& image : taken) {
        const bool invert = inversion.of(image);
        imported.inverted = imported.inverted || invert;
        append(image.isTest ? imported.dataset.test : imported.dataset.train, image, size, invert);
        image.grey = QImage(); // its memory is the set's now
    }
}

void remarkOnClasses(ImportedImages& imported, const PictureFolders& found) {
    const Dataset& dataset = imported.dataset;
    ImportRemark vanished{ImportRemark::Kind::ClassVanished};
    std::set<std::string> told;
    for (const ClassFolder& folder : found.classes)
        if (std::ranges::find(dataset.classNames, folder.name) == dataset.classNames.end() &&
            told.insert(folder.name).second)
            vanished.add(quoted(folder.name));
    const auto without = [&dataset](ImportRemark::Kind kind, const ImageSet& set) {
        ImportRemark remark{kind};
        for (int label = 0; label < dataset.classes; ++label)
            if (std::ranges::find(set.labels, static_cast<std::uint8_t>(label)) == set.labels.end())
                remark.add(quoted(dataset.className(label)));
        return remark;
    };
    for (const ImportRemark& remark : {vanished, without(ImportRemark::Kind::NoTrainingImages, dataset.train),
                                       without(ImportRemark::Kind::NoTestImages, dataset.test)})
        if (remark.count > 0)
            imported.remarks.push_back(remark);
}

} // namespace

ImportedImages importImages(const std::filesystem::path& folder, const std::string& name, const ImportOptions& options,
                            const std::atomic<bool>* stop) {
    const PictureFolders found = findPictures(folder);
    Collector collector(found, options);
    for (const std::string& file : found.leftOut)
        collector.leaveOut(file);
    for (const ClassFolder& classFolder : found.classes)
        for (const std::filesystem::path& file : classFolder.files) {
            if (stop && *stop)
                throw ImportStopped();
            collector.read(classFolder, file);
        }
    if (!options.skipUnreadable)
        requireReadable(found.root, collector.unreadable());
    std::vector<Taken>& taken = collector.taken();
    const std::vector<std::string> names = classNames(taken);
    requireClasses(found.root, names, collector);
    requireSize(collector.size());
    for (Taken& image : taken)
        image.label = static_cast<std::uint8_t>(std::ranges::find(names, image.className) - names.begin());
    ImportedImages imported;
    imported.scaled = collector.scaled();
    imported.remarks = collector.remarks();
    Dataset& dataset = imported.dataset;
    dataset.name = name;
    dataset.width = collector.size().width();
    dataset.height = collector.size().height();
    dataset.classes = static_cast<int>(names.size());
    dataset.classNames = names;
    fill(imported, taken, collector.size(), options);
    imported.isSplit = dataset.test.count > 0 && dataset.train.count > 0;
    if (!imported.isSplit)
        holdOut(dataset, options.testShare.value_or(heldOutShare), options.seed);
    remarkOnClasses(imported, found);
    return imported;
}

} // namespace unroll
