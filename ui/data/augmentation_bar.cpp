#include "ui/data/augmentation_bar.h"

#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

namespace unroll {

AugmentationBar::AugmentationBar(QWidget* parent)
    : QWidget(parent) {
    moved_ = new FlatButton(this);
    moved_->setObjectName(QStringLiteral("augmentedImages"));
    moved_->setText(tr("Augmented"));
    moved_->setCheckable(true);
    moved_->setAccessibleName(tr("Augmented"));
    connect(moved_, &QToolButton::toggled, this, [this] {
        explain();
        emit lookChanged();
    });
    extent_ = new QLabel(this);
    extent_->setObjectName(QStringLiteral("augmentationExtent"));
    setupEpoch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(1));
    row->addWidget(moved_);
    row->addWidget(extent_);
    row->addStretch(1);
    row->addWidget(epochLabel_);
    row->addWidget(epoch_);
    explain();
}

void AugmentationBar::setupEpoch() {
    epoch_ = new QSpinBox(this);
    epoch_->setObjectName(QStringLiteral("augmentedEpoch"));
    epoch_->setAccessibleName(tr("Epoch of the augmented images"));
    epoch_->setToolTip(tr("Draw again: in every epoch the network sees each image moved in another way"));
    epoch_->setRange(1, 99999);
    epoch_->setKeyboardTracking(false);
    connect(epoch_, &QSpinBox::valueChanged, this, &AugmentationBar::lookChanged);
    epochLabel_ = new QLabel(tr("Epoch"), this);
    epochLabel_->setBuddy(epoch_);
}

bool AugmentationBar::isMoving() const { return moved_->isEnabled() && moved_->isChecked(); }

DataLook AugmentationBar::look() const {
    if (!isMoving())
        return {.part = part_};
    return {.part = part_,
            .shift = setting_.shift,
            .rotate = setting_.rotate,
            .seed = setting_.seed,
            .epoch = epoch_->value()};
}

void AugmentationBar::setSetting(const Hyperparameters& setting) {
    const DataLook before = look();
    setting_ = setting;
    explain();
    if (look() != before)
        emit lookChanged();
}

void AugmentationBar::setPart(DataPart part) {
    part_ = part;
    explain();
}

void AugmentationBar::explain() {
    const bool moves = setting_.shift > 0 || setting_.rotate > 0;
    moved_->setEnabled(moves && part_ == DataPart::Train);
    moved_->setToolTip(
        part_ == DataPart::Test ? tr("Test images are never moved")
        : moves ? tr("Show the training images as the network sees them: moved at random, anew in every epoch")
                : tr("Set the largest shift or angle in the form, under More, and training images are moved at random; "
                     "both are 0 now"));
    const QLocale locale;
    extent_->setText(
        moves ? tr("\u00b1%1 px, \u00b1%2\u00b0").arg(locale.toString(setting_.shift), locale.toString(setting_.rotate))
              : QString());
    extent_->setEnabled(isMoving());
    for (QWidget* control : std::initializer_list<QWidget*>{epochLabel_, epoch_})
        control->setEnabled(isMoving());
}

} // namespace unroll
