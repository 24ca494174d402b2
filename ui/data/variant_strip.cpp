#include "ui/data/variant_strip.h"

#include "ui/data/thumbnail_delegate.h"
#include "ui/data/thumbnail_list.h"
#include "ui/state/digit_image.h"
#include "ui/theme/spacing.h"

#include <QLabel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace unroll {
namespace {

constexpr int imageRole = Qt::UserRole;

} // namespace

VariantStrip::VariantStrip(QWidget* parent)
    : QWidget(parent)
    , images_(new QStandardItemModel(0, 1, this)) {
    title_ = new QLabel(this);
    title_->setObjectName(QStringLiteral("variantsTitle"));
    title_->setFont(smallFont());
    view_ = new ThumbnailList(images_, new ThumbnailDelegate(imageRole, -1, this), this);
    view_->setObjectName(QStringLiteral("variants"));
    view_->setAccessibleName(tr("The chosen image, epoch by epoch"));
    view_->setToolTip(
        tr("The chosen image as it is in the set, and as the network sees it in one epoch after the other"));
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->showOneRow();
    title_->setBuddy(view_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(title_);
    column->addWidget(view_);
}

void VariantStrip::setVariants(const std::vector<DigitImage>& images, std::int64_t first) {
    images_->setRowCount(static_cast<int>(images.size()));
    for (int row = 0; row < images_->rowCount(); ++row) {
        const DigitImage& image = images[static_cast<std::size_t>(row)];
        const QModelIndex index = images_->index(row, 0);
        const std::int64_t epoch = first + row - 1;
        images_->setData(index, greyImage(image.pixels, image.width, image.height), imageRole);
        images_->setData(index, row == 0 ? tr("as it is") : QString::number(epoch), Qt::DisplayRole);
        images_->setData(index, row == 0 ? tr("As it is in the set") : tr("In epoch %1").arg(epoch),
                         Qt::AccessibleTextRole);
    }
    if (!images.empty())
        title_->setText(tr("Training image %1 in epochs %2 to %3")
                            .arg(images.front().index)
                            .arg(first)
                            .arg(first + std::ssize(images) - 2));
}

void VariantStrip::clear() {
    images_->setRowCount(0);
    title_->clear();
}

} // namespace unroll
