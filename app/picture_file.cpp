#include "app/picture_file.h"

#include "engine/data/picture_bytes.h"
#include "engine/files/limits.h"
#include "engine/files/read_file.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <span>
#include <unistd.h>

namespace unroll {
namespace {

using Reason = UnreadablePicture::Reason;

[[noreturn]] void refusePicture(Reason reason, const std::string& what) { throw UnreadablePicture(reason, what); }

// What Qt's readers and the libraries behind them say of a picture while this lives, kept from standard error. What
// other threads say goes where it went before.
class Murmur {
public:
    Murmur() {
        heard_ = &text_;
        before_ = qInstallMessageHandler(hear);
    }
    ~Murmur() {
        qInstallMessageHandler(before_);
        heard_ = nullptr;
    }
    Murmur(const Murmur&) = delete;
    Murmur& operator=(const Murmur&) = delete;

    // libjpeg fills up with grey what is missing in the middle, and only says so.
    bool tellsOfMissingData() const { return text_.contains(QStringLiteral("premature end"), Qt::CaseInsensitive); }

private:
    static void hear(QtMsgType type, const QMessageLogContext& context, const QString& message) {
        if (heard_)
            heard_->append(message + '\n');
        else if (before_)
            before_(type, context, message);
    }

    static thread_local QString* heard_;
    static QtMessageHandler before_;
    QString text_;
};

thread_local QString* Murmur::heard_ = nullptr;
QtMessageHandler Murmur::before_ = nullptr;

// libtiff writes to standard error itself, even of marks it only does not know in a picture that is fine.
class Silence {
public:
    Silence()
        : before_(dup(STDERR_FILENO)) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (before_ >= 0 && nowhere >= 0)
            dup2(nowhere, STDERR_FILENO);
        if (nowhere >= 0)
            close(nowhere);
    }
    ~Silence() {
        if (before_ >= 0) {
            dup2(before_, STDERR_FILENO);
            close(before_);
        }
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    int before_;
};

std::string bytesOf(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        refusePicture(Reason::Damaged, error ? "can't be opened: " + error.message() : "is not there");
    if (!std::filesystem::is_regular_file(file, error))
        refusePicture(Reason::Damaged, "is no file");
    try {
        return readFile(file, mostPictureBytes);
    } catch (const std::runtime_error&) {
        if (std::filesystem::file_size(file, error) > mostPictureBytes)
            refusePicture(Reason::Damaged, "is too large");
        refusePicture(Reason::Damaged, "can't be opened");
    }
}

// In which of Qt's words a format is read.
const char* qtName(PictureFormat format) {
    switch (format) {
    case PictureFormat::Png:
        return "png";
    case PictureFormat::Jpeg:
        return "jpeg";
    case PictureFormat::Gif:
        return "gif";
    case PictureFormat::Bmp:
        return "bmp";
    case PictureFormat::Webp:
        return "webp";
    case PictureFormat::Tiff:
        return "tiff";
    case PictureFormat::Heif:
        return "heif";
    case PictureFormat::Avif:
        return "avif";
    case PictureFormat::Jpeg2000:
        return "jp2";
    case PictureFormat::JpegXl:
        return "jxl";
    }
    return "";
}

// Nothing here reads a file that begins like this.
void refuseUnread(std::optional<PictureFormat> format) {
    if (!format)
        refusePicture(Reason::NoPicture, "is no picture");
    if (QImageReader::supportedImageFormats().contains(qtName(*format)))
        refusePicture(Reason::Damaged, "is damaged");
    const bool hasPackage = format == PictureFormat::Webp || format == PictureFormat::Tiff;
    refusePicture(Reason::NoReader, "is " + std::string(pictureFormatName(*format)) + ", for which " +
                                        (hasPackage ? "Qt's plugin is missing: install qt6-image-formats-plugins"
                                                    : "there is no reader: convert it to PNG"));
}

QSize seen(QSize size, QImageIOHandler::Transformations transformation) {
    return transformation & QImageIOHandler::TransformationRotate90 ? size.transposed() : size;
}

// Qt's own limit tells standard error and nobody else what it refused, and counts a grey pixel as four bytes. This is
// in its place for a picture whose size is known.
class OwnLimit {
public:
    // Halves the picture while it is read until it has no more than mostPicturePixels: readers of JPEG halve best.
    OwnLimit(QImageReader& reader, QSize size)
        : before_(QImageReader::allocationLimit()) {
        QSize halved = size;
        while (std::int64_t{halved.width()} * halved.height() > mostPicturePixels)
            halved = QSize(std::max(1, halved.width() / 2), std::max(1, halved.height() / 2));
        const bool isHuge = std::int64_t{size.width()} * size.height() > mostHalvedPixels;
        if (isHuge || (halved != size && !reader.supportsOption(QImageIOHandler::ScaledSize)))
            refusePicture(Reason::Damaged, "is too large, " + std::to_string(size.width()) + " x " +
                                               std::to_string(size.height()) + " pixels");
        if (halved != size)
            reader.setScaledSize(halved);
        QImageReader::setAllocationLimit(0);
    }
    ~OwnLimit() { QImageReader::setAllocationLimit(before_); }
    OwnLimit(const OwnLimit&) = delete;
    OwnLimit& operator=(const OwnLimit&) = delete;

private:
    static constexpr std::int64_t mostHalvedPixels = 1'000'000'000; // which take seconds
    int before_;
};

} // namespace

Picture readPicture(const std::filesystem::path& file) {
    static std::mutex one; // what listens to Qt's murmur is the program's
    const std::lock_guard lock(one);
    const std::string bytes = bytesOf(file);
    if (bytes.empty())
        refusePicture(Reason::Damaged, "is empty");
    const std::span<const std::uint8_t> span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const Murmur murmur;
    std::optional<Silence> silence;
    if (pictureFormat(span) == PictureFormat::Tiff)
        silence.emplace();
    QByteArray data = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (endsEarly(span))
        refusePicture(Reason::Damaged, "is incomplete");
    if (!reader.canRead())
        refuseUnread(pictureFormat(span));
    const QSize size = reader.size();
    std::optional<OwnLimit> limit;
    if (size.isValid())
        limit.emplace(reader, size);
    const QImageIOHandler::Transformations transformation = reader.transformation();
    const QImage image = reader.read();
    if (murmur.tellsOfMissingData())
        refusePicture(Reason::Damaged, "is incomplete");
    if (image.isNull() || image.size().isEmpty())
        refusePicture(Reason::Damaged, "is damaged");
    return {shadesOf(image), size.isValid() ? seen(size, transformation) : image.size()};
}

} // namespace unroll
