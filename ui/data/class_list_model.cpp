#include "ui/data/class_list_model.h"

#include "ui/state/digit_image.h"
#include "ui/state/figure_texts.h"

#include <algorithm>
#include <numeric>

namespace unroll {
namespace {

// Of the classes' means, each as often as the class has images.
std::vector<std::uint8_t> meanOfAll(const DataSummary& summary, qint64 images, std::size_t pixels) {
    std::vector<double> sums(pixels);
    for (std::size_t label = 0; label < summary.meanImages.size(); ++label)
        for (std::size_t pixel = 0; pixel < summary.meanImages[label].size(); ++pixel)
            sums[pixel] += summary.meanImages[label][pixel] * static_cast<double>(summary.imagesOfClass[label]);
    std::vector<std::uint8_t> mean(pixels);
    std::ranges::transform(sums, mean.begin(), [images](double sum) {
        return static_cast<std::uint8_t>(std::min(255.0, sum / static_cast<double>(std::max<qint64>(images, 1)) + 0.5));
    });
    return mean;
}

} // namespace

void ClassListModel::setSummary(const DataSummary& summary, const SessionInfo& info) {
    beginResetModel();
    rows_.clear();
    const auto all = std::accumulate(summary.imagesOfClass.begin(), summary.imagesOfClass.end(), qint64{0});
    const auto pixels = static_cast<std::size_t>(info.width) * static_cast<std::size_t>(info.height);
    rows_.push_back({tr("All"), all, greyImage(meanOfAll(summary, all, pixels), info.width, info.height)});
    for (std::size_t label = 0; label < summary.imagesOfClass.size(); ++label) {
        const auto& mean = summary.meanImages[label];
        rows_.push_back(
            {info.classNames.empty() ? QString::number(label) : QString::fromStdString(info.classNames[label]),
             summary.imagesOfClass[label], mean.empty() ? QImage() : greyImage(mean, info.width, info.height)});
    }
    endResetModel();
}

void ClassListModel::clear() {
    beginResetModel();
    rows_.clear();
    endResetModel();
}

int ClassListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ClassListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const QString images = groupedText(static_cast<double>(row.images));
    switch (role) {
    case ImageRole:
        return row.mean.isNull() ? QVariant() : row.mean;
    case CountRole:
        return row.images;
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return labelOf(index.row()) < 0 ? tr("All %1 images and their mean").arg(images)
                                        : tr("%1: %2 images and their mean").arg(row.name, images);
    default:
        return {};
    }
}

} // namespace unroll
