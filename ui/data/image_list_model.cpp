#include "ui/data/image_list_model.h"

#include "ui/state/digit_image.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr int keptImages = 4000;
constexpr std::size_t mostWanted = 1000; // more than a screen shows; what scrolled away is forgotten

} // namespace

ImageListModel::ImageListModel(QObject* parent)
    : QAbstractListModel(parent)
    , images_(keptImages) {
    asking_.setSingleShot(true);
    asking_.setInterval(0);
    connect(&asking_, &QTimer::timeout, this, &ImageListModel::ask);
}

void ImageListModel::setPart(DataPart part, std::vector<std::uint8_t> labels,
                             const std::vector<std::string>& classNames) {
    beginResetModel();
    part_ = part;
    labels_ = std::move(labels);
    classNames_.clear();
    for (const std::string& name : classNames)
        classNames_.append(QString::fromStdString(name));
    images_.clear();
    wanted_.clear();
    class_ = -1;
    listRows();
    endResetModel();
}

void ImageListModel::setClass(int label) {
    if (label == class_)
        return;
    beginResetModel();
    class_ = label;
    wanted_.clear();
    listRows();
    endResetModel();
}

void ImageListModel::listRows() {
    rows_.clear();
    for (std::size_t index = 0; class_ >= 0 && index < labels_.size(); ++index)
        if (labels_[index] == class_)
            rows_.push_back(static_cast<std::int64_t>(index));
}

int ImageListModel::rowOf(std::int64_t index) const {
    if (index < 0 || index >= imageCount())
        return -1;
    if (class_ < 0)
        return static_cast<int>(index);
    const auto found = std::ranges::lower_bound(rows_, index);
    return found == rows_.end() || *found != index ? -1 : static_cast<int>(found - rows_.begin());
}

int ImageListModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(class_ < 0 ? labels_.size() : rows_.size());
}

QVariant ImageListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const std::int64_t image = class_ < 0 ? index.row() : rows_[row];
    const QString label = nameOf(labels_[static_cast<std::size_t>(image)]);
    switch (role) {
    case ImageRole:
        return imageOf(image);
    case IndexRole:
        return qint64{image};
    case Qt::DisplayRole:
        return label;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return (part_ == DataPart::Train ? tr("Training image %1: %2") : tr("Test image %1: %2")).arg(image).arg(label);
    default:
        return {};
    }
}

QHash<int, QByteArray> ImageListModel::roleNames() const { return {{ImageRole, "image"}, {IndexRole, "index"}}; }

QVariant ImageListModel::imageOf(std::int64_t index) const {
    const Seen* seen = images_.object(index);
    if (!seen || seen->look != look_)
        want(index);
    return seen ? seen->image : QVariant();
}

void ImageListModel::outdateImages() {
    ++look_;
    wanted_.clear();
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1), {ImageRole});
}

void ImageListModel::want(std::int64_t index) const {
    if (std::ranges::find(wanted_, index) != wanted_.end())
        return;
    wanted_.push_back(index);
    asking_.start();
}

void ImageListModel::ask() {
    if (wanted_.size() > mostWanted)
        wanted_.erase(wanted_.begin(), wanted_.end() - mostWanted);
    emit imagesWanted({wanted_.rbegin(), wanted_.rend()});
}

void ImageListModel::addImages(const std::vector<DigitImage>& images) {
    for (const DigitImage& image : images) {
        images_.insert(image.index, new Seen{greyImage(image.pixels, image.width, image.height), look_});
        std::erase(wanted_, image.index);
        if (const QModelIndex row = index(rowOf(image.index)); row.isValid())
            emit dataChanged(row, row, {ImageRole});
    }
}

QString ImageListModel::nameOf(int label) const { return classNames_.value(label, QString::number(label)); }

} // namespace unroll
